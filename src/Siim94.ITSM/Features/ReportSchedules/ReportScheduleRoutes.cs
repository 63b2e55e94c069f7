namespace Siim94.ITSM.Features.ReportSchedules;

static class ReportScheduleRoutes
{
    public static void MapReportSchedules(this RouteGroupBuilder api)
    {
        var schedules = api.MapGroup("/report-schedules").WithTags("Envois");
        schedules.MapGet("/", (Api api, [AsParameters] ListReportSchedules list) => api.Send(list));
        schedules.MapPost("/", (Api api, ScheduleReport schedule) => api.Create(schedule, s => $"/api/v1/report-schedules/{s.Id}", s => s.Version)).Produces<ReportScheduleDetails>(201);
        schedules.MapGet("/readers", (Api api) => api.Send(new ListReportReaders()));
        schedules.MapGet("/mail", (Api api) => api.Send(new GetMailState()));
        schedules.MapGet("/{id:long}", (Api api, long id) => api.Show(new GetReportSchedule(id), s => s.Version)).Produces<ReportScheduleDetails>();
        schedules.MapPut("/{id:long}", (Api api, long id, ChangeReportSchedule schedule) => api.Show(schedule with { Id = id, Version = api.Version }, s => s.Version)).Produces<ReportScheduleDetails>();
        schedules.MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteReportSchedule(id, api.Version))).Produces(204);
        schedules.MapPost("/{id:long}/pause", (Api api, long id) => api.Show(new PauseReportSchedule(id, api.Version, true), s => s.Version)).Produces<ReportScheduleDetails>();
        schedules.MapPost("/{id:long}/resume", (Api api, long id) => api.Show(new PauseReportSchedule(id, api.Version, false), s => s.Version)).Produces<ReportScheduleDetails>();
        schedules.MapPost("/{id:long}/leave", (Api api, long id) => api.Do(new LeaveReportSchedule(id))).Produces(204);
        schedules.MapPost("/{id:long}/send-now", (Api api, long id) => api.Send(new SendReportNow(id)));
        schedules.MapGet("/{id:long}/messages", (Api api, long id, long? after, int? limit) => api.Send(new ListReportMessages { Id = id, After = after, Limit = limit }));
        api.MapPost("/report-messages/{id:long}/resend", (Api api, long id) => api.Send(new ResendReportMessage(id))).WithTags("Envois");
    }
}
