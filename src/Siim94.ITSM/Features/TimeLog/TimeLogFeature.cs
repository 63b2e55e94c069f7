using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.TimeLog;

static class TimeLogFeature
{
    public static IServiceCollection AddTimeLog(this IServiceCollection services) =>
        services
            .AddScoped<EntryResolver>()
            .AddScoped<EntryGuard>()
            .AddScoped<Ledger>()
            .AddScoped<TimeEntryReader>()
            .AddScoped<TimeNotices>()
            .AddFactKind(TimeEntryFact.Kind);

    public static void MapTimeLog(this RouteGroupBuilder api)
    {
        var entries = api.MapGroup("/time-entries").WithTags("Temps");
        entries
            .MapGet("/", (Api api, [AsParameters] ListTimeEntries list) => api.Send(list))
            .WithSummary("Lines of worked time, oldest first, by page")
            .WithDescription("Filters take codes or any known spelling.");
        entries
            .MapPost("/", (Api api, LogTime entry) => api.Create(entry, e => $"/api/v1/time-entries/{e.Id}", e => e.Version))
            .Produces<TimeEntryDetails>(201);
        entries
            .MapPost("/batch", (Api api, BatchBody body) => api.Create(body.Batch, _ => "/api/v1/time-entries"))
            .Sends<LogTimeBatch>()
            .Accepts<LogTimeBatch>("application/json")
            .Produces<LoggedBatch>(201);
        entries
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetTimeEntry(id), e => e.Version))
            .Sends<GetTimeEntry>()
            .Produces<TimeEntryDetails>()
            .WithSummary("One line of worked time, as entered and in days");
        entries
            .MapPut("/{id:long}", (Api api, long id, ChangeTimeEntry entry) =>
                api.Show(entry with { Id = id, Version = api.Version }, e => e.Version)
            )
            .Produces<TimeEntryDetails>();
        entries
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteTimeEntry(id, api.Version)))
            .Sends<DeleteTimeEntry>()
            .Produces(204)
            .WithSummary("Deletes a line of worked time; its history keeps it");
        entries
            .MapPost("/{id:long}/restore", (Api api, long id) =>
                api.Create(new RestoreTimeEntry(id), e => $"/api/v1/time-entries/{e.Id}", e => e.Version)
            )
            .Sends<RestoreTimeEntry>()
            .Produces<TimeEntryDetails>(201)
            .TakesKey()
            .WithSummary("Puts a line back that one has deleted, as a new one");
    }
}
