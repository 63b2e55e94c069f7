using System.Numerics;
using CsCheck;
using Siim94.ITSM.Features.Allocation;

namespace Siim94.ITSM.Tests.Features.Allocation;

sealed class LargestRemainderTests
{
    [TestCase(10, "A1 B1 C1", "4 3 3", Description = "Equal remainders are served in the order of the codes")]
    [TestCase(10, "C1 B1 A1", "3 3 4")]
    [TestCase(350_000_000, "X60 Y429", "42944785 307055215")]
    [TestCase(1, "A0 B1 C0", "0 1 0")]
    [TestCase(0, "A3 B1", "0 0")]
    [TestCase(long.MaxValue, "A1", "9223372036854775807")]
    public void Splits_as_expected(long amount, string weights, string expected) =>
        Assert.That(
            string.Join(' ', LargestRemainder.Split(amount, [.. weights.Split(' ').Select(w => (w[..1], long.Parse(w[1..])))])),
            Is.EqualTo(expected)
        );

    [Test]
    public void Refuses_to_split_without_any_weight()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(5, [("A", 0)]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(5, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => LargestRemainder.Split(5, [("A", -1), ("B", 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LargestRemainder.Split(-5, [("A", 1)]));
    }

    static readonly Gen<long> Weights = Gen.Frequency((2, Gen.Const(0L)), (5, Gen.Long[1, 500]), (1, Gen.Long[1, 1_000_000_000_000]));

    [Test]
    public void Adds_up_to_the_amount_within_one_of_each_quotient_and_gives_nothing_for_no_weight() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000_000], Weights.Array[1, 40])
            .Where(c => c.Item2.Any(weight => weight > 0))
            .Sample(
                (amount, weights) =>
                {
                    var named = weights.Select((weight, index) => ($"M{index:00}", weight)).ToList();
                    var parts = LargestRemainder.Split(amount, named);
                    var total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
                    Assert.That(parts.Sum(), Is.EqualTo(amount));
                    foreach (var (part, weight) in parts.Zip(weights))
                    {
                        Assert.That(
                            BigInteger.Abs((part * total) - (new BigInteger(amount) * weight)),
                            Is.LessThan(total),
                            "within one of the exact quotient"
                        );
                        if (weight == 0)
                            Assert.That(part, Is.Zero);
                    }
                }
            );

    [Test]
    public void Gives_everybody_the_same_in_whatever_order_they_come() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 9].Array[2, 12], Gen.Int)
            .Where(c => c.Item2.Any(weight => weight > 0))
            .Sample(
                (amount, weights, seed) =>
                {
                    var named = weights.Select((weight, index) => ($"M{index:00}", weight)).ToArray();
                    var shuffled = named.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    Dictionary<string, long> Split((string, long)[] of) =>
                        of.Zip(LargestRemainder.Split(amount, of)).ToDictionary(pair => pair.First.Item1, pair => pair.Second);
                    Assert.That(Split(shuffled), Is.EquivalentTo(Split(named)));
                }
            );
}
