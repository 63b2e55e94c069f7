using MimeKit;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Tells mails that programs wrote from those of people (RFC 3834, and what is seen beside it).</summary>
static class AutomaticMails
{
    static readonly string[] AwaySubjects =
    [
        "réponse automatique",
        "reponse automatique",
        "automatic reply",
        "auto-reply",
        "autoreply",
        "out of office",
        "out of the office",
        "absence du bureau",
        "absent du bureau",
        "absent(e)",
        "message d'absence",
        "abwesenheit",
    ];

    static readonly string[] Undelivered =
    [
        "undeliverable",
        "undelivered mail",
        "delivery status notification",
        "mail delivery failed",
        "returned mail",
        "failure notice",
        "non remis",
        "message non remis",
        "message non distribu",
        "non distribu",
        "échec de la remise",
    ];

    /// <summary>What wrote it; null for a person.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="title">Its subject, without what answers and forwards put before it.</param>
    public static AutomaticMail? KindOf(MimeMessage message, string title) =>
        Report(message)
        ?? (
            IsBounce(message, title) ? AutomaticMail.Bounce
            : IsReply(message, title) ? AutomaticMail.Reply
            : IsBulk(message) ? AutomaticMail.Bulk
            : Says(message, "Auto-Submitted", "auto-generated") || Says(message, "Auto-Submitted", "auto-notified") ? AutomaticMail.Report
            : null
        );

    static AutomaticMail? Report(MimeMessage message) =>
        message.Body is { } body && body.ContentType.IsMimeType("multipart", "report")
            ? body.ContentType.Parameters["report-type"]?.ToLowerInvariant() switch
            {
                "disposition-notification" => AutomaticMail.Receipt,
                "feedback-report" => AutomaticMail.Report,
                _ => AutomaticMail.Bounce,
            }
            : null;

    static bool IsBounce(MimeMessage message, string title)
    {
        if (message.Headers.Contains("X-Failed-Recipients"))
            return true;
        var sender = message.From.Mailboxes.FirstOrDefault()?.Address.Split('@')[0].ToLowerInvariant();
        var hasNoReturn = message.Headers["Return-Path"]?.Trim() == "<>";
        return sender is "mailer-daemon" || ((sender is "postmaster" || hasNoReturn) && Begins(title, Undelivered));
    }

    static bool IsReply(MimeMessage message, string title) =>
        Says(message, "Auto-Submitted", "auto-replied")
        || message.Headers.Contains("X-Autoreply")
        || message.Headers.Contains("X-Autorespond")
        || message.Headers.Contains("X-Autoresponder")
        || Says(message, "Precedence", "auto_reply")
        || Says(message, "X-Precedence", "auto_reply")
        || Begins(title, AwaySubjects)
        || message.BodyParts.Any(part => part.ContentType is { MimeType: "text/calendar" } type && type.Parameters["method"] is "REPLY");

    static bool IsBulk(MimeMessage message) =>
        message.Headers.Contains("List-Unsubscribe")
        || message.Headers.Contains("List-Id")
        || Says(message, "Precedence", "bulk")
        || Says(message, "Precedence", "list")
        || Says(message, "Precedence", "junk");

    static bool Says(MimeMessage message, string header, string value) =>
        message.Headers[header]?.Trim().StartsWith(value, StringComparison.OrdinalIgnoreCase) is true;

    static bool Begins(string title, string[] beginnings)
    {
        var plain = title.Replace('’', '\'').ToLowerInvariant();
        return beginnings.Any(beginning => plain.StartsWith(beginning, StringComparison.Ordinal));
    }
}
