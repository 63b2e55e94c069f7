using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Says when a mailbox was read, and what went wrong, a <see cref="MailboxProblem"/>.</summary>
[Requires(Permission.ManageJobs)]
sealed record ReportPoll(long MailboxId, string? Problem) : ICommand<Unit>;

sealed class ReportPollHandler(Db db, TimeProvider clock) : IRequestHandler<ReportPoll, Unit>
{
    public async Task<Unit> Handle(ReportPoll request, CancellationToken ct)
    {
        var report = new
        {
            request.MailboxId,
            Now = clock.GetUtcNow().UtcDateTime,
            request.Problem,
        };
        await db.Execute(ReportSql, report, ct);
        return Unit.Value;
    }

    const string ReportSql = "UPDATE Mailboxes SET PolledAt = @Now, Problem = @Problem WHERE Id = @MailboxId";
}
