using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Who wrote mails that came in, and got some: of whoever is erased, neither are kept.</summary>
sealed class MailCorrespondents(Db db, AttachmentStore files) : IPersonTraces
{
    // Mails tell addresses, which the survivor has from then on.
    public Task Follow(long from, PersonRow into, CancellationToken ct) => Task.CompletedTask;

    public async Task Blur(long personId, string name, CancellationToken ct)
    {
        var blurred = new
        {
            PersonId = personId,
            Name = name,
            SubjectKind = ReceivedMailFiles.KindName,
            MailMessageState.Sending,
        };
        foreach (var mail in await db.Query<RawMail>(RawMailsSql, blurred, ct))
            await files.Detach(mail.AttachmentId, ReceivedMailFiles.KindName, mail.Id, ct);
        await db.Execute(BlurAuthorSql, blurred, ct);
        await db.Execute(BlurMailsSql, blurred, ct);
        await db.Execute(DeleteSentSql, blurred, ct);
    }

    const string AddressesSql =
        $"SELECT c.ContactKey FROM PersonContacts c WHERE c.PersonId = @PersonId AND c.Kind = '{PersonContact.Email}'";

    const string RawMailsSql = $"""
        SELECT m.Id, l.AttachmentId
        FROM ReceivedMails m
        JOIN AttachmentLinks l ON l.SubjectKind = @SubjectKind AND l.SubjectId = m.Id
        WHERE m.FromAddress IN ({AddressesSql})
        """;

    const string BlurAuthorSql = $"""
        UPDATE TicketEvents SET AuthorName = @Name
        WHERE AuthorName IS NOT NULL AND Id IN (SELECT m.EventId FROM ReceivedMails m WHERE m.FromAddress IN ({AddressesSql}))
        """;

    const string BlurMailsSql = $"""
        UPDATE ReceivedMails SET FromAddress = '', FromName = @Name
        WHERE FromAddress IN ({AddressesSql})
        """;

    // One on its way is told of when it has arrived.
    const string DeleteSentSql = $"""
        DELETE FROM MailMessages
        WHERE State <> @Sending AND RecipientKey IN ({AddressesSql})
        """;

    sealed record RawMail
    {
        public long Id { get; init; }
        public long AttachmentId { get; init; }
    }
}
