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

    // How many of the unit: what a unit that may be the day or the time of day needs beside it.
    static readonly HashSet<string> Counts = ["nb", "nbr", "nbre", "nombre", "number"];

    // Words between those that mean something, and letters of formats (hh:mm).
    static readonly HashSet<string> Glue =
    [
        .. Counts,
        .. "a au aux de des du en et hh homme hommes in la le les man mm no num of ou par per person personne pour ss the un une".Split(
            ' '
        ),
    ];

    // What a duration is called, and what may be said of one.
    static readonly HashSet<string> Durations =
    [
        .. "charge duration duree effort qte qty quantite quantity temps time tps travail volume".Split(' ').Select(Stem),
    ];
    static readonly HashSet<string> SaidOfDurations =
    [
        .. "compte consomme cumule decimal decimale declare effectif effective effectue impute intervention logged mission passe".Split(
            ' '
        ),
        .. "prestation realise reel reelle saisi spent tache total totale travaille valide worked".Split(' '),
    ];

    // Parts of a unit: of them half days alone are a unit of their own.
    static readonly HashSet<string> Halves = ["demi", "demie", "half"];
    static readonly HashSet<string> Parts = [.. Halves, .. "centieme dixieme hundredth millieme quart quarter tenth tier".Split(' ')];

    // A column with such a name, and nothing that says how many, is the day, or the time of day.
    static readonly HashSet<string> MayBeWhen = ["d", "day", "heure", "hour", "jour", "journee"];

    // What is written together with a unit: nbheures, dureejours.
    static readonly HashSet<string> Prefixes = [.. Counts, .. Halves, .. Durations, "nombred", "temps", "total"];

    /// <summary>The unit that a heading speaks of; null when it speaks of none, of several, or of a part that is no unit here.</summary>
    public static string? UnitOf(string heading)
    {
        var words = Words(heading);
        var units = words.Select(UnitOfWord).OfType<string>().ToList();
        var parts = words.Select(Singular).Where(Parts.Contains).ToList();
        return (units, parts) switch
        {
            ({ Count: > 0 }, []) when units.Distinct().Count() == 1 => units[0],
            ([ImportUnits.Day], [var half]) when Halves.Contains(half) => ImportUnits.HalfDay,
            _ => null,
        };
    }

    static string? UnitOfWord(string word) => Units.GetValueOrDefault(word);

    /// <summary>
    /// Whether a heading is one of a duration: a name of one, with what may be said of it, or how many of a unit. What it says more
    /// (a start, an estimate) makes it another column.
    /// </summary>
    public static bool IsDuration(string heading)
    {
        var words = Words(heading);
        var units = words.Where(word => UnitOfWord(word) is not null).ToList();
        var names = words.Except(units).Where(word => !Glue.Contains(word) && !Parts.Contains(Singular(word))).Select(Stem).ToList();
        var isNamed = names.Any(Durations.Contains);
        var isCounted =
            units.Any(unit => !MayBeWhen.Contains(unit))
            || (units.Count > 0 && words.Any(word => Counts.Contains(word) || Parts.Contains(Singular(word))));
        return (isNamed || isCounted) && names.All(name => Durations.Contains(name) || SaidOfDurations.Contains(name));
    }

    /// <summary>
    /// The words of a heading that mean something, in the singular and without what is in brackets: what two spellings of a name share.
    /// </summary>
    public static string Key(string heading) =>
        string.Join(' ', Words(InBrackets().Replace(heading, " ")).Where(word => !Glue.Contains(word)).Select(Singular));

    static string Singular(string word) => word is { Length: > 3 } and [.., 's' or 'x'] ? word[..^1] : word;

    /// <summary>A word whatever its gender and number: passé, passées.</summary>
    static string Stem(string word) => Singular(word) is [.. var stem, 'e', 'e'] ? stem + "e" : Singular(word);

    /// <summary>Words of a heading, those that are written together taken apart: NbHeures, nb_heures, nbheures.</summary>
    static List<string> Words(string heading) =>
        [
            .. Word()
                .Matches(Elided().Replace(Fraction().Replace(heading, InWords), " "))
                .Select(word => Folding.Fold(word.Value))
                .Where(word => word.Length > 0)
                .SelectMany(Apart),
        ];

    static string InWords(Match fraction) => fraction.Value is "½" or "1/2" ? " demi " : " quart ";

    static string[] Apart(string word)
    {
        for (var length = 2; length < word.Length && !Units.ContainsKey(word); length++)
            if (Prefixes.Contains(word[..length]) && Units.ContainsKey(word[length..]))
                return [word[..length], word[length..]];
        return [word];
    }

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[dlnDLN]['’]")]
    private static partial Regex Elided();

    [GeneratedRegex(@"[¼½¾]|\b[1-9]/[1-9]\b")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"[(\[{][^)\]}]*[)\]}]")]
    private static partial Regex InBrackets();
}
