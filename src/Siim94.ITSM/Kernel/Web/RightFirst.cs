using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>A request that a route sends.</summary>
sealed record SentRequest(Type Type);

/// <summary>A route other than a POST whose calls may come twice, and take effect once.</summary>
sealed record TakenKey;

/// <summary>
/// Judges who may send what before anything of a call is read: 401 and 403 come before whatever is wrong with its address, body or headers.
/// </summary>
static class RightFirst
{
    /// <summary>The group of all routes of the API. What a route takes as a parameter, it sends; what else it sends, it states.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            foreach (var method in endpoint.Metadata.OfType<MethodInfo>().ToList())
            foreach (var parameter in method.GetParameters().Where(parameter => Rights.AreStatedBy(parameter.ParameterType)))
                endpoint.Metadata.Add(new SentRequest(parameter.ParameterType));
        });
        return api;
    }

    /// <summary>States a request that the route makes itself, from its address and its headers.</summary>
    public static RouteHandlerBuilder Sends<TRequest>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new SentRequest(typeof(TRequest)));

    /// <summary>Takes an <c>Idempotency-Key</c>, as every POST does.</summary>
    public static RouteHandlerBuilder TakesKey(this RouteHandlerBuilder route) => route.WithMetadata(new TakenKey());

    /// <summary>
    /// A body of another type is refused after the right, by <see cref="UseRightFirst"/>, and not by routing before it. To be called last:
    /// whatever adds routing adds that again.
    /// </summary>
    public static void LeaveContentTypesToHandlers(this IServiceCollection services)
    {
        services.Remove(
            services.Single(service =>
                service.ServiceType == typeof(MatcherPolicy) && service.ImplementationType?.Name == "AcceptsMatcherPolicy"
            )
        );
    }

    public static IApplicationBuilder UseRightFirst(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (http.GetEndpoint() is { } endpoint)
                {
                    if (endpoint.Metadata.GetOrderedMetadata<SentRequest>() is { Count: > 0 } sent)
                    {
                        var users = http.RequestServices.GetRequiredService<UserDirectory>();
                        var user = await users.Load(http.User.Identify(), http.RequestAborted);
                        foreach (var request in sent)
                            Rights.Check(user, request.Type);
                        if (endpoint.Metadata.GetMetadata<RequiresAttribute>() is { } more)
                            Rights.Check(user, more.Permission);
                    }
                    if (endpoint is RouteEndpoint route && http.Request.Path.StartsWithSegments("/api/v1"))
                    {
                        QueryParameters.RefuseUnknown(http, route);
                        QueryParameters.RefuseOtherDates(http, route);
                    }
                    if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepted && !ContentTypes.Fit(http, accepted))
                        throw new Refusal(StatusCodes.Status415UnsupportedMediaType, "request.json-expected", Words.JsonExpected);
                }
                await next(http);
            }
        );
}
