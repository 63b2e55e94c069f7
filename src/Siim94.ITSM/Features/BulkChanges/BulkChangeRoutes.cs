using Siim94.ITSM.Features.Impact;

namespace Siim94.ITSM.Features.BulkChanges;

static class BulkChangeRoutes
{
    public static void MapBulkChanges(this RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/time-entries/bulk").WithTags("Temps");
        bulk.MapGet("/", (Api api) => api.Send(new ListBulkChanges()));
        bulk.MapGet("/lines", (Api api, [AsParameters] EntrySelection lines) => api.Send(new FindLinesToChange(lines)));
        bulk.MapPost("/preview", (Api api, ChangeLinesInBulk change) => api.Send(new PreviewImpact(change)));
        bulk.MapPost("/", (Api api, ChangeLinesInBulk change) => api.Create(change, _ => "/api/v1/time-entries/bulk")).Produces<BulkChange>(201);
        bulk.MapPost("/{id:long}/undo", (Api api, long id) => api.Do(new UndoBulkChange(id))).Produces(204);
    }
}
