namespace Siim94.ITSM.Features.Allocation;

/// <summary>Splits a whole amount by weights, exactly: what rounding down leaves over goes one by one to the largest remainders.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// The part of each weight, in their order. Every part is within one of its exact quotient, equal remainders are served in the order of
    /// the codes, and a weight of zero gets zero.
    /// </summary>
    /// <param name="amount">What is split, not negative: millionths of a day, cents.</param>
    /// <param name="weights">Not negative, and not all zero.</param>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<(string Code, long Weight)> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        Int128 total = 0;
        foreach (var (code, weight) in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, code);
            total += weight;
        }
        if (total == 0)
            throw new ArgumentException("No weight at all.", nameof(weights));

        var parts = weights.Select(weight => (long)((Int128)amount * weight.Weight / total)).ToArray();
        var left = (int)(amount - parts.Sum());
        foreach (
            var index in Enumerable
                .Range(0, parts.Length)
                .OrderByDescending(index => (Int128)amount * weights[index].Weight % total)
                .ThenBy(index => weights[index].Code, StringComparer.Ordinal)
                .Take(left)
        )
            parts[index]++;
        return parts;
    }
}
