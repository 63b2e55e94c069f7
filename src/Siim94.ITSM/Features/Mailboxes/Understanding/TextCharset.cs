using System.Text;
using MimeKit;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Texts of mails in the letters that they were written in, whatever the mail says of them.</summary>
static class TextCharset
{
    static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text of a part, its lines ended as we end them, without control characters.</summary>
    public static string Decode(TextPart part)
    {
        using var content = new MemoryStream();
        part.Content?.DecodeTo(content);
        return Clean(Decode(content.ToArray(), part.ContentType.Charset));
    }

    static string Decode(byte[] bytes, string? charset)
    {
        // Bytes that are UTF-8 by chance are rarer than programs that say something else of it.
        if (TryDecode(StrictUtf8, bytes) is { } utf8 && (IsOfTheWest(charset) || bytes.All(b => b < 0x80 && b != 0x1B)))
            return utf8;
        return EncodingOf(charset) is { } stated && TryDecode(stated, bytes) is { } text
            ? text
            : TryDecode(StrictUtf8, bytes) ?? Western.GetString(bytes);
    }

    /// <summary>One byte a letter: any bytes are some text in it.</summary>
    static bool IsOfTheWest(string? charset) =>
        charset?.ToLowerInvariant().Trim()
            is null
                or ""
                or "us-ascii"
                or "ascii"
                or "utf-8"
                or "utf8"
                or "iso-8859-1"
                or "iso-8859-15"
                or "latin1"
                or "windows-1252"
                or "cp1252"
                or "unknown-8bit"
                or "8bit"
                or "binary";

    static Encoding? EncodingOf(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
            return null;
        try
        {
            var name = charset.Trim().ToLowerInvariant();
            // What calls itself Latin-1 on the web is windows-1252: the euro, the curly quotes.
            if (name is "iso-8859-1" or "latin1" or "us-ascii" or "ascii")
                return Western;
            return CodePagesEncodingProvider.Instance.GetEncoding(
                name,
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            ) ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>As text of several lines may be: no control characters, ends of lines alike.</summary>
    public static string Clean(string text) =>
        string.Concat(
            text.Replace("\r\n", "\n", StringComparison.Ordinal)
                .Replace('\r', '\n')
                .Replace('\u2028', '\n')
                .Replace('\u2029', '\n')
                .Replace('\u00A0', ' ')
                .Where(letter => letter is '\n' or '\t' || (!char.IsControl(letter) && letter is not '\uFEFF' and not '\u200B'))
        );
}
