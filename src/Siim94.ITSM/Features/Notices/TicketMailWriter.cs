using System.Globalization;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Writes mail about tickets: what happened, what to do, and why the recipient gets it.</summary>
sealed class TicketMailWriter(Dispatcher dispatcher, MailLeaveLinks links, MailRatingLinks ratings, IOptions<MailSettings> settings)
    : IMailWriter
{
    public string Kind => TicketMail.Kind;

    public async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        var (eventId, role, personId) = TicketMail.PartsOf(mail.Occurrence);
        var isEndOnly = role == NoticeRole.Affected;
        var hasAccount = mail.UserId > 0 && !isEndOnly;
        var news = await dispatcher.Send(
            new GetTicketNews(mail.SubjectId, eventId, mail.DueAt) { IsPublicOnly = !hasAccount, IsEndOnly = isEndOnly },
            hasAccount ? new UserIdentity(mail.UserId) : UserIdentity.System,
            ct: ct
        );
        var facts = new MailFacts(mail.SubjectId, news.Title, news.Requester, news.Member, mail.RecipientName);
        var (subject, paragraphs) = TicketMailText.Compose(news, facts, role);
        var link = hasAccount ? settings.Value.LinkTo(string.Create(CultureInfo.InvariantCulture, $"/tickets/{mail.SubjectId}")) : null;
        var why = string.Format(WhyOf(role), mail.SubjectId);
        var choices = hasAccount ? settings.Value.LinkTo("/avis") : null;
        var reader = new MailReader(mail.SubjectId, personId, hasAccount ? mail.UserId : null);
        var leave = NoticeRole.MayLeave(role) && (hasAccount || personId is not null) ? settings.Value.LinkTo(links.PathOf(reader)) : null;
        var rating = role == NoticeRole.Requester && news.MayBeRated ? settings.Value.LinkTo(ratings.PathOf(reader)) : null;
        return TicketMailText.Of(subject, paragraphs, link, why, choices, leave, rating) with
        {
            Tag = TicketMailText.TagOf(mail.SubjectId),
            ReplyTo = news.ReplyTo,
            Thread = string.Create(CultureInfo.InvariantCulture, $"ticket.{mail.SubjectId}"),
        };
    }

    static string WhyOf(string role) =>
        role switch
        {
            NoticeRole.Requester => Words.MailWhyRequester,
            NoticeRole.Observer => Words.MailWhyObserver,
            NoticeRole.Affected => Words.MailWhyAffected,
            NoticeRole.Mentioned => Words.MailWhyMentioned,
            NoticeRole.Agent => Words.MailWhyAgent,
            NoticeRole.Group => Words.MailWhyGroup,
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
        };
}
