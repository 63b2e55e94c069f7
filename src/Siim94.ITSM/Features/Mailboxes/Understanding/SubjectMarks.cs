using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>What subjects of mails carry beside what they are about.</summary>
static partial class SubjectMarks
{
    /// <summary>The ticket that a subject names: <c>[SIIM #0001234]</c>, and as GLPI and others write it.</summary>
    /// <remarks>Ours before those of others, whose numbers are theirs as often as not.</remarks>
    public static long? TicketOf(string subject) =>
        Mark().Matches(subject) is { Count: > 0 } marks
        && (marks.FirstOrDefault(one => one.Value.StartsWith("[SIIM", StringComparison.OrdinalIgnoreCase)) ?? marks[0]) is var mark
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

    /// <summary>« TR: », « Fwd: »: somebody passes on what somebody else wrote.</summary>
    public static bool IsPassedOn(string subject) => PassedOn().IsMatch(subject);

    [GeneratedRegex(@"^\s*(tr|fw|fwd|wg)\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PassedOn();

    [GeneratedRegex(@"\[[^\[\]#]{0,20}#\s?([0-9]{1,12})\s*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^\s*((re|ré|rep|rép|tr|fw|fwd|aw|wg|r|i|sv|vs)(\s*\[[0-9]+\])?\s*:|\[(ext|external|externe|spam)\]|\[SIIM\])\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Prefix();
}
