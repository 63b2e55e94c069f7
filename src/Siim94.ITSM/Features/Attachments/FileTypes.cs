using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>What a file is, by its first bytes; by its name only where its content does not tell.</summary>
static class FileTypes
{
    public const string Jpeg = "image/jpeg",
        Png = "image/png",
        WebP = "image/webp",
        Heic = "image/heic",
        Unknown = "application/octet-stream";

    const string Html = "text/html",
        Svg = "image/svg+xml",
        Xml = "application/xml",
        Text = "text/plain";

    // What a beginning of so many bytes does not show to be text is none.
    const int TextSample = 4096;

    /// <summary>Media type of a file.</summary>
    public static string Of(string name, ReadOnlySpan<byte> content) =>
        Picture(content) ?? Document(name, content) ?? Media(content) ?? (IsText(content) ? TextType(name, content) : Unknown);

    /// <summary>A picture that browsers show, and that does nothing else.</summary>
    public static bool IsPicture(string type) => type is Jpeg or Png or WebP;

    /// <summary>The type that whoever downloads it is told: never one that a browser would carry out as a page.</summary>
    public static string ToldType(string type) => type is Html or Svg or Xml ? Unknown : type;

    static string? Picture(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : content.StartsWith("GIF8"u8) ? "image/gif"
        : IsRiff(content, "WEBP"u8) ? WebP
        : content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8) ? "image/tiff"
        : content.StartsWith("BM"u8) && content.Length > 26 && BinaryPrimitives.ReadInt32LittleEndian(content[2..]) == content.Length
            ? "image/bmp"
        : null;

    static string? Document(string name, ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith("PK\x03\x04"u8) ? Packed(content)
        : content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? OldOffice(name)
        : content.StartsWith("{\\rtf"u8) ? "application/rtf"
        : content.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "application/gzip"
        : content.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) ? "application/x-7z-compressed"
        : content.StartsWith("Rar!"u8) ? "application/vnd.rar"
        : null;

    static string? Media(ReadOnlySpan<byte> content) =>
        content.Length > 12 && content[4..].StartsWith("ftyp"u8)
            ? Encoding.ASCII.GetString(content[8..12]) switch
            {
                "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1" or "avif" or "avis" => Heic,
                "qt  " => "video/quicktime",
                "M4A " => "audio/mp4",
                _ => "video/mp4",
            }
        : content.StartsWith("ID3"u8) ? "audio/mpeg"
        : content.StartsWith("OggS"u8) ? "audio/ogg"
        : IsRiff(content, "WAVE"u8) ? "audio/wav"
        : IsRiff(content, "AVI "u8) ? "video/x-msvideo"
        : null;

    static bool IsRiff(ReadOnlySpan<byte> content, ReadOnlySpan<byte> kind) =>
        content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith(kind);

    /// <summary>Documents of today are archives: the names in them tell which.</summary>
    static string Packed(ReadOnlySpan<byte> content)
    {
        const string OpenDocument = "mimetypeapplication/vnd.oasis.opendocument.";
        var start = Encoding.ASCII.GetString(content[..Math.Min(content.Length, 100)]);
        if (start.IndexOf(OpenDocument, StringComparison.Ordinal) is >= 0 and var at)
            return start[(at + OpenDocument.Length)..] switch
            {
                var kind when kind.StartsWith("text", StringComparison.Ordinal) => "application/vnd.oasis.opendocument.text",
                var kind when kind.StartsWith("spreadsheet", StringComparison.Ordinal) => "application/vnd.oasis.opendocument.spreadsheet",
                var kind when kind.StartsWith("presentation", StringComparison.Ordinal) =>
                    "application/vnd.oasis.opendocument.presentation",
                _ => "application/zip",
            };
        const string Office = "application/vnd.openxmlformats-officedocument.";
        return content.IndexOf("[Content_Types].xml"u8) < 0 ? "application/zip"
            : content.IndexOf("word/"u8) >= 0 ? Office + "wordprocessingml.document"
            : content.IndexOf("xl/"u8) >= 0 ? Office + "spreadsheetml.sheet"
            : content.IndexOf("ppt/"u8) >= 0 ? Office + "presentationml.presentation"
            : "application/zip";
    }

    static string OldOffice(string name) =>
        FileName.ExtensionOf(name) switch
        {
            "doc" or "dot" => "application/msword",
            "xls" or "xlt" => "application/vnd.ms-excel",
            "ppt" or "pps" => "application/vnd.ms-powerpoint",
            "msg" => "application/vnd.ms-outlook",
            _ => Unknown,
        };

    static bool IsText(ReadOnlySpan<byte> content)
    {
        var sample = content[..Math.Min(content.Length, TextSample)];
        if (sample.Contains((byte)0))
            return false;
        // A letter may be cut at the end of the sample; older texts are in a code page of the West.
        return Utf8.IsValid(sample[..Math.Max(0, sample.Length - 3)]) || !sample.ContainsAnyInRange((byte)0x0E, (byte)0x1A);
    }

    static string TextType(string name, ReadOnlySpan<byte> content)
    {
        var start = Encoding
            .Latin1.GetString(content[..Math.Min(content.Length, TextSample)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (start.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return Svg;
        if (IsPage(start))
            return Html;
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return Xml;
        return FileName.ExtensionOf(name) switch
        {
            "html" or "htm" or "xhtml" => Html,
            "svg" => Svg,
            "xml" => Xml,
            "csv" => "text/csv",
            "json" => "application/json",
            "ics" => "text/calendar",
            "vcf" => "text/vcard",
            "md" => "text/markdown",
            "eml" => "message/rfc822",
            _ => Text,
        };
    }

    static bool IsPage(string start) =>
        ((string[])["<!doctype html", "<html", "<head", "<body", "<script"]).Any(tag =>
            start.StartsWith(tag, StringComparison.OrdinalIgnoreCase)
        );
}
