namespace Siim94.ITSM.Features.Reports;

static class ReportRoutes
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Bilan");
        reports.MapGet("/", (Api api) => api.Send(new ListReports()));
        reports.MapGet("/{id}", (Api api, string id, int? from, int? to) => api.Send(new GetReport { Id = id, From = from, To = to }));

        var rollups = api.MapGroup("/rollups").WithTags("Consolidation");
        rollups.MapGet("/", (Api api) => api.Send(new GetRollupState()));
        rollups.MapPost("/run", Run).Produces<RollupState>();
    }

    // Running twice is harmless: an idempotency key has nothing to add.
    static async Task<RollupState> Run(HttpContext http, Dispatcher dispatcher)
    {
        while ((await dispatcher.Send(new RollUp(), http.User.Identify(), ct: http.RequestAborted)).Pending > 0) { }
        return await dispatcher.Send(new GetRollupState(), http.User.Identify(), ct: http.RequestAborted);
    }
}
