namespace Siim94.ITSM.Kernel.Data;

/// <summary>What somebody may have meant who mistyped it.</summary>
static class Nearest
{
    // A list of more is not read, and a longer text is no name.
    const int Most = 3,
        LongestText = 60;

    // "IVR" means Ivry as "IVRI" does; two letters begin half of everything.
    const int ShortestBeginning = 3;

    /// <summary>Those that differ from a text in a letter in three at most, or begin with it, the nearest first.</summary>
    /// <param name="text">As somebody wrote it; accents, case and punctuation are ignored.</param>
    /// <param name="known">What it may have meant.</param>
    /// <param name="spellings">How one of these is written.</param>
    public static IReadOnlyList<T> To<T>(string text, IEnumerable<T> known, Func<T, IEnumerable<string>> spellings)
    {
        var meant = Folding.Fold(text);
        if (meant.Length > LongestText)
            return [];
        var tolerance = Math.Min(meant.Length / 3, 3);
        return
        [
            .. known
                .Select(item => (Item: item, Distance: spellings(item).Min(spelling => Distance(meant, Folding.Fold(spelling)))))
                .Where(near => near.Distance <= tolerance)
                .OrderBy(near => near.Distance)
                .Take(Most)
                .Select(near => near.Item),
        ];
    }

    static int Distance(string meant, string spelling) =>
        meant.Length >= ShortestBeginning && spelling.StartsWith(meant, StringComparison.Ordinal) ? 1
        : Math.Abs(meant.Length - spelling.Length) > 3 ? int.MaxValue
        : Edits(meant, spelling);

    /// <summary>How many letters were added, left out, replaced, or exchanged with the one beside.</summary>
    public static int Edits(string a, string b)
    {
        var (twoBack, back, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(back[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], twoBack[j - 2] + 1);
            }
            (twoBack, back, row) = (back, row, twoBack);
        }
        return back[b.Length];
    }
}
