using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// Pages and JSON, Brotli or gzip at their fastest, over HTTPS too. Scripts and styles lie packed already; a file to be saved goes as it
/// is, with its length.
/// </summary>
/// <remarks>
/// The length of a packed page tells whether what its address says stands in it already, to who listens on the line and makes the reader's
/// browser ask again and again (BREACH). To do so takes a page of another site, and a browser says where a request comes from: such an
/// answer is not packed.
/// </remarks>
sealed class PackedAnswers(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("cross-site" or "same-site")
        && context.Response.Headers.ContentDisposition.Count == 0
        && base.ShouldCompressResponse(context);
}

static class PackedAnswersSetup
{
    public static IServiceCollection AddPackedAnswers(this IServiceCollection services) =>
        services
            .AddResponseCompression(options =>
            {
                options.EnableForHttps = true;
                options.MimeTypes = ["text/html", "application/json", "application/problem+json"];
            })
            .AddSingleton<IResponseCompressionProvider, PackedAnswers>();
}
