using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// What headings of columns mean, however they are put: « Durée (h) », « Nombre d'heures », « NbHeures », « Noms des agents ».
/// </summary>
static partial class FileHeadings
{
    static readonly Dictionary<string, string> Units = new (string Unit, string Words)[]
    {
        ("d", "j jr jrs jour jours journee journees jh jhomme d day days manday mandays persondays"),
        ("h", "h hr hrs heure heures hour hours"),
        ("min", "min mn mins minute minutes"),
    }
        .SelectMany(unit => unit.Words.Split(' ').Select(word => (word, unit.Unit)))
        .ToDictionary(unit => unit.word, unit => unit.Unit);

    // Words between those that mean something.
    static readonly HashSet<string> Glue =
    [
        .. "a au aux de des du en et homme hommes in la le les of par per pour the un une nb nbr nbre nombre no number num".Split(' '),
    ];

    // What a duration may be called beside its unit.
    static readonly HashSet<string> Durations =
    [
        "duree",
        "temp",
        "temp passe",
        "quantite",
        "qte",
        "quantity",
        "qty",
        "charge",
        "duration",
        "time",
        "time spent",
        "spent time",
        "effort",
        "volume",
        "travail",
    ];

    // A column with such a name alone is the day, or the time of day.
    static readonly HashSet<string> NotAlone = ["jour", "day", "d", "j", "heure", "hour"];

    /// <summary>The unit that a heading speaks of; null when it speaks of none, or of several.</summary>
    public static string? UnitOf(string heading) =>
        Words(heading).Select(UnitOfWord).OfType<string>().Distinct().ToList() is [var only] ? only : null;

    static string? UnitOfWord(string word) =>
        Units.TryGetValue(word, out var unit) ? unit
        : word.Length > 4 && Units.Keys.FirstOrDefault(name => name.Length > 3 && word.EndsWith(name, StringComparison.Ordinal)) is { } end
            ? Units[end]
        : word.StartsWith("nb", StringComparison.Ordinal) && Units.TryGetValue(word[2..], out var counted) ? counted
        : null;

    /// <summary>Whether a heading is one of a duration: a word for it, a unit, or both.</summary>
    public static bool IsDuration(string heading)
    {
        var words = Words(heading);
        var named = string.Join(' ', words.Where(word => !Glue.Contains(word) && UnitOfWord(word) is null).Select(Singular));
        return named.Length > 0
            ? Durations.Contains(named)
            : UnitOf(heading) is not null && !(words is [var only] && NotAlone.Contains(only));
    }

    /// <summary>
    /// The words of a heading that mean something, in the singular and without what is in brackets: what two spellings of a name share.
    /// </summary>
    public static string Key(string heading) =>
        string.Join(' ', Words(InBrackets().Replace(heading, " ")).Where(word => !Glue.Contains(word)).Select(Singular));

    static string Singular(string word) => word is { Length: > 3 } and [.., 's' or 'x'] ? word[..^1] : word;

    /// <summary>Words of a heading, those that are written together taken apart: NbHeures, nb_heures.</summary>
    static List<string> Words(string heading) =>
        [.. Word().Matches(Elided().Replace(heading, " ")).Select(word => Folding.Fold(word.Value)).Where(word => word.Length > 0)];

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[dlnDLN]['’]")]
    private static partial Regex Elided();

    [GeneratedRegex(@"[(\[{][^)\]}]*[)\]}]")]
    private static partial Regex InBrackets();
}
