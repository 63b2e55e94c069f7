using MimeKit;

namespace Siim94.ITSM.Features.Mail;

/// <summary>What every mail has around its content: sender, recipient, identity.</summary>
static class Envelope
{
    public static MimeMessage Around(MailContent content, ClaimedMail mail, string address, MailboxAddress sender, DateTimeOffset now)
    {
        var message = new MimeMessage
        {
            MessageId = $"{mail.MessageKey}@{sender.Domain}",
            Date = now,
            Subject = OneLine($"{content.Tag} {content.Subject}"),
        };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(OneLine(mail.RecipientName), address));
        if (content.ReplyTo is { } replyTo)
            message.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        if (content.Thread is { } thread)
        {
            message.InReplyTo = $"{thread}@{sender.Domain}";
            message.References.Add(message.InReplyTo);
        }
        // No program answers: no reply of absence comes back (RFC 3834; the second header is Exchange's).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");

        if (content.Unsubscribe is { } unsubscribe)
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe}>");
        if (content.IsLeftWithOneClick)
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");

        var text = new MultipartAlternative
        {
            new TextPart("plain") { Text = content.Plain },
            new TextPart("html") { Text = content.Html },
        };
        message.Body = content.Attachments.Count == 0 ? text : WithFiles(text, content.Attachments);
        return message;
    }

    static Multipart WithFiles(MultipartAlternative text, IReadOnlyList<MailAttachment> files)
    {
        var parts = new Multipart("mixed") { text };
        foreach (var file in files)
            parts.Add(
                new MimePart(file.ContentType)
                {
                    Content = new MimeContent(file.Content),
                    ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = file.Name },
                    ContentTransferEncoding = ContentEncoding.Base64,
                }
            );
        return parts;
    }

    /// <summary>Requests refuse control characters; what came into the database another way does not become a header either.</summary>
    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
