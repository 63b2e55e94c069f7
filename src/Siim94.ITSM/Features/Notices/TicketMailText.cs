using System.Globalization;
using System.Net;
using System.Text;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>How mail about tickets reads.</summary>
static class TicketMailText
{
    /// <summary>What tells the ticket in the subject, and leads answers to it.</summary>
    public static string TagOf(long number) => string.Create(CultureInfo.InvariantCulture, $"[SIIM #{number:D7}]");

    /// <summary>Subject and paragraphs of the mail that tells somebody of news; staff read ours whatever a member has chosen.</summary>
    public static (string Subject, IReadOnlyList<MailParagraph> Paragraphs) Compose(TicketNews news, MailFacts facts, string role)
    {
        var text = NoticeRole.MayLeave(role) ? news.Text : MailText.Ours;
        var isAnswered = news.ReplyTo is not null;
        return (
            Filled(text.Subject) ?? news.Title,
            [
                .. isAnswered ? (MailParagraph[])[Words.MailReplyAbove] : [],
                Filled(text.Intro) ?? string.Format(Words.MailGreeting, facts.Recipient),
                .. news.Items.SelectMany(item => ParagraphsOf(item, facts.Number, role)),
                .. isAnswered && IsToBeConfirmed(news) ? (MailParagraph[])[Words.MailIfNot] : [],
                .. Filled(text.Signature) is { } signature ? (MailParagraph[])[signature] : [],
            ]
        );

        string? Filled(string? given) => given is null ? null : MailVariables.Fill(given, facts);
    }

    // What is closed by now is not opened again by an answer.
    static bool IsToBeConfirmed(TicketNews news) =>
        news.Items.Any(item => item.Kind == TicketEventKind.Resolve) && news.Items.All(item => item.Kind != TicketEventKind.Close);

    /// <param name="title">The subject.</param>
    /// <param name="paragraphs">What it says.</param>
    /// <param name="link">Where to go on reading; null for those who cannot.</param>
    /// <param name="why">Why its reader gets it.</param>
    /// <param name="choices">Where its reader chooses what they get; null for those without an account.</param>
    /// <param name="leave">Where its reader gets no more of it, with one click; null for those who cannot.</param>
    /// <param name="rating">Where its reader says how content they are; null where there is nothing to be rated.</param>
    public static MailContent Of(
        string title,
        IReadOnlyList<MailParagraph> paragraphs,
        string? link,
        string why,
        string? choices,
        string? leave = null,
        string? rating = null
    ) =>
        new(title, PlainOf(paragraphs, link, why, choices, leave, rating), HtmlOf(title, paragraphs, link, why, choices, leave, rating))
        {
            Unsubscribe = leave ?? choices,
            IsLeftWithOneClick = leave is not null,
        };

