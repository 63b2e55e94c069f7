using System.Globalization;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Mail that came in and mail that leaves, to take away as its lists show it.</summary>
static class MailFiles
{
    public static ListFile<ReceivedMailLine> Of(Api api, ListReceivedMails list) =>
        new("courrier-recu", Mailboxes.Words.Inbox, Received, after => api.Send(list with { After = Key(after) }));

    static IReadOnlyList<ListColumn<ReceivedMailLine>> Received(bool areCodes) =>
        [
            new(CommonWords.When, "receivedAt", mail => SheetCell.OfInstant(Paris.ToLocal(mail.ReceivedAt))),
            new(Mailboxes.Words.Subject, "subject", mail => SheetCell.Of(mail.Subject)),
            new(Mailboxes.Words.From, "fromName", mail => SheetCell.Of(mail.FromName)),
            new(Mailboxes.Words.Address, "fromAddress", mail => SheetCell.Of(mail.FromAddress)),
            new(Mailboxes.Words.Mailbox, "mailbox", mail => SheetCell.Of(mail.Mailbox)),
            new(CommonWords.State, "state", mail => SheetCell.Of(areCodes ? mail.State : MailState.NameOf(mail.State))),
            new(CommonWords.Reason, "reason", mail =>
                SheetCell.Of(areCodes || mail.Reason is null ? mail.Reason : MailReason.NameOf(mail.Reason))
            ),
            new(Mailboxes.Words.Ticket, "ticket", mail => SheetCell.Of(mail.Ticket, 0)),
        ];

    public static ListFile<OutboxLine> Of(Api api, ListOutbox list) =>
        new(
            list.IsDead ? "courrier-en-echec" : "courrier-envoye",
            list.IsDead ? Mailboxes.Words.Dead : Mailboxes.Words.Outbox,
            Sent,
            after => api.Send(list with { After = Key(after) })
        );

    static IReadOnlyList<ListColumn<OutboxLine>> Sent(bool areCodes) =>
        [
            new(Mailboxes.Words.Due, "dueAt", mail => SheetCell.OfInstant(Paris.ToLocal(mail.DueAt))),
            new(Mailboxes.Words.To, "recipient", mail => SheetCell.Of(mail.Recipient)),
            new(Mailboxes.Words.Address, "address", mail => SheetCell.Of(mail.Address)),
            new(Mailboxes.Words.About, "kind", mail => SheetCell.Of(areCodes ? mail.Kind : OutboxTable.NameOf(mail.Kind))),
            new(Mailboxes.Words.Ticket, "ticket", mail => SheetCell.Of(mail.Kind == "ticket" ? mail.Subject : null, 0)),
            new(CommonWords.State, "state", mail => SheetCell.Of(areCodes ? mail.State : MailMessageState.NameOf(mail.State))),
            new(Mailboxes.Words.Attempts, "attempts", mail => SheetCell.Of(mail.Attempts, 0)),
            new(CommonWords.Reason, "problem", mail =>
                SheetCell.Of(areCodes || mail.Problem is null ? mail.Problem : $"{MailProblem.NameOf(mail.Problem)} {mail.ProblemText}")
            ),
        ];

    static long? Key(string? after) => after is null ? null : long.Parse(after, CultureInfo.InvariantCulture);
}
