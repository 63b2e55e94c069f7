using CsCheck;
using Siim94.ITSM.Features.Demo;

namespace Siim94.ITSM.Tests.Features.Demo;

public sealed class MinuteRangeTests
{
    [TestCase(494, 0, 494 * 420)]
    [TestCase(116.5, 1, 48_930)]
    [TestCase(190.14, 2, 79_859)]
    [TestCase(0, 0, 105)]
    [TestCase(0, 1, 10)]
    public void Starts_from_the_printed_figure(double printed, int decimals, long middle) =>
        Assert.That(MinuteRange.OfDays((decimal)printed, decimals).Middle, Is.EqualTo(middle));

    [Test]
    public void Every_amount_of_a_range_prints_as_the_figure() =>
        Gen.Select(Gen.Int[0, 300_000], Gen.Int[0, 2])
            .Sample(
                (hundredths, decimals) =>
                {
                    var printed = decimal.Round(hundredths / 100m, decimals, MidpointRounding.AwayFromZero);
                    var range = MinuteRange.OfDays(printed, decimals);
                    Assert.That(range.Least, Is.GreaterThan(0));
                    Assert.That(range.Most, Is.GreaterThanOrEqualTo(range.Least));
                    foreach (var minutes in (long[])[range.Least, range.Middle, range.Most])
                    {
                        Assert.That(decimal.Round(minutes / 420m, decimals, MidpointRounding.AwayFromZero), Is.EqualTo(printed));
                    }
                }
            );

    [Test]
    public void Chooses_amounts_within_every_range_and_the_total() =>
        (
            from starts in Gen.Long[0, 1000].Array[1, 20]
            from widths in Gen.Long[0, 50].Array[starts.Length]
            from place in Gen.Double[0, 1]
            select (starts, widths, place)
        ).Sample(example =>
        {
            var ranges = example.starts.Zip(example.widths, (start, width) => new MinuteRange(start, start + width)).ToArray();
            var sum = example.starts.Sum() + (long)(example.widths.Sum() * example.place);

            var amounts = MinuteRange.Choose(ranges, MinuteRange.Exactly(sum));

            Assert.That(amounts.Sum(), Is.EqualTo(sum));
            Assert.That(amounts.Zip(ranges).All(pair => pair.First >= pair.Second.Least && pair.First <= pair.Second.Most), Is.True);
        });

    [Test]
    public void Refuses_a_total_out_of_reach() =>
        Assert.Throws<InfeasibleException>(() => MinuteRange.Choose([new(1, 5), new(2, 6)], MinuteRange.Exactly(12)));
}
