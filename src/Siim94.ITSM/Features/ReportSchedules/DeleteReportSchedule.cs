using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Deletes a scheduled report with its messages; what waits is not sent.</summary>
[Requires(Permission.ReadReports)]
public sealed record DeleteReportSchedule(long Id, long Version) : ICommand<Unit>;

sealed class DeleteReportScheduleHandler(ReportScheduleStore schedules, Outbox outbox, Db db, Audit audit)
    : IRequestHandler<DeleteReportSchedule, Unit>
{
    public async Task<Unit> Handle(DeleteReportSchedule request, CancellationToken ct)
    {
        var before = await schedules.GetOwn(request.Id, ct);
        // The version first: whoever lost the race undoes nothing.
        if (await db.Execute(TouchSql, new { request.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await outbox.RemoveAll(ReportMail.Kind, request.Id, ct);
        await schedules.RemoveRecipients(request.Id, ct);
        await db.Execute(DeleteScheduleSql, new { request.Id }, ct);
        await audit.Record("report-schedule", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }

    const string TouchSql = "UPDATE ReportSchedules SET Version = Version + 1 WHERE Id = @Id AND Version = @Version";
    const string DeleteScheduleSql = "DELETE FROM ReportSchedules WHERE Id = @Id";
}