    /// <summary>What a step of a ticket is to whoever is told of it.</summary>
    public static IEnumerable<MailParagraph> ParagraphsOf(TicketNewsItem item, long number, string role)
    {
        var who = item.ByName ?? Words.MailSupport;
        var asks = role is NoticeRole.Requester or NoticeRole.Observer;
        var isOfGroup = role == NoticeRole.Group;
        if (
            (asks && item.Kind is (TicketEventKind.Assign or TicketEventKind.Escalate))
            || (!isOfGroup && item.Kind == TicketEventKind.Release)
        )
            yield break; // whose hands it goes through is no news to them
        yield return item.Kind switch
        {
            TicketEventKind.Open when role == NoticeRole.Observer => string.Format(Words.MailOpenedForObserver, number),
            TicketEventKind.Open => string.Format(asks ? Words.MailOpened : Words.MailOpenedForAgents, number),
            TicketEventKind.FollowUp => string.Format(item.IsPrivate ? Words.MailNote : Words.MailAnswer, who, Paris.ToLocal(item.At)),
            TicketEventKind.Assign or TicketEventKind.Escalate or TicketEventKind.Release when isOfGroup => string.Format(
                Words.MailOpenedForAgents,
                number
            ),
            TicketEventKind.TakeCharge or TicketEventKind.Assign or TicketEventKind.Escalate when role == NoticeRole.Agent => string.Format(
                Words.MailHanded,
                who,
                number
            ),
            TicketEventKind.TakeCharge or TicketEventKind.Assign or TicketEventKind.Escalate => string.Format(Words.MailAssigned, number),
            TicketEventKind.Resolve when role == NoticeRole.Affected => Words.MailSolvedForAffected,
            TicketEventKind.Resolve => string.Format(Words.MailSolved, number),
            TicketEventKind.Close => string.Format(Words.MailClosed, number),
            TicketEventKind.Reopen => string.Format(Words.MailReopened, number),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item.Kind, "Nothing that mail tells."),
        };
        if (item.Kind is TicketEventKind.FollowUp or TicketEventKind.Resolve or TicketEventKind.Reopen && item.Text is { Length: > 0 } text)
            yield return new(text, IsMarkdown: true);
        if (item.Files.Count > 0)
            yield return $"{Words.MailFiles} {string.Join(", ", item.Files.Select(file => file.Name))}";
        // Whom it was handed to stands in the first line, and why in the others.
        if (role is NoticeRole.Agent or NoticeRole.Group && item.Kind is (TicketEventKind.Assign or TicketEventKind.Escalate))
            if (item.Text?.Split('\n', 2) is [_, var reason])
                yield return reason;
    }

    static string PlainOf(IEnumerable<MailParagraph> paragraphs, string? link, string why, string? choices, string? leave, string? rating)
    {
        var text = new StringBuilder();
        foreach (var paragraph in paragraphs)
            text.Append(paragraph.Text).Append("\n\n");
        if (link is not null)
            text.Append(link).Append("\n\n");
        if (rating is not null)
            text.Append(Tickets.Words.HowContent).Append(' ').Append(rating).Append("\n\n");
        text.Append("-- \n").Append(why).Append('\n');
        if (choices is not null)
            text.Append(Words.MailChoices).Append(' ').Append(choices).Append('\n');
        if (leave is not null)
            text.Append(Words.MailLeave).Append(' ').Append(leave).Append('\n');
        return text.ToString();
    }

    static string HtmlOf(
        string title,
        IEnumerable<MailParagraph> paragraphs,
        string? link,
        string why,
        string? choices,
        string? leave,
        string? rating
    ) =>
        $"""
            <!DOCTYPE html><html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"><head><meta charset="utf-8">
            <title>{Encode(title)}</title></head><body style="font-family:sans-serif;color:#16202a">
            {string.Concat(paragraphs.Select(HtmlOf))}
            {(link is null ? "" : $"<p><a href=\"{Encode(link)}\">{Encode(Words.MailLink)}</a></p>")}
            {(rating is null ? "" : RatingOf(rating))}
            <p style="color:#5a6672;font-size:smaller">{Encode(why)}
            {LinkOf(choices, Words.MailChoices)} {LinkOf(leave, Words.MailLeave)}</p></body></html>
            """;

    static string HtmlOf(MailParagraph paragraph) =>
        paragraph.IsMarkdown
            ? MessageMarkdown.MailHtml(paragraph.Text)
            : $"<p>{Encode(paragraph.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>\n";

    static string RatingOf(string rating)
    {
        var scores = Enumerable
            .Range(RateTicket.Worst, RateTicket.Best)
            .Select(score =>
                $"<a href=\"{Encode($"{rating}&{MailRatingLinks.Score}={score}")}\">{Encode(RatingForm.ScoreName(score))}</a>"
            );
        return $"<p>{Encode(Tickets.Words.HowContent)}<br>{string.Join(" · ", scores)}</p>";
    }

    static string LinkOf(string? address, string text) =>
        address is null ? "" : $"<a href=\"{Encode(address)}\">{Encode(text.TrimEnd(' ', '\u00A0', ':'))}</a>";

    static string Encode(string text) => WebUtility.HtmlEncode(text);
}

/// <param name="Text">What it says.</param>
/// <param name="IsMarkdown">Somebody wrote it, with the marks that pages show as bold, lists, links.</param>
readonly record struct MailParagraph(string Text, bool IsMarkdown = false)
{
    public static implicit operator MailParagraph(string text) => new(text);
}
