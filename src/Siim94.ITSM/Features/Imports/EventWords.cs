using System.Text.RegularExpressions;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Who is away, and why, in the words of an event of somebody's calendar: « Dupont Jean - RTT », « Congés : Jean Dupont ».
/// </summary>
/// <remarks>All words of a name are there, in any order; of several names the longest. Two that are as long are none.</remarks>
static partial class EventWords
{
    // What people write for the kinds of the product's own list, beside their names.
    static readonly (string Code, HashSet<string> Words)[] Usual =
    [
        ("CONGE", ["conge", "conges", "cp", "ca", "vacances", "leave", "vacation", "holidays"]),
        ("RTT", ["artt", "jrtt"]),
        ("MALADIE", ["malade", "arret", "sick"]),
        ("FORMATION", ["stage", "training"]),
        ("RECUPERATION", ["recup"]),
        ("GREVE", ["strike"]),
    ];

    // Leave that nobody takes from the yearly one.
    static readonly HashSet<string> OtherLeave =
    [
        "adoption",
        "bonifie",
        "deces",
        "mariage",
        "maternite",
        "naissance",
        "parental",
        "paternite",
    ];

    /// <summary>The one agent whose name, other spelling or code is among the words; null for none, or for several.</summary>
    public static Agent? AgentIn(string? text, ReferentialSet<Agent> agents)
    {
        var words = WordsOf(text);
        return Best(
            agents.Select(agent => (agent, ((string[])[agent.Name, agent.Code, .. agents.AliasesOf(agent.Id)]).Max(name => CountOf(name))))
        );

        int CountOf(string name) => WordsOf(name) is { Count: > 0 } all && all.IsSubsetOf(words) ? all.Count : 0;
    }

    /// <summary>The one kind whose name, code or usual word is among the words; null for none, or for several.</summary>
    public static AbsenceKindRow? KindIn(string? text, IEnumerable<AbsenceKindRow> kinds)
    {
        var words = WordsOf(text);
        var isOtherLeave = words.Overlaps(OtherLeave);
        return Best(
            kinds.Select(kind => (kind, Math.Max(CountOf(kind.Name), isOtherLeave ? 0 : Math.Max(CountOf(kind.Code), UsualOf(kind)))))
        );

        // Its own name before what else people call it: « congé maladie ».
        int CountOf(string name) => WordsOf(name) is { Count: > 0 } all && all.IsSubsetOf(words) ? 1 + all.Count : 0;

        int UsualOf(AbsenceKindRow kind) => Usual.Any(usual => usual.Code == kind.Code && usual.Words.Overlaps(words)) ? 1 : 0;
    }

    static T? Best<T>(IEnumerable<(T Row, int Score)> rows)
        where T : class =>
        rows.Where(row => row.Score > 0).GroupBy(row => row.Score).MaxBy(score => score.Key)?.ToList() is [var only] ? only.Row : null;

    static HashSet<string> WordsOf(string? text) => [.. Separator().Split(text ?? "").Select(Folding.Fold).Where(word => word.Length > 0)];

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}]+")]
    private static partial Regex Separator();
}
