using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>A file that may be kept: its type known by its content, nothing dangerous, and pictures without the place they show.</summary>
public sealed record NewFile
{
    public const int MostBytes = 25 * 1024 * 1024;

    NewFile() { }

    public string Name { get; private init; } = "";
    public string MediaType { get; private init; } = "";

    /// <summary>Of the content as it is kept.</summary>
    public string Sha256 { get; private init; } = "";

    [JsonIgnore]
    public byte[] Content { get; private init; } = [];

    /// <param name="name">As its sender calls it, with or without the folder it came from.</param>
    /// <param name="content">The whole file.</param>
    /// <exception cref="Refusal">It is empty, too large, dangerous, or a picture whose place cannot be removed.</exception>
    public static NewFile Of(string? name, byte[] content)
    {
        if (content.Length == 0)
            throw AttachmentErrors.Empty();
        if (content.Length > MostBytes)
            throw AttachmentErrors.TooLarge();
        var cleanName = FileName.Of(name) ?? throw AttachmentErrors.NameMissing();
        if (DangerousFiles.KindOf(cleanName, content) is { } kind)
            throw AttachmentErrors.Dangerous(cleanName, kind);
        var type = FileTypes.Of(cleanName, content);
        if (type == FileTypes.Heic)
            throw AttachmentErrors.LocationKept(cleanName);
        var kept = PictureLocation.Has(type)
            ? PictureLocation.Remove(type, content) ?? throw AttachmentErrors.BrokenPicture(cleanName)
            : content;
        return new()
        {
            Name = cleanName,
            MediaType = type,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(kept)),
            Content = kept,
        };
    }

    /// <summary>A mail as it came in, whatever it carries: only those who manage mailboxes may read it.</summary>
    public static NewFile OfMail(byte[] content) =>
        new()
        {
            Name = "message.eml",
            MediaType = "message/rfc822",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
        };
}
