namespace Siim94.ITSM.Features.Closing;

static class ClosingRoutes
{
    public static void MapClosing(this RouteGroupBuilder api)
    {
        var closings = api.MapGroup("/closings").WithTags("Clôtures");
        closings.MapGet("/", (Api api, [AsParameters] ListClosings list) => api.Send(list));
        closings.MapGet("/checks", (Api api, [AsParameters] GetClosingChecks checks) => api.Send(checks));
        closings.MapPost("/", (Api api, ClosePeriod closing) => api.Send(closing));
        closings.MapPost("/{id:long}/reopen", (Api api, long id, ReopenPeriod reopening) => api.Send(reopening with { Id = id }));

        var editions = api.MapGroup("/editions/{period:int}").WithTags("Éditions");
        editions.MapGet("/", (Api api, int period) => api.Send(new ListEditions(period)));
        editions.MapGet("/{number:int}", (Api api, int period, int number) => api.Send(new GetEdition(period, number)));
        editions.MapGet("/{number:int}/verify", (Api api, int period, int number, string? digest) => api.Send(new VerifyEdition(period, number, digest)));
        editions.MapGet("/{number:int}/changes", (Api api, int period, int number) => api.Send(new GetEditionChanges(period, number)));
    }
}
