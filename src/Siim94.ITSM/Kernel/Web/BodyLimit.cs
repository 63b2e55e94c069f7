using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Refuses bodies that no request needs. One of moderate size is read to its end first, so that its sender gets the answer instead
/// of a broken pipe.
/// An address that takes files states a limit of its own.</summary>
static class BodyLimit
{
    /// <summary>A batch of 500 lines is 200 KB, a published-tables file 30 KB.</summary>
    public const long MaximumBytes = 2 * 1024 * 1024;

    const long MostBytesDrained = 32 * 1024 * 1024;

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (
                    http.Request.Path.StartsWithSegments("/api")
                    && http.Request.ContentLength is > MaximumBytes and <= MostBytesDrained
                    && http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
                )
                {
                    if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                        limit.MaxRequestBodySize = MostBytesDrained;
                    await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                    throw new Refusal(StatusCodes.Status413PayloadTooLarge, "request.too-large", Words.TooLarge);
                }
                await next(http);
            }
        );
}
