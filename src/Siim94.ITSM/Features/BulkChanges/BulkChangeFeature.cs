using Siim94.ITSM.Features.FigureImpact;

namespace Siim94.ITSM.Features.BulkChanges;

static class BulkChangeFeature
{
    public static IServiceCollection AddBulkChanges(this IServiceCollection services) =>
        services.AddScoped<EntrySelector>().AddScoped<Recoder>();

    public static void MapBulkChanges(this RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/time-entries/bulk").WithTags("Temps");
        bulk.MapGet("/", (Api api) => api.Send(new ListBulkChanges()))
            .Sends<ListBulkChanges>()
            .WithSummary("The last fifty changes in bulk, newest first");
        bulk.MapGet("/lines", (Api api, [AsParameters] EntrySelection lines) => api.Send(new FindLinesToChange(lines)))
            .Sends<FindLinesToChange>()
            .WithSummary("How many lines a selection has, and what they are worth in days")
            .WithDescription("With the first fifty, by day, and the digest that a change of them states.");
        bulk.MapPost("/preview", (Api api, ChangeLinesInBulk change) => api.Send(new PreviewImpact(change)))
            .WithSummary("What a change in bulk would move in which tables; nothing is written");
        bulk.MapPost("/", (Api api, ChangeLinesInBulk change) => api.Create(change, _ => "/api/v1/time-entries/bulk"))
            .Produces<BulkChange>(201);
        bulk.MapPost("/{id:long}/undo", (Api api, long id) => api.Do(new UndoBulkChange(id)))
            .Sends<UndoBulkChange>()
            .Produces(204)
            .WithSummary("Puts all lines of a change in bulk back where they were")
            .WithDescription("Refused when one of them has been changed or deleted since.");
    }
}
