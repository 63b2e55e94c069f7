namespace Siim94.ITSM.Features.People;

/// <summary>Names of people that may be the same, mistyped: <c>Dupond Jean</c> and <c>Jean Dupont</c>.</summary>
static class NearNames
{
    // In a shorter word another letter makes another name: Marin and Morin.
    const int LongWord = 6;

    /// <summary>Whether two names, their words in an order of their own, are alike but for a blank or a letter of a long word.</summary>
    public static bool AreNear(string one, string other)
    {
        var (words, others) = (one.Split(' ').ToList(), other.Split(' ').ToList());
        foreach (var word in one.Split(' '))
            if (others.Remove(word))
                words.Remove(word);
        return (words, others) switch
        {
            ([], []) => one.Length > 0,
            ([var left], [var right]) => one.Contains(' ') && IsSlip(left, right),
            _ => IsSplit(words, others) || IsSplit(others, words),
        };
    }

    /// <summary>Legoff, Le Goff.</summary>
    static bool IsSplit(List<string> words, List<string> others) =>
        words is [var whole] && others is [var part, var rest] && (whole == part + rest || whole == rest + part);

    /// <summary>One letter; not the last one of Michel and Michèle, who are two.</summary>
    static bool IsSlip(string one, string other) =>
        Math.Min(one.Length, other.Length) >= LongWord
        && one != $"{other}e"
        && other != $"{one}e"
        && Math.Abs(one.Length - other.Length) <= 1
        && Nearest.Edits(one, other) <= 1;

    /// <summary>Pairs of near names that have a word in common, each once: to compare each with each would take too long.</summary>
    public static IEnumerable<(T One, T Other)> Pairs<T>(IEnumerable<T> people, Func<T, string> keyOf)
    {
        var byWord = people
            .SelectMany(person => keyOf(person).Split(' ').Distinct().Select(word => (word, person)))
            .ToLookup(p => p.word, p => p.person);
        var seen = new HashSet<(T, T)>();
        foreach (var group in byWord)
        {
            var alike = group.ToList();
            for (var one = 0; one < alike.Count; one++)
            for (var other = one + 1; other < alike.Count; other++)
                if (AreNear(keyOf(alike[one]), keyOf(alike[other])) && seen.Add((alike[one], alike[other])))
                    yield return (alike[one], alike[other]);
        }
    }
}
