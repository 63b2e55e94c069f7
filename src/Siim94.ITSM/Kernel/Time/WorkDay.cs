namespace Siim94.ITSM.Kernel.Time;

/// <summary>Unit in which time is entered.</summary>
public enum TimeUnit
{
    Day,
    Hour,
    Minute,
}

/// <summary>What a quantity of work is worth: whole minutes and whole millionths of a day, computed once when a line is written.</summary>
public readonly record struct WorkDay(long Minutes, long MicroDays)
{
    /// <summary>Default length of an agent's day (7 h, the legal week of 35 h over five days).</summary>
    public const int DefaultMinutes = 420;

    public const long MicrosPerUnit = 1_000_000;

    const int MinutesPerHour = 60;

    /// <summary>The worth of a quantity on a day that lasts <paramref name="dayMinutes"/>. Halves round up.</summary>
    /// <param name="quantityMicros">Millionths of <paramref name="unit"/>, not negative.</param>
    /// <param name="unit">Unit of the quantity.</param>
    /// <param name="dayMinutes">Length of the agent's day on that date.</param>
    public static WorkDay Of(long quantityMicros, TimeUnit unit, int dayMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantityMicros);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dayMinutes);
        return unit switch
        {
            TimeUnit.Day => new(Divide(quantityMicros * dayMinutes, MicrosPerUnit), quantityMicros),
            TimeUnit.Hour => FromMicroMinutes(quantityMicros * MinutesPerHour),
            TimeUnit.Minute => FromMicroMinutes(quantityMicros),
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };

        WorkDay FromMicroMinutes(long microMinutes) => new(Divide(microMinutes, MicrosPerUnit), Divide(microMinutes, dayMinutes));
    }

    static long Divide(long amount, long by) => (amount + by / 2) / by;
}
