namespace Siim94.ITSM.Features.People;

/// <summary>Names of people that may be the same, mistyped: <c>Dupond Jean</c> and <c>Jean Dupont</c>.</summary>
static class NearNames
{
    // In a shorter name two other letters are another name.
    const int LongName = 8;

    /// <summary>Whether two names, their words in an order of their own, differ in little.</summary>
    public static bool AreNear(string one, string other) =>
        Math.Abs(one.Length - other.Length) <= 2
        && one.Length > 0
        && Nearest.Edits(one, other) <= (Math.Min(one.Length, other.Length) >= LongName ? 2 : 1);

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
