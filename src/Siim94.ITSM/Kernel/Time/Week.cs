using System.Globalization;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>An ISO week, written <c>2017-S11</c> in addresses of pages and <c>2017-W11</c> for programs.</summary>
public readonly record struct Week(int Year, int Number)
{
    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));
    public DateOnly Sunday => Monday.AddDays(6);
    public Week Next => Of(Monday.AddDays(7));
    public Week Previous => Of(Monday.AddDays(-7));

    public static Week Of(DateOnly day)
    {
        var date = day.ToDateTime(default);
        return new(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }

    /// <summary>The week of a text; null when it is none.</summary>
    public static Week? Parse(string? text)
    {
        var parts = (text ?? "").ToUpperInvariant().Split(["-S", "-W"], StringSplitOptions.None);
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= 2000 and <= 2100
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= ISOWeek.GetWeeksInYear(year)
            ? new(year, number)
            : null;
    }

    /// <summary>For programs: <c>2017-W11</c>.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Year}-W{Number:00}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-S{Number:00}");
}
