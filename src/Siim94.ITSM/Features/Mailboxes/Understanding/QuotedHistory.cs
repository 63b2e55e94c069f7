using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Parts what somebody wrote from what they quote: earlier mails, and their signature.</summary>
/// <remarks>Where everything would be quoted, a mail that is passed on, nothing is.</remarks>
static partial class QuotedHistory
{
    // A line that announces a quotation may be broken over so many.
    const int MostLinesOfAnnouncement = 4;

    /// <summary>Both parts; the folded one is null when there is none.</summary>
    public static (string Text, string? Folded) Split(string text)
    {
        var lines = text.Split('\n');
        var (own, folded) = (new List<string>(), new List<string>());
        for (var at = 0; at < lines.Length; at++)
        {
            if (BeginsHistory(lines, at))
            {
                folded.AddRange(lines[at..]);
                break;
            }
            if (AnnouncementAt(lines, at) is { } length)
            {
                folded.AddRange(lines[at..(at + length)]);
                at += length - 1;
                // Without signs before its lines, all that follows is quoted.
                if (IsQuoted(NextText(lines, at + 1)))
                    continue;
                folded.AddRange(lines[(at + 1)..]);
                break;
            }
            (IsQuoted(lines[at]) ? folded : own).Add(lines[at]);
        }
        var (written, signature) = WithoutSignature(own);
        var result = Join(written);
        if (result.Length == 0)
            return (Join(lines), null);
        return Join([.. signature, .. folded]) is { Length: > 0 } rest ? (result, rest) : (result, null);
    }

    /// <summary>Whether a quotation says that it is passed on.</summary>
    public static bool IsPassedOn(string folded) => PassedOn().IsMatch(folded);

    [GeneratedRegex(
        @"(message transféré|forwarded message|message réacheminé|début du message (transféré|réexpédié))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex PassedOn();

    static string Join(IEnumerable<string> lines) =>
        ManyBlankLines().Replace(string.Join('\n', lines.Select(l => l.TrimEnd())), "\n\n").Trim('\n', ' ');

    static bool IsQuoted(string? line) => line is not null && line.TrimStart().StartsWith('>');

    static string? NextText(string[] lines, int from) => lines.Skip(from).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));

    /// <summary>From here on everything is of earlier mails.</summary>
    static bool BeginsHistory(string[] lines, int at) =>
        ReplyLine().IsMatch(lines[at])
        || OriginalMessage().IsMatch(lines[at])
        || IsHeaderBlock(lines, at)
        || (Underline().IsMatch(lines[at]) && NextIndex(lines, at + 1) is { } next && IsHeaderBlock(lines, next));

    static int? NextIndex(string[] lines, int from) =>
        Enumerable
            .Range(from, Math.Max(0, Math.Min(3, lines.Length - from)))
            .Cast<int?>()
            .FirstOrDefault(i => lines[i!.Value].Trim().Length > 0);

    /// <summary>« De : … Envoyé : … À : … », as Outlook puts before what it quotes.</summary>
    static bool IsHeaderBlock(string[] lines, int at)
    {
        if (!FromHeader().IsMatch(lines[at]))
            return false;
        var following = lines.Skip(at + 1).Where(line => line.Trim().Length > 0).Take(5).ToList();
        return following.Any(line => SentHeader().IsMatch(line)) && following.Any(line => ToHeader().IsMatch(line));
    }

    /// <summary>« Le 3 mars 2017 à 10:12, Jean a écrit : »; null when there is none here, else how many lines it takes.</summary>
    static int? AnnouncementAt(string[] lines, int at)
    {
        if (!AnnouncementStart().IsMatch(lines[at]))
            return null;
        var together = "";
        for (var length = 1; length <= MostLinesOfAnnouncement && at + length <= lines.Length; length++)
        {
            var line = lines[at + length - 1].Trim();
            if (line.Length == 0)
                return null;
            together = $"{together} {line}";
            if (Announcement().IsMatch(together.Trim()))
                return length;
        }
        return null;
    }

    static (IEnumerable<string> Written, IEnumerable<string> Signature) WithoutSignature(List<string> lines)
    {
        var at = lines.FindIndex(line => SignatureLine().IsMatch(line));
        return at < 0 ? (lines, []) : (lines.Take(at), lines.Skip(at));
    }

    // Ours, and GLPI's between its signs. Of a line of blanks, either part might take any: none is tried twice.
    [GeneratedRegex(
        @"^[>\s]*(=-=-=-=|[#\-–—\s]*(répondre|repondre) au-dessus de cette ligne"
            + @"|[#\-–—\s]*(please )?(reply|write|type)[\w ]* above this line)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex ReplyLine();

    [GeneratedRegex(
        @"^\s*(-{2,}|_{2,})\s*(message d.origine|message original|original message|original appointment|message transféré|"
            + @"forwarded message|message réacheminé|ursprüngliche nachricht|mensaje original)\s*(-{2,}|_{2,})\s*$"
            + @"|^\s*(début du message (transféré|réexpédié)|begin forwarded message)\s*:\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^\s*_{10,}\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^\s*\**(de|from|von)\s?\**\s?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromHeader();

    [GeneratedRegex(@"^\s*\**(envoyé|envoyé le|date|sent|gesendet)\s?\**\s?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SentHeader();

    [GeneratedRegex(@"^\s*\**(à|a|to|pour|an|objet|subject|betreff)\s?\**\s?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToHeader();

    [GeneratedRegex(@"^\s*(le|on|am|el)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnnouncementStart();

    [GeneratedRegex(
        @"^(le\s.{6,300}(a écrit|écrivait)|on\s.{6,300}wrote|am\s.{6,300}schrieb(\s.{0,200})?|el\s.{6,300}escribió)\s?:?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(
        @"^(-- ?|\s*(envoyé (de|depuis) (mon|ma|outlook|yahoo|un)\b.*|sent from (my|outlook|yahoo)\b.*|télécharger outlook pour .*|"
            + @"get outlook for .*|obtenir outlook pour .*))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SignatureLine();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBlankLines();
}
