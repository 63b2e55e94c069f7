using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>Deletes messages that are over, sent or not, thirteen months after the last attempt; those that wait are kept.</summary>
/// <returns>How many were deleted.</returns>
/// <remarks>A feature that adds a mail again after that time sends it again.</remarks>
[Requires(Permission.ManageJobs)]
public sealed record ForgetMail : ICommand<int>;

sealed class ForgetMailHandler(Db db, TimeProvider clock) : IRequestHandler<ForgetMail, int>
{
    // « Did it go out last year? » is asked when this year's is due.
    const int MonthsKept = 13;

    public Task<int> Handle(ForgetMail request, CancellationToken ct) =>
        db.Execute(
            DeleteOldSql,
            new
            {
                Before = clock.GetUtcNow().UtcDateTime.AddMonths(-MonthsKept),
                MailMessageState.Sent,
                MailMessageState.Failed,
                MailMessageState.Unknown,
            },
            ct
        );

    const string DeleteOldSql =
        "DELETE FROM MailMessages WHERE (State = @Sent OR State = @Failed OR State = @Unknown) AND ClaimedAt < @Before";
}
