namespace Siim94.ITSM.Features.Calls;

/// <summary>
/// Counts what others chose for each word of a title: a word that means one thing weighs more than one that means anything.
/// </summary>
sealed class TitleGuess
{
    // Articles and the like; two tickets are a coincidence.
    const int ShortestWord = 4,
        FewestTickets = 3;

    // Of all that the words say, so much must be for one choice.
    const double LeastShare = 0.4;

    readonly Dictionary<long, double> weights = [];
    double all;

    /// <summary>Whether a word is worth asking.</summary>
    public static bool Says(string word) => word.Length >= ShortestWord;

    /// <summary>Adds what was chosen on tickets with one word; null where nothing was.</summary>
    public void Add(IEnumerable<long?> chosen)
    {
        var counts = chosen.OfType<long>().CountBy(id => id).ToDictionary();
        var total = counts.Values.Sum();
        if (total < FewestTickets)
            return;
        foreach (var (id, count) in counts)
        {
            var share = (double)count / total;
            weights[id] = weights.GetValueOrDefault(id) + share * share;
            all += share * share;
        }
    }

    /// <summary>What most speaks for, among those that may be chosen; null where too little does.</summary>
    public long? Best(Func<long, bool> mayBeChosen)
    {
        var (best, weight) = weights
            .Where(choice => mayBeChosen(choice.Key))
            .OrderByDescending(choice => choice.Value)
            .ThenBy(choice => choice.Key)
            .FirstOrDefault();
        return all > 0 && weight / all >= LeastShare ? best : null;
    }
}
