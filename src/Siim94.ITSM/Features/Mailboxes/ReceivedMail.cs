using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>What is kept of a mail before anything else is done with it.</summary>
/// <param name="Content">The whole of it; null when it is too large to be fetched.</param>
sealed record ReceivedMail(string Digest, string? MessageKey, string FromAddress, string FromName, string Subject, byte[]? Content)
{
    /// <summary>A file of 25 MB as mail carries it, and a text.</summary>
    public const int MostBytes = 40 * 1024 * 1024;

    /// <param name="headers">Its headers, or all of it.</param>
    /// <param name="content">The whole of it; null when it is too large.</param>
    public static ReceivedMail Of(byte[] headers, byte[]? content)
    {
        var message = Parse(headers);
        var mail = message is null ? new() : MailReader.ReadHeaders(message);
        // Some programs send every message under one id.
        var identity =
            mail.MessageId is { } id && message is not null
                ? $"{id}\n{message.Headers[HeaderId.Date]}\n{message.Headers[HeaderId.From]}\n{message.Headers[HeaderId.Subject]}"
                : null;
        return new(
            Convert.ToHexStringLower(SHA256.HashData(identity is null ? headers : Encoding.UTF8.GetBytes(identity))),
            mail.MessageId is { } messageId ? KeyOf(messageId) : null,
            mail.FromAddress,
            mail.FromName,
            mail.Subject,
            content
        );
    }

    /// <summary>What a Message-ID is found by.</summary>
    public static string KeyOf(string messageId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));

    /// <summary>Null for what is no mail at all.</summary>
    public static MimeMessage? Parse(byte[] content)
    {
        try
        {
            return MimeMessage.Load(new MemoryStream(content, writable: false));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
