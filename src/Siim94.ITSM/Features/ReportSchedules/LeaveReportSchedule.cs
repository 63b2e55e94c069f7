using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Takes oneself off the recipients.</summary>
[Requires(Permission.ReadReports)]
public sealed record LeaveReportSchedule(long Id) : ICommand<Unit>;

sealed class LeaveReportScheduleHandler(Db db, CurrentUser user, Audit audit) : IRequestHandler<LeaveReportSchedule, Unit>
{
    public async Task<Unit> Handle(LeaveReportSchedule request, CancellationToken ct)
    {
        if (await db.Execute(DeleteRecipientSql, new { request.Id, user.UserId }, ct) == 0)
            throw RequestErrors.NotFound();
        await db.Execute(
            DeleteWaitingSql,
            new
            {
                request.Id,
                user.UserId,
                ReportMessageState.Queued,
            },
            ct
        );
        await audit.Record("report-schedule", request.Id, "leave", new { user.Login }, null, ct);
        return Unit.Value;
    }

    const string DeleteRecipientSql = "DELETE FROM ReportScheduleRecipients WHERE ScheduleId = @Id AND UserId = @UserId";
    const string DeleteWaitingSql = "DELETE FROM ReportMessages WHERE ScheduleId = @Id AND UserId = @UserId AND State = @Queued";
}
