using Microsoft.AspNetCore.Diagnostics;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Addresses and methods, before they are routed.</summary>
static class Addresses
{
    const string NotFoundPage = "/introuvable";

    /// <summary>HEAD is answered as GET, without the body: the server sends none.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (HttpMethods.IsHead(http.Request.Method))
                    http.Request.Method = HttpMethods.Get;
                return next(http);
            }
        );

    /// <summary>An address that leads nowhere shows the page that says so, in place.</summary>
    public static IApplicationBuilder UseNotFoundPage(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                await next(http);
                if (!IsEmptyNotFound(http) || !HttpMethods.IsGet(http.Request.Method) || IsForPrograms(http.Request.Path))
                    return;
                http.Features.Set<IStatusCodeReExecuteFeature>(
                    new StatusCodeReExecuteFeature
                    {
                        OriginalPathBase = http.Request.PathBase,
                        OriginalPath = http.Request.Path,
                        OriginalQueryString = http.Request.QueryString.Value,
                    }
                );
                http.SetEndpoint(null);
                http.Request.RouteValues.Clear();
                http.Request.Path = NotFoundPage;
                http.Request.QueryString = default;
                await next(http);
            }
        );

    static bool IsEmptyNotFound(HttpContext http) =>
        http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false, ContentType: null };

    /// <summary>Whether programs call there rather than people.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api")
        || path.StartsWithSegments("/openapi")
        || path.StartsWithSegments("/health")
        || path.StartsWithSegments("/_blazor")
        || path.StartsWithSegments("/_framework");
}
