using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Understands a mail. It looks at nothing but the mail, and nothing in it makes it fail.</summary>
static partial class MailReader
{
    // More is not looked into: files in mails in mails end somewhere.
    const int DeepestMessage = 5;

    // RFC 5321, §4.5.3.1.3: what is longer is no address.
    const int LongestAddress = 254;

    const int LongestSubject = 200;

    public const int LongestText = 20_000,
        MostFiles = 50;

    public static IncomingMail Read(MimeMessage message)
    {
        var parts = new MailParts();
        Collect(message.Body, parts, depth: 0);
        var (text, folded) = QuotedHistory.Split(TextOf(parts));
        // A log that somebody pasted is worth more than its beginning.
        if (text.Length > LongestText)
            parts.Files.Insert(0, new("texte.txt", Encoding.UTF8.GetBytes(text)));
        return ReadHeaders(message) with
        {
            Text = Cut(text, LongestText),
            Folded = folded is null ? null : Cut(folded, LongestText),
            IsPassedOn = folded is not null && (SubjectMarks.IsPassedOn(message.Subject ?? "") || QuotedHistory.IsPassedOn(folded)),
            Files = [.. parts.Files.Take(MostFiles)],
            LostFiles = Math.Max(parts.Files.Count - MostFiles, 0),
            IsThanks = ThanksOnly.Is(text) && parts.Files.Count == 0,
        };
    }

    /// <summary>What is known of a mail without its text and files.</summary>
    public static IncomingMail ReadHeaders(MimeMessage message)
    {
        var subject = OneLine(message.Subject ?? "");
        var title = SubjectMarks.TitleOf(subject);
        var from = SenderOf(message);
        return new()
        {
            MessageId = message.MessageId,
            Answered = AnsweredBy(message),
            FromAddress = from?.Address.Trim().ToLowerInvariant() is { Length: <= LongestAddress } address ? address : "",
            FromName = OneLine(from?.Name ?? "") is { Length: > 0 } name ? name : OneLine(from?.Address ?? ""),
            Subject = subject,
            Title = title,
            MarkedTicket = SubjectMarks.TicketOf(subject),
            Automatic = AutomaticMails.KindOf(message, title),
        };
    }

    static MailboxAddress? SenderOf(MimeMessage message) => message.From.Mailboxes.FirstOrDefault() ?? message.Sender;

    static List<string> AnsweredBy(MimeMessage message)
    {
        // Not all programs put them between angle brackets.
        var nearest = IdsIn(message.Headers[HeaderId.InReplyTo]);
        var earlier = IdsIn(message.Headers[HeaderId.References]).Reverse();
        return [.. nearest.Concat(earlier).Distinct()];
    }

    static IEnumerable<string> IdsIn(string? header) => MessageIds().Matches(header ?? "").Select(id => id.Value);

    [GeneratedRegex(@"[^\s<>,;""]+@[^\s<>,;""]+", RegexOptions.NonBacktracking)]
    private static partial Regex MessageIds();

    static string TextOf(MailParts parts)
    {
        var plain = string.Join("\n\n", parts.Plain).Trim();
        var html = string.Join("\n\n", parts.Html.Select(HtmlText.Of)).Trim();
        return plain.Length == 0 ? html
            : SaysMore(html, plain) ? $"{html}\n\n{plain}"
            : plain;
    }

