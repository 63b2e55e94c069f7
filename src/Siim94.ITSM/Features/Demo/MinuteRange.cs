namespace Siim94.ITSM.Features.Demo;

/// <summary>The whole minutes, first and last included, that a printed figure may stand for.</summary>
readonly record struct MinuteRange(long Least, long Most)
{
    public const int MinutesPerDay = 420;

    public static readonly MinuteRange None = new(0, 0);
    public static readonly MinuteRange Any = new(0, BoundedCirculation.Unlimited);

    // Each line's worth is rounded to half a microday at most: three minutes make up for 14,000 lines.
    const long SafetyMinutes = 3;

    // A tolerance in per cent alone would nail down the cells of a few minutes.
    const long ToleranceMinutes = 60;

    /// <summary>
    /// How far a cell may be from its proportional part, in per cent, the closest first; the last lets the other bounds decide alone.
    /// </summary>
    public static readonly IReadOnlyList<long?> TolerancePercents = [20, 50, 80, null];

    /// <summary>The amount nearest to the printed figure.</summary>
    public long Middle => (Least + Most + 1) / 2;

    public MinuteRange And(MinuteRange other) => new(Math.Max(Least, other.Least), Math.Min(Most, other.Most));

    public static MinuteRange Exactly(long minutes) => new(minutes, minutes);

    /// <summary>
    /// What a figure in days stands for, halves rounding up: 494 is [493.5, 494.5). A printed 0 is a little work, never none.
    /// </summary>
    public static MinuteRange OfDays(decimal printed, int decimals)
    {
        var range = Rounding(printed, decimals, MinutesPerDay);
        return printed > 0 ? range : range with { Least = Math.Min(SafetyMinutes, range.Most) };
    }

    /// <summary>What a printed percentage of an exact whole stands for.</summary>
    public static MinuteRange OfShare(decimal printedPercent, int decimals, long wholeMinutes) =>
        Rounding(printedPercent, decimals, wholeMinutes / 100m);

    /// <summary>The range around a proportional part, none for none; all amounts when there is no tolerance to keep to.</summary>
    public static MinuteRange Near(long minutes, long? tolerancePercent)
    {
        if (tolerancePercent is not { } percent)
            return Any;
        if (minutes == 0)
            return None;
        var slack = minutes * percent / 100 + ToleranceMinutes;
        return new(Math.Max(0, minutes - slack), minutes + slack);
    }

    /// <summary>
    /// One amount within each range, as near to the printed figures as possible, whose sum is within <paramref name="total"/>.
    /// </summary>
    /// <exception cref="InfeasibleException">The ranges do not allow the total.</exception>
    public static long[] Choose(IReadOnlyList<MinuteRange> ranges, MinuteRange total)
    {
        var amounts = ranges.Select(range => range.Middle).ToArray();
        var sum = amounts.Sum();
        var missing = Math.Clamp(sum, total.Least, total.Most) - sum;
        var rooms = ranges.Select((range, i) => missing > 0 ? range.Most - amounts[i] : amounts[i] - range.Least).ToArray();
        var room = rooms.Sum();
        if (Math.Abs(missing) > room)
        {
            throw new InfeasibleException([
                $"total [{total.Least}, {total.Most}]",
                $"rows [{ranges.Sum(r => r.Least)}, {ranges.Sum(r => r.Most)}]",
            ]);
        }

        // The part of the rows so far, rounded, less what they already have: the parts add up exactly and none exceeds its room.
        long roomSoFar = 0,
            givenSoFar = 0;
        for (var i = 0; i < amounts.Length && room > 0; i++)
        {
            roomSoFar += rooms[i];
            var given = missing * roomSoFar / room - givenSoFar;
            amounts[i] += given;
            givenSoFar += given;
        }

        return amounts;
    }

    static MinuteRange Rounding(decimal printed, int decimals, decimal minutesPerUnit)
    {
        var half = 0.5m;
        for (var i = 0; i < decimals; i++)
            half /= 10;
        var least = (long)Math.Max(0, Math.Ceiling((printed - half) * minutesPerUnit));
        var most = (long)Math.Ceiling((printed + half) * minutesPerUnit) - 1;
        var margin = Math.Min(SafetyMinutes, (most - least) / 4);
        return new(least == 0 ? 0 : least + margin, most - margin);
    }
}
