using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// Keeps a mail, and that the mailbox was read so far; one that was kept before, here or from another mailbox, is left as it is.
/// </summary>
/// <returns>Whether it is new.</returns>
[Requires(Permission.ManageJobs)]
sealed record RecordMail(long MailboxId, long UidValidity, long Uid, ReceivedMail Mail) : ICommand<bool>;

sealed class RecordMailHandler(Db db, AttachmentStore files, TimeProvider clock) : IRequestHandler<RecordMail, bool>
{
    public async Task<bool> Handle(RecordMail request, CancellationToken ct)
    {
        await db.Execute(ReadSoFarSql, request, ct);
        var mail = request.Mail;
        var key = new
        {
            mail.Digest,
            request.MailboxId,
            request.UidValidity,
            request.Uid,
        };
        if (await db.FirstOrDefault<int>(CountSql, key, ct) > 0)
            return false;
        // Whoever keeps it at the same instant has the unique key: the request is sent again, and finds it here.
        var id = await db.Insert(
            InsertSql,
            new
            {
                request.MailboxId,
                request.UidValidity,
                request.Uid,
                mail.Digest,
                mail.MessageKey,
                ReceivedAt = clock.GetUtcNow().UtcDateTime,
                mail.FromAddress,
                mail.FromName,
                mail.Subject,
                State = mail.Content is null ? MailState.Quarantined : MailState.Received,
                Reason = mail.Content is null ? MailReason.TooLarge : null,
            },
            ct
        );
        if (mail.Content is not null)
        {
            var file = await files.Add(NewFile.OfMail(mail.Content), ct);
            await files.Attach([file.Id], ReceivedMailFiles.KindName, id, null, isInternal: true, ct);
        }
        return true;
    }

    const string ReadSoFarSql = """
        UPDATE Mailboxes SET UidValidity = @UidValidity, LastUid = @Uid
        WHERE Id = @MailboxId AND (UidValidity IS NULL OR UidValidity <> @UidValidity OR LastUid < @Uid)
        """;

    const string CountSql = """
        SELECT COUNT(*) FROM ReceivedMails m
        WHERE m.Digest = @Digest OR (m.MailboxId = @MailboxId AND m.UidValidity = @UidValidity AND m.Uid = @Uid)
        """;

    const string InsertSql = """
        INSERT INTO ReceivedMails (MailboxId, UidValidity, Uid, Digest, MessageKey, ReceivedAt, FromAddress, FromName, Subject, State,
            Reason, IsConfirmed)
        VALUES (@MailboxId, @UidValidity, @Uid, @Digest, @MessageKey, @ReceivedAt, @FromAddress, @FromName, @Subject, @State, @Reason, 0)
        """;
}

/// <summary>Mails as they came in: whoever sees them in the list does.</summary>
sealed class ReceivedMailFiles(Db db, CurrentUser user) : IAttachmentSubject
{
    public const string KindName = "mail";

    public string Kind => KindName;

    public async Task<bool> Sees(long subjectId, CancellationToken ct) =>
        user.Can(Permission.ManageSettings)
        || (
            user.Can(Permission.WorkOnTickets)
            && await db.FirstOrDefault<int>(CountSql, new { Id = subjectId, MailState.WrittenByPeople }, ct) > 0
        );

    const string CountSql = "SELECT COUNT(*) FROM ReceivedMails m WHERE m.Id = @Id AND m.State IN @WrittenByPeople";
}
