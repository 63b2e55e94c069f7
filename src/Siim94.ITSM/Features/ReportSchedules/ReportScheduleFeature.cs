using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

static class ReportScheduleFeature
{
    public static IServiceCollection AddReportSchedules(this IServiceCollection services) =>
        services.AddScoped<ReportScheduleStore>().AddScoped<ReportMessageReader>().AddSingleton<IMailWriter, ReportMailWriter>();

    public static void MapReportSchedules(this RouteGroupBuilder api)
    {
        var schedules = api.MapGroup("/report-schedules").WithTags("Envois");
        schedules
            .MapGet("/", (Api api, [AsParameters] ListReportSchedules list) => api.Send(list))
            .WithSummary("Scheduled reports, newest first, by page")
            .WithDescription("Those that one sends or receives; all of them for those who edit reports.");
        schedules
            .MapPost("/", (Api api, ScheduleReport schedule) =>
                api.Create(schedule, s => $"/api/v1/report-schedules/{s.Id}", s => s.Version)
            )
            .Produces<ReportScheduleDetails>(201);
        schedules
            .MapGet("/readers", (Api api) => api.Send(new ListReportReaders()))
            .Sends<ListReportReaders>()
            .WithSummary("Accounts that may be sent reports, by name, and whether mail can reach them");
        schedules
            .MapGet("/mail", (Api api) => api.Send(new GetMailState()))
            .Sends<GetMailState>()
            .WithSummary("Whether there is a mail server, and how many messages wait");
        schedules
            .MapGet("/{id:long}", (Api api, long id) => api.Show(new GetReportSchedule(id), s => s.Version))
            .Sends<GetReportSchedule>()
            .Produces<ReportScheduleDetails>()
            .WithSummary("One scheduled report, with its recipients and when it falls due next");
        schedules
            .MapPut("/{id:long}", (Api api, long id, ChangeReportSchedule schedule) =>
                api.Show(schedule with { Id = id, Version = api.Version }, s => s.Version)
            )
            .Produces<ReportScheduleDetails>();
        schedules
            .MapDelete("/{id:long}", (Api api, long id) => api.Do(new DeleteReportSchedule(id, api.Version)))
            .Sends<DeleteReportSchedule>()
            .Produces(204)
            .WithSummary("Deletes a scheduled report with its messages; what waits is not sent");
        schedules
            .MapPost("/{id:long}/pause", (Api api, long id) => api.Show(new PauseReportSchedule(id, api.Version, true), s => s.Version))
            .Sends<PauseReportSchedule>()
            .Produces<ReportScheduleDetails>()
            .WithSummary("Stops sending a report until it is resumed");
        schedules
            .MapPost("/{id:long}/resume", (Api api, long id) => api.Show(new PauseReportSchedule(id, api.Version, false), s => s.Version))
            .Sends<PauseReportSchedule>()
            .Produces<ReportScheduleDetails>()
            .WithSummary("Goes on sending a paused report")
            .WithDescription("What fell due meanwhile is not sent afterwards.");
        schedules
            .MapPost("/{id:long}/leave", (Api api, long id) => api.Do(new LeaveReportSchedule(id)))
            .Sends<LeaveReportSchedule>()
            .Produces(204)
            .WithSummary("Takes oneself off the recipients of a scheduled report");
        schedules
            .MapPost("/{id:long}/send-now", (Api api, long id) => api.Send(new SendReportNow(id)))
            .Sends<SendReportNow>()
            .WithSummary("Sends a scheduled report to oneself now, with one's own figures");
        schedules
            .MapGet("/{id:long}/messages", (Api api, long id, long? after, int? limit) => api.Send(
                    new ListReportMessages
                    {
                        Id = id,
                        After = after,
                        Limit = limit,
                    }
                ))
            .Sends<ListReportMessages>()
            .WithSummary("Messages of a scheduled report, newest first, by page")
            .WithDescription("A recipient sees their own.");
        api.MapPost("/report-messages/{id:long}/resend", (Api api, long id) => api.Send(new ResendReportMessage(id)))
            .Sends<ResendReportMessage>()
            .WithTags("Envois")
            .WithSummary("Sends a message again that failed, or that may not have arrived");
    }
}
