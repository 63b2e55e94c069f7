using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>What subjects of mails carry beside what they are about.</summary>
static partial class SubjectMarks
{
    /// <summary>The ticket that a subject names: <c>[SIIM #0001234]</c>, and as GLPI and others write it.</summary>
    public static long? TicketOf(string subject) =>
        Mark().Match(subject) is { Success: true } mark
        && long.TryParse(mark.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? number
            : null;

    /// <summary>The subject without marks and without what answers and forwards put before it.</summary>
    public static string TitleOf(string subject)
    {
        for (var title = subject; ; )
        {
            var shorter = Prefix().Replace(Mark().Replace(title, " "), "").Trim();
            if (shorter == title)
                return title;
            title = shorter;
        }
    }

    [GeneratedRegex(@"\[[^\[\]#]{0,20}#\s?([0-9]{1,12})\s*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^\s*((re|ré|rep|rép|tr|fw|fwd|aw|wg|r|i|sv|vs)(\s*\[[0-9]+\])?\s*:|\[(ext|external|externe|spam)\]|\[SIIM\])\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Prefix();
}