    /// <summary>Most words of a text are not in another one: it is not the same in other clothes.</summary>
    static bool SaysMore(string text, string than)
    {
        var known = Folding.FoldWords(than).Split(' ').ToHashSet();
        var words = Folding.FoldWords(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return words.Count(known.Contains) * 2 < words.Count;
    }

    static void Collect(MimeEntity? entity, MailParts parts, int depth)
    {
        switch (entity)
        {
            case TnefPart { Content: not null } tnef:
                CollectTnef(tnef, parts, depth);
                break;
            case MessagePart nested:
                parts.Files.Add(new(NameOf(nested) ?? $"{FileNameOf(nested.Message?.Subject)}.eml", Bytes(nested)));
                break;
            case Multipart { Count: 0 } unparted:
                // Its parts are bounded by something else than it says, or by nothing.
                parts.Plain.Add(TextCharset.Clean(unparted.Preamble ?? ""));
                break;
            case MultipartAlternative alternative:
                CollectBest(alternative, parts, depth);
                break;
            case Multipart multipart when depth < DeepestMessage * 4:
                foreach (var part in multipart)
                    Collect(part, parts, depth + 1);
                break;
            case Multipart deeper:
                parts.Files.Add(new("suite.eml", Bytes(deeper)));
                break;
            case TextPart text when !text.IsAttachment && text.FileName is null && (text.IsPlain || text.IsHtml):
                (text.IsHtml ? parts.Html : parts.Plain).Add(Unwrapped(text, TextCharset.Decode(text)));
                break;
            case MimePart part:
                CollectFile(part, parts);
                break;
        }
    }

    /// <summary>Paragraphs that their program wrapped (RFC 3676), whole again.</summary>
    static string Unwrapped(TextPart part, string text)
    {
        if (!part.IsFlowed)
            return text;
        var flow = new FlowedToText
        {
            DeleteSpace = "yes".Equals(part.ContentType.Parameters["delsp"], StringComparison.OrdinalIgnoreCase),
        };
        // The line before a signature ends in a space, and does not go on.
        return TextCharset.Clean(flow.Convert(SignatureMark().Replace(text, "--")));
    }

    [GeneratedRegex("^-- $", RegexOptions.Multiline)]
    private static partial Regex SignatureMark();

    /// <summary>The same text several times: the plain one, unless it says nothing of it; pictures of all.</summary>
    static void CollectBest(MultipartAlternative alternative, MailParts parts, int depth)
    {
        var all = new MailParts();
        foreach (var part in alternative)
            Collect(part, all, depth + 1);
        var html = all.Html.Select(HtmlText.Of).ToList();
        var plain = string.Join('\n', all.Plain);
        parts.Plain.AddRange(string.IsNullOrWhiteSpace(plain) || SaysMore(string.Join('\n', html), plain) ? html : all.Plain);
        parts.Files.AddRange(all.Files);
    }

    static void CollectFile(MimePart part, MailParts parts)
    {
        if (IsForPrograms(part))
            return;
        var (name, content) = (NameOf(part), Bytes(part));
        // One of no name and no content is none.
        if (name is not null || content.Length > 0)
            parts.Files.Add(new(name ?? DefaultNameOf(part), content));
    }

    /// <summary>Signatures, and what servers tell one another.</summary>
    static bool IsForPrograms(MimePart part) =>
        part.ContentType.MimeType.ToLowerInvariant()
            is "application/pkcs7-signature"
                or "application/x-pkcs7-signature"
                or "application/pgp-signature"
                or "message/delivery-status"
                or "message/disposition-notification"
                or "text/rfc822-headers";

    /// <summary>Outlook's own wrapping, <c>winmail.dat</c>.</summary>
    static void CollectTnef(TnefPart tnef, MailParts parts, int depth)
    {
        MimeMessage unwrapped;
        try
        {
            unwrapped = tnef.ConvertToMessage();
        }
        catch (Exception error)
            when (error is TnefException or FormatException or IOException or ArgumentException or NotSupportedException)
        {
            parts.Files.Add(new("winmail.dat", Bytes(tnef)));
            return;
        }
        var inside = new MailParts();
        if (depth < DeepestMessage * 4)
            Collect(unwrapped.Body, inside, depth + 1);
        if (inside is { Plain: [], Html: [], Files: [] })
            inside.Files.Add(new("winmail.dat", Bytes(tnef)));
        parts.Add(inside);
    }

    static byte[] Bytes(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content?.DecodeTo(content);
        return content.ToArray();
    }

    static byte[] Bytes(Multipart parts)
    {
        using var content = new MemoryStream();
        parts.WriteTo(content);
        return content.ToArray();
    }

    static byte[] Bytes(MessagePart nested)
    {
        using var content = new MemoryStream();
        nested.Message?.WriteTo(content);
        return content.ToArray();
    }

    static string? NameOf(MimeEntity part)
    {
        var name = part.ContentDisposition?.FileName ?? part.ContentType.Name;
        return string.IsNullOrWhiteSpace(name) ? null : OneLine(name);
    }

    static string DefaultNameOf(MimePart part) =>
        part.ContentType.MimeType.ToLowerInvariant() switch
        {
            "image/png" => "image.png",
            "image/jpeg" => "image.jpg",
            "image/gif" => "image.gif",
            "text/calendar" => "invitation.ics",
            "text/html" => "page.html",
            "text/plain" => "texte.txt",
            "application/pdf" => "document.pdf",
            _ => "piece-jointe.bin",
        };

    static string FileNameOf(string? subject) => string.IsNullOrWhiteSpace(subject) ? "message" : OneLine(subject);

    /// <summary>One line of text, not longer than a title; empty when nothing of it is seen.</summary>
    static string OneLine(string text) =>
        ValidationRules.IsBlank(text) ? "" : Cut(Blanks().Replace(NoControls(text), " ").Trim(), LongestSubject);

    static string NoControls(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var cut = text[..(longest - 1)];
        return $"{(char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut)}…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    sealed class MailParts
    {
        public List<string> Plain { get; } = [];
        public List<string> Html { get; } = [];
        public List<MailFile> Files { get; } = [];

        public void Add(MailParts others)
        {
            Plain.AddRange(others.Plain);
            Html.AddRange(others.Html);
            Files.AddRange(others.Files);
        }
    }
}
