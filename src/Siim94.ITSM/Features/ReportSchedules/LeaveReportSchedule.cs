using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Takes oneself off the recipients.</summary>
[Requires(Permission.ReadReports)]
public sealed record LeaveReportSchedule(long Id) : ICommand<Unit>;

sealed class LeaveReportScheduleHandler(Db db, Outbox outbox, CurrentUser user, Audit audit) : IRequestHandler<LeaveReportSchedule, Unit>
{
    public async Task<Unit> Handle(LeaveReportSchedule request, CancellationToken ct)
    {
        if (await db.Execute(DeleteRecipientSql, new { request.Id, user.UserId }, ct) == 0)
            throw RequestErrors.NotFound();
        await outbox.RemoveWaiting(ReportMail.Kind, request.Id, user.UserId, ct);
        await audit.Record("report-schedule", request.Id, "leave", new { user.Login }, null, ct);
        return Unit.Value;
    }

    const string DeleteRecipientSql = "DELETE FROM ReportScheduleRecipients WHERE ScheduleId = @Id AND UserId = @UserId";
}
