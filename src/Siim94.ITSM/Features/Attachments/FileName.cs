using System.Globalization;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>Names of files, as they are shown and given to whoever saves one.</summary>
static class FileName
{
    public const int Longest = 200;
    const int LongestExtension = 20;

    /// <returns>The name alone, one line, with nothing that no system takes or that hides its end; null when there is none.</returns>
    public static string? Of(string? text)
    {
        var name = (text ?? "").Normalize();
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(name.Select(letter => IsForbidden(letter) ? '_' : letter)).Trim().TrimEnd('.', ' ');
        if (name.Length <= Longest)
            return name.Length == 0 ? null : name;
        var extension = Path.GetExtension(name) is { Length: <= LongestExtension } end ? end : "";
        var kept = name[..(Longest - extension.Length)];
        return (char.IsHighSurrogate(kept[^1]) ? kept[..^1] : kept) + extension;
    }

    /// <summary>Lower case, without the dot; empty when it has none.</summary>
    public static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    // Format characters turn the order of letters: « cod.exe » may read « exe.doc ».
    static bool IsForbidden(char letter) =>
        letter is '<' or '>' or ':' or '"' or '|' or '?' or '*'
        || CharUnicodeInfo.GetUnicodeCategory(letter)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
