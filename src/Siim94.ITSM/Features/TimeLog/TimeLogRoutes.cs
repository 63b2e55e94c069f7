namespace Siim94.ITSM.Features.TimeLog;

static class TimeLogRoutes
{
    public static void MapTimeLog(this RouteGroupBuilder api)
    {
        var entries = api.MapGroup("/time-entries").WithTags("Temps");
        entries.MapGet("/", (Api api, [AsParameters] ListTimeEntries list) => api.Send(list));
        entries.MapPost("/", (Api api, LogTime entry) => api.Create(entry, e => $"/api/v1/time-entries/{e.Id}", e => e.Version)).Produces<TimeEntryDetails>(201);
        entries.MapPost("/batch", (Api api, BatchBody body) => api.Create(body.Batch, _ => "/api/v1/time-entries")).Accepts<LogTimeBatch>("application/json").Produces<LoggedBatch>(201);
        entries.MapGet("/{id:long}", (Api api, long id) => api.Show(new GetTimeEntry(id), e => e.Version)).Produces<TimeEntryDetails>();
        entries.MapPut("/{id:long}", (Api api, long id, ChangeTimeEntry entry) => api.Show(entry with { Id = id, Version = api.Version }, e => e.Version)).Produces<TimeEntryDetails>();
        entries.MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteTimeEntry(id, api.Version))).Produces(204);
    }
}
