using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// A file that a call brings: its body, or the only file of a form. It is read as it arrives: that a form is broken off, or brings a second
/// file, is a <see cref="Refusal"/> at its end.
/// </summary>
/// <param name="Name">As the form calls it; null for a body.</param>
sealed record UploadedFile(Stream Content, string? Name)
{
    /// <returns>Null for a form without a file.</returns>
    /// <exception cref="Refusal">422: it is no form, though it says so.</exception>
    public static async Task<UploadedFile?> Of(HttpRequest request)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
            return new(request.Body, null);
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and < 200 } boundary)
            throw BrokenForm();
        var parts = new MultipartReader(boundary, request.Body);
        return await Next(parts, request.HttpContext.RequestAborted) is var (file, name) ? new(new OnlyFile(file, parts), name) : null;
    }

    static Task<(Stream File, string? Name)?> Next(MultipartReader parts, CancellationToken ct) =>
        Guard<(Stream, string?)?>(async () =>
        {
            while (await parts.ReadNextSectionAsync(ct) is { } part)
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                    return (part.Body, NameIn(disposition));
            return null;
        });

    static async Task<T> Guard<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw BrokenForm();
        }
    }

    static string? NameIn(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    static Refusal BrokenForm() => Refusal.Field("File", "request.broken-form", Words.BrokenForm);

    static Refusal SecondFile(string? name) => Refusal.Field("File", "request.second-file", string.Format(Words.SecondFile, name));

    /// <summary>What is not read of a form would be lost without a word.</summary>
    sealed class OnlyFile(Stream file, MultipartReader parts) : BodyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = await Guard(async () => await file.ReadAsync(buffer, cancellationToken));
            return length == 0 && await Next(parts, cancellationToken) is var (_, name) ? throw SecondFile(name) : length;
        }
    }
}
