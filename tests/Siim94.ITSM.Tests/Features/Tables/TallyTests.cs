using CsCheck;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Tables;

sealed class TallyTests
{
    const long Micros = 1_000_000;

    static readonly Gen<long[]> Minutes = Gen.Long[0, 40].Array[1, 60];

    [Test]
    public void A_median_is_that_of_the_sorted_lines_however_they_are_put_together() =>
        Minutes.Sample(minutes =>
        {
            var sorted = minutes.Order().Select(one => (decimal)one * 60).ToList();
            var middle = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
            return Together(Measure.ResolutionMedian, [.. minutes.Select(one => one * 60)]) == (long)(middle / 60 * Micros);
        });

    [Test]
    public void Nine_lines_in_ten_are_not_above_the_value_and_it_is_the_smallest_such() =>
        Minutes.Sample(minutes =>
        {
            var value = Together(Measure.TakeChargeP90, [.. minutes.Select(one => one * 60)]) / Micros;
            return 10 * minutes.Count(one => one <= value) >= 9 * minutes.Length
                && 10 * minutes.Count(one => one < value) < 9 * minutes.Length;
        });

    [Test]
    public void A_mean_is_that_of_all_lines_and_not_of_the_means_of_parts() =>
        Gen.Long[1, 5]
            .Array[1, 60]
            .Sample(scores =>
                Together(Measure.Satisfaction, scores)
                == (long)Math.Round(scores.Sum() * (decimal)Micros / scores.Length, MidpointRounding.AwayFromZero)
            );

    [Test]
    public void A_share_is_in_per_cent()
    {
        var tally = new Tally(Measure.FirstLineShare);
        tally.Add(3, 4);
        Assert.That(tally.Micros, Is.EqualTo(75 * Micros));
    }

    /// <summary>The figure of two cells together, the second of which was looked at before.</summary>
    static long Together(Measure measure, long[] lines)
    {
        var (first, second) = (new Tally(measure), new Tally(measure));
        foreach (var (index, line) in lines.Index())
            (index % 3 == 0 ? first : second).Add(line, 1);
        if (second.Count > 0)
            _ = second.Micros;
        first.Add(second);
        return first.Micros;
    }
}
