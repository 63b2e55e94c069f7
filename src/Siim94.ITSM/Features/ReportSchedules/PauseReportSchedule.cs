using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Stops sending for a while, or goes on; what fell due meanwhile is not sent afterwards.</summary>
[Requires(Permission.ReadReports)]
public sealed record PauseReportSchedule(long Id, long Version, bool IsPaused) : ICommand<ReportScheduleDetails>;

sealed class PauseReportScheduleHandler(ReportScheduleStore schedules, Db db, TimeProvider clock, Audit audit)
    : IRequestHandler<PauseReportSchedule, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(PauseReportSchedule request, CancellationToken ct)
    {
        await schedules.GetOwn(request.Id, ct);
        if (
            await db.Execute(
                PauseSql,
                new
                {
                    request.Id,
                    request.Version,
                    IsActive = !request.IsPaused,
                    ActiveSinceAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("report-schedule", request.Id, request.IsPaused ? "pause" : "resume", null, null, ct);
        return await schedules.Get(request.Id, ct);
    }

    const string PauseSql = """
        UPDATE ReportSchedules
        SET IsActive = @IsActive, ActiveSinceAt = @ActiveSinceAt, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
