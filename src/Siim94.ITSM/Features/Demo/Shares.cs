namespace Siim94.ITSM.Features.Demo;

/// <summary>Spreads a whole number over weights, exactly.</summary>
static class Shares
{
    /// <summary>Largest remainder: the shares add up to the total, none is more than one away from its proportion.</summary>
    public static IReadOnlyList<long> Split(long total, IReadOnlyList<long> weights)
    {
        var sum = weights.Sum();
        if (sum == 0)
            return [.. weights];
        var shares = weights.Select(weight => total * weight / sum).ToArray();
        var byRemainder = weights.Index().OrderByDescending(w => total * w.Item % sum).ThenBy(w => w.Index);
        foreach (var (index, _) in byRemainder.Take((int)(total - shares.Sum())))
            shares[index]++;
        return shares;
    }
}
