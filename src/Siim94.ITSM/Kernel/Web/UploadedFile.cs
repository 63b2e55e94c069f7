using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>A file that a call brings: its body, or the first file of a form. It is read as it arrives.</summary>
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
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } part)
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                    return new(part.Body, NameIn(disposition));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw BrokenForm();
        }
        return null;
    }

    static string? NameIn(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    static Refusal BrokenForm() => Refusal.Field("File", "request.broken-form", Words.BrokenForm);
}
