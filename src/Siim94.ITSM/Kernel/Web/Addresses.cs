using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

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

    // As routing calls the endpoint that answers 405.
    const string OtherMethod = "405 HTTP Method Not Supported";

    /// <summary>
    /// 405 is for addresses that there are. Routing says it of whatever looks like one: of <c>/tickets/abc</c>, and, for the sake of files
    /// that are found by their name, of everything.
    /// </summary>
    public static IApplicationBuilder UseNotFoundBeforeMethod(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (http.GetEndpoint() is { DisplayName: OtherMethod } && !Exists(http))
                    http.SetEndpoint(null);
                return next(http);
            }
        );

    static bool Exists(HttpContext http)
    {
        var policies = http.RequestServices.GetRequiredService<ParameterPolicyFactory>();
        return http
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Any(endpoint => endpoint.Order < int.MaxValue && Leads(endpoint.RoutePattern, http, policies));
    }

    static bool Leads(RoutePattern pattern, HttpContext http, ParameterPolicyFactory policies)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new(pattern), new(pattern.Defaults)).TryMatch(http.Request.Path, values)
            && pattern.Parameters.All(parameter =>
                parameter
                    .ParameterPolicies.Select(policy => policies.Create(parameter, policy))
                    .OfType<IRouteConstraint>()
                    .All(constraint => constraint.Match(http, null, parameter.Name, values, RouteDirection.IncomingRequest))
            );
    }

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
