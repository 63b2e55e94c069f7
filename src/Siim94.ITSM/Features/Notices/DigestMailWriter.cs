using System.Globalization;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Writes the one mail a day that tells of all tickets.</summary>
sealed class DigestMailWriter(Dispatcher dispatcher, IOptions<MailSettings> settings) : IMailWriter
{
    public string Kind => TicketMail.DigestKind;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var reader = new UserIdentity(mail.UserId);
        var from = long.Parse(mail.Occurrence, CultureInfo.InvariantCulture);
        var tickets = await dispatcher.Send(new ListDigest(from, mail.DueAt), reader, ct: ct);
        List<MailParagraph> paragraphs = [string.Format(Words.MailGreeting, mail.RecipientName)];
        foreach (var ticket in tickets)
            paragraphs.AddRange(await ParagraphsOf(ticket, mail.DueAt, reader, ct));
        var subject = string.Format(Words.MailDigestSubject, tickets.Count);
        return TicketMailText.Of(
            subject,
            paragraphs,
            settings.Value.LinkTo("/tickets"),
            Words.MailWhyDigest,
            settings.Value.LinkTo("/avis")
        );
    }

    async Task<IEnumerable<MailParagraph>> ParagraphsOf(DigestTicket ticket, DateTime until, UserIdentity reader, CancellationToken ct)
    {
        var isEndOnly = ticket.Role == NoticeRole.Affected;
        TicketNews news;
        try
        {
            news = await dispatcher.Send(
                new GetTicketNews(ticket.TicketId, ticket.FromEventId, until) { IsPublicOnly = isEndOnly, IsEndOnly = isEndOnly },
                isEndOnly ? UserIdentity.System : reader,
                ct: ct
            );
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            return []; // they see it no more
        }
        var address = settings.Value.LinkTo(string.Create(CultureInfo.InvariantCulture, $"/tickets/{ticket.TicketId}"));
        return
        [
            isEndOnly ? news.Title : $"#{ticket.TicketId} – {news.Title}\n{address}",
            .. news.Items.SelectMany(item => TicketMailText.ParagraphsOf(item, ticket.TicketId, ticket.Role)),
        ];
    }
}
