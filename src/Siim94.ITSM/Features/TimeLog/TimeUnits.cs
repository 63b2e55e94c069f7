namespace Siim94.ITSM.Features.TimeLog;

/// <summary>The units of the API and of the database, and quantities in millionths of them.</summary>
static class TimeUnits
{
    /// <summary>More than 24 h cannot have been worked in a day.</summary>
    public const int MinutesInADay = 24 * 60;

    /// <summary>The unit of a code; null when the code is unknown.</summary>
    public static TimeUnit? Parse(string? code) =>
        code switch
        {
            "d" => TimeUnit.Day,
            "h" => TimeUnit.Hour,
            "min" => TimeUnit.Minute,
            _ => null,
        };

    public static string Code(TimeUnit unit) =>
        unit switch
        {
            TimeUnit.Day => "d",
            TimeUnit.Hour => "h",
            TimeUnit.Minute => "min",
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of time."),
        };

    /// <summary>A quantity in millionths, exact: a quantity with more than six decimals has none.</summary>
    public static long? ToMicros(decimal quantity)
    {
        var micros = quantity * WorkDay.MicrosPerUnit;
        return decimal.Truncate(micros) == micros && Math.Abs(micros) < long.MaxValue / 10_000 ? (long)micros : null;
    }

    public static decimal FromMicros(long micros) => micros / (decimal)WorkDay.MicrosPerUnit;

    /// <summary>Millionths of minutes of a quantity, a day as seven hours: for the order of a list, never for a figure.</summary>
    public static long MicroMinutesOf(decimal quantity, string unit) =>
        (long)(quantity * WorkDay.MicrosPerUnit)
        * Parse(unit) switch
        {
            TimeUnit.Day => WorkDay.DefaultMinutes,
            TimeUnit.Hour => 60,
            _ => 1,
        };

    /// <summary>The same of a row with its <c>QuantityMicros</c> and <c>Unit</c>, in SQL.</summary>
    public static string MicroMinutesOf(string table) =>
        $"({table}.QuantityMicros * CASE {table}.Unit WHEN 'd' THEN 420 WHEN 'h' THEN 60 ELSE 1 END)";
}
