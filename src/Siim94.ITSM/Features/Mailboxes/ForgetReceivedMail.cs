using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// Forgets mails as they came in, thirty days after they were handled; what was made of them stays. That they came in is kept for
/// thirteen months, so that none is handled twice.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record ForgetReceivedMail : ICommand<int>;

sealed class ForgetReceivedMailHandler(Db db, AttachmentStore files, TimeProvider clock) : IRequestHandler<ForgetReceivedMail, int>
{
    // « What did they really write? » is asked within the month; the personal data of a mailbox are not kept for longer.
    const int DaysKept = 30,
        MonthsListed = 13,
        MostAtOnce = 500;

    public async Task<int> Handle(ForgetReceivedMail request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = new
        {
            Before = now.AddDays(-DaysKept),
            MailState.Received,
            SubjectKind = ReceivedMailFiles.KindName,
            Take = MostAtOnce,
        };
        var forgotten = await db.Query<OldRow>(OldSql + db.Dialect.FirstRows, old, ct);
        foreach (var mail in forgotten)
            await files.Detach(mail.AttachmentId, ReceivedMailFiles.KindName, mail.Id, ct);
        await db.Execute(DeleteSql, new { Before = now.AddMonths(-MonthsListed), MailState.Received }, ct);
        return forgotten.Count;
    }

    const string OldSql = """
        SELECT m.Id, l.AttachmentId
        FROM ReceivedMails m
        JOIN AttachmentLinks l ON l.SubjectKind = @SubjectKind AND l.SubjectId = m.Id
        WHERE m.ReceivedAt < @Before AND m.State <> @Received
        ORDER BY m.ReceivedAt, m.Id
        """;

    const string DeleteSql = "DELETE FROM ReceivedMails WHERE ReceivedAt < @Before AND State <> @Received";

    sealed record OldRow
    {
        public long Id { get; init; }
        public long AttachmentId { get; init; }
    }
}
