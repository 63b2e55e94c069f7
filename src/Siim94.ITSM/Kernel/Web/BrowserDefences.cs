using System.Globalization;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// What protects a reader's browser: headers on every answer, and no request to the API from another site with the reader's cookie.
/// </summary>
static class BrowserDefences
{
    // {0} is the page's own socket: not every browser counts it as 'self'.
    const string CommonPolicy =
        "default-src 'self'; img-src 'self' data:; connect-src 'self' {0}; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'; ";

    const string ContentSecurityPolicy = CommonPolicy + "script-src 'self'; style-src 'self'";

    // The reference page and the dashboard of jobs are not ours: they bring inline styles, and the first one its start-up script.
    const string ReferencePolicy = CommonPolicy + "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'";
    const string DashboardPolicy = CommonPolicy + "script-src 'self'; style-src 'self' 'unsafe-inline'";

    public static IApplicationBuilder UseBrowserDefences(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                // At the last moment: what goes wrong clears the headers before it writes its answer.
                http.Response.OnStarting(() =>
                {
                    Defend(http);
                    return Task.CompletedTask;
                });
                return IsFromAnotherSite(http.Request)
                    ? Problems.Write(http, new(StatusCodes.Status403Forbidden, "request.from-another-site", Words.FromAnotherSite))
                    : next(http);
            }
        );

    static void Defend(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        headers.ContentSecurityPolicy = string.Format(
            CultureInfo.InvariantCulture,
            PolicyOf(http.Request.Path),
            $"{(http.Request.IsHttps ? "wss" : "ws")}://{http.Request.Host.ToUriComponent()}"
        );
        if (http.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store"; // unless the route knows better
        StayHere(http);
    }

    static string PolicyOf(PathString path) =>
        path.StartsWithSegments("/api", out var rest) && !rest.StartsWithSegments("/v1") ? ReferencePolicy
        : path.StartsWithSegments("/taches") ? DashboardPolicy
        : ContentSecurityPolicy;

    /// <summary>Redirects within the product do not name its host, which the caller has stated and may have made up.</summary>
    static void StayHere(HttpContext http)
    {
        var own = $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}";
        if (
            http.Response.Headers.Location.ToString() is { } location
            && location.StartsWith(own, StringComparison.OrdinalIgnoreCase)
            && location.Length > own.Length
            && location[own.Length] == '/'
        )
            http.Response.Headers.Location = LocalAddress.Or(location[own.Length..], "/");
    }

    static bool IsFromAnotherSite(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return false;
        if (request.Headers.ContainsKey("Authorization"))
            return false;
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (site is "cross-site" or "same-site")
            return true;
        if (origin.Length > 0)
            return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
                || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        // Forms of our own pages bring an antiforgery token instead.
        return site.Length == 0
            && request.Path.StartsWithSegments("/api")
            && request.Cookies.ContainsKey(OpenApiDescription.SessionCookie)
            && !NeedsLeaveOfTheBrowser(request);
    }

    // A page of another site makes a browser send neither without asking this server first, which does not allow it.
    static bool NeedsLeaveOfTheBrowser(HttpRequest request) =>
        request.HasJsonContentType() || request.Headers.ContainsKey("X-Requested-With");
}
