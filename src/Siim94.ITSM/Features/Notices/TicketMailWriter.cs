using System.Globalization;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Attachments;
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
            Attachments = hasAccount ? [] : await Carried([.. news.Items.SelectMany(item => item.Files)], ct),
        };
    }

    // What mail servers still take; a larger file is only named.
    const long MostCarriedBytes = 10 * 1024 * 1024;

    /// <summary>Files for somebody who cannot open the product, as many as a mail carries.</summary>
    async Task<IReadOnlyList<MailAttachment>> Carried(IReadOnlyList<AttachedFile> files, CancellationToken ct)
    {
        var carried = new List<MailAttachment>();
        var bytes = 0L;
        foreach (var file in files.DistinctBy(file => file.Id).Where(file => (bytes += file.Size) <= MostCarriedBytes || Without(file)))
        {
            var content = new MemoryStream();
            for (var part = 0; await dispatcher.Send(new ReadAttachment(file.Id, part), UserIdentity.System, ct: ct) is { } read; part++)
                await content.WriteAsync(read, ct);
            content.Position = 0;
            carried.Add(new(file.Name, file.Type, content));
        }
        return carried;

        bool Without(AttachedFile file)
        {
            bytes -= file.Size;
            return false;
        }
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
