using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Siim94.ITSM.Features.Attachments;

static class AttachmentFeature
{
    public static IServiceCollection AddAttachments(this IServiceCollection services) => services.AddScoped<AttachmentStore>();

    public static void MapAttachments(this RouteGroupBuilder api)
    {
        var attachments = api.MapGroup("/attachments").WithTags("Fichiers");
        attachments
            .MapPost("/", Upload)
            .Sends<AddAttachment>()
            .WithMetadata(new UploadLimit())
            .Accepts<IFormFile>("application/octet-stream", "multipart/form-data")
            .Produces<AttachmentDetails>(201)
            .WithSummary("Keeps a file of 25 MB at most, for its sender to attach to something")
            .WithDescription(
                "As the body, or as the only file of a form. What is attached to nothing is deleted after a day. Programs are refused; "
                    + "pictures lose what tells where they were taken, so their digest may be another one."
            );
        attachments
            .MapGet("/{id:long}", Download)
            .Sends<GetAttachment>()
            .Produces<byte[]>(200, "application/octet-stream")
            .WithSummary("One file, to be saved: it is never shown as a page");
        attachments
            .MapPost("/{id:long}/thumbnail", UploadThumbnail)
            .Sends<AddThumbnail>()
            .Accepts<IFormFile>("application/octet-stream")
            .Produces(204)
            .WithSummary("Keeps a small version of a picture of one's own that is attached to nothing yet: 128 KB at most, as the body");
        attachments
            .MapGet("/{id:long}/thumbnail", ShowThumbnail)
            .Sends<GetThumbnail>()
            .Produces<byte[]>(200, FileTypes.Jpeg, FileTypes.Png, FileTypes.WebP)
            .WithSummary("The small version of a picture, to be shown");
    }

    static async Task<IResult> Upload(Api api, HttpContext http, string? fileName)
    {
        var file = await UploadedFile.Of(http.Request) ?? throw AttachmentErrors.Empty();
        var content = await ContentOf(http, file);
        return await api.Create(new AddAttachment(NewFile.Of(fileName ?? file.Name, content)), a => $"/api/v1/attachments/{a.Id}");
    }

    static async Task<byte[]> ContentOf(HttpContext http, UploadedFile file)
    {
        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content, http.RequestAborted);
        return content.ToArray();
    }

    static async Task<IResult> UploadThumbnail(Api api, HttpContext http, long id)
    {
        var file = await UploadedFile.Of(http.Request) ?? throw AttachmentErrors.Empty();
        return await api.Do(new AddThumbnail(id, NewFile.Of("vignette", await ContentOf(http, file))));
    }

    static async Task<IResult> ShowThumbnail(Api api, HttpContext http, long id)
    {
        var thumbnail = await api.Send(new GetThumbnail(id));
        // It never changes; whoever loses sight of it has seen it.
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        return Results.Bytes(thumbnail.Content, thumbnail.MediaType);
    }

    static async Task<IResult> Download(Api api, HttpContext http, long id)
    {
        var file = await api.Send(new GetAttachment(id));
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = file.Size;
        return Results.Stream(
            async output =>
            {
                for (var part = 0; await api.Send(new ReadAttachment(id, part)) is { } content; part++)
                    await output.WriteAsync(content, http.RequestAborted);
            },
            FileTypes.ToldType(file.Type)
        );
    }

    /// <summary>A file may be larger than any other body.</summary>
    sealed class UploadLimit : IRequestSizeLimitMetadata
    {
        // Room for the frame of a form.
        public long? MaxRequestBodySize => NewFile.MostBytes + 64 * 1024;
    }
}
