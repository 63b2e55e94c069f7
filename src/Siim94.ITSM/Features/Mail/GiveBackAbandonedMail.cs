using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>
/// Takes from their senders the messages that a crash left behind: one that was not handed over yet is due again, of one that was being
/// handed over nobody knows.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record GiveBackAbandonedMail : ICommand<Unit>;

sealed class GiveBackAbandonedMailHandler(Db db, TimeProvider clock) : IRequestHandler<GiveBackAbandonedMail, Unit>
{
    // A report takes seconds; the server gets half a minute for each step.
    static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(15);

    public async Task<Unit> Handle(GiveBackAbandonedMail request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - LongestWork;
        await db.Execute(
            RequeueAbandonedSql,
            new
            {
                Before = before,
                Now = now,
                MailMessageState.Queued,
                MailMessageState.Preparing,
            },
            ct
        );
        await db.Execute(
            MarkUnknownSql,
            new
            {
                Before = before,
                MailMessageState.Sending,
                MailMessageState.Unknown,
                MailProblem.Interrupted,
            },
            ct
        );
        return Unit.Value;
    }

    const string RequeueAbandonedSql = """
        UPDATE MailMessages
        SET State = @Queued, NextAttemptAt = @Now, Claim = NULL
        WHERE State = @Preparing AND ClaimedAt < @Before
        """;

    const string MarkUnknownSql =
        "UPDATE MailMessages SET State = @Unknown, Problem = @Interrupted WHERE State = @Sending AND ClaimedAt < @Before";
}
