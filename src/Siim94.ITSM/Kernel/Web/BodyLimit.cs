using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Refuses bodies that no request needs. An address that takes files states a limit of its own.</summary>
/// <remarks>
/// Counted here and not by the server, which hangs up on whoever sends more than its own limit. Below that one it reads on for a while
/// once the answer is sent, so that its sender gets the answer instead of a broken connection.
/// </remarks>
static class BodyLimit
{
    /// <summary>A batch of 500 lines is 200 KB, a published-tables file 30 KB.</summary>
    public const long MaximumBytes = 2 * 1024 * 1024;

    /// <summary>What is read of a body that is too large, before the server hangs up.</summary>
    public const long MostBytesDrained = 64 * 1024 * 1024;

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                var limit = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? MaximumBytes;
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
                    server.MaxRequestBodySize = limit + MostBytesDrained;
                var body = new LimitedBody(http.Request.Body, limit, http.Request.ContentLength);
                http.Request.Body = body;
                await next(http);
                // Whoever looks for the token of a form takes the refusal for a form without one.
                if (!body.IsTooLarge || http.Response is not { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest })
                    return;
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                if (!Addresses.IsForPrograms(http.Request.Path))
                    await http.Response.WriteAsync(Words.TooLarge, http.RequestAborted);
            }
        );

    /// <summary>A body that ends in a refusal where it becomes too large.</summary>
    sealed class LimitedBody(Stream body, long limit, long? length) : BodyStream
    {
        long read;

        /// <summary>Somebody has tried to read more of it than there may be.</summary>
        public bool IsTooLarge { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (length > limit)
                throw TooLarge();
            var bytes = await body.ReadAsync(buffer, cancellationToken);
            return (read += bytes) > limit ? throw TooLarge() : bytes;
        }

        BadHttpRequestException TooLarge()
        {
            IsTooLarge = true;
            return new(Words.TooLarge, StatusCodes.Status413PayloadTooLarge);
        }
    }
}
