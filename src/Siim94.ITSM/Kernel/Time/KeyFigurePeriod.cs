using System.Globalization;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>Periods of key figures: <c>2017</c> or <c>2017-03</c>, stored as 2017 and 201703.</summary>
static class KeyFigurePeriod
{
    const int LargestYear = 9999;

    public static int? Parse(string text)
    {
        var parts = text.Split('-');
        if (
            parts.Length > 2
            || parts[0].Length != 4
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or > 2100
        )
            return null;
        if (parts.Length == 1)
            return year;
        return
            parts[1].Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && month is >= 1 and <= 12
            ? year * 100 + month
            : null;
    }

    public static string Text(int period) => IsMonth(period) ? $"{period / 100}-{period % 100:00}" : $"{period}";

    /// <summary>For people: <c>2017</c>, <c>03/2017</c>.</summary>
    public static string Label(string period) => period.Length > 4 ? $"{period[5..]}/{period[..4]}" : period;

    public static bool IsMonth(int period) => period > LargestYear;

    public static int YearOf(int period) => IsMonth(period) ? period / 100 : period;

    /// <summary>The same period of the year before.</summary>
    public static int YearBefore(int period) => IsMonth(period) ? period - 100 : period - 1;

    /// <summary>
    /// Whether a figure followed by year or by month should have a value for a period: it is over, and the figure was not closed by then.
    /// </summary>
    public static bool IsDue(int period, bool isMonthly, DateOnly? closedOn, DateOnly today) =>
        IsMonth(period) == isMonthly
        && Period.Of(period) is { } due
        && due.LastDay < today
        && (closedOn is not { } closed || due.FirstDay < closed);

    /// <summary>The years or months of a range of years, in order.</summary>
    public static IEnumerable<int> Between(int fromYear, int toYear, bool isMonthly) =>
        from year in Enumerable.Range(fromYear, Math.Max(0, toYear - fromYear + 1))
        from period in isMonthly ? Enumerable.Range(year * 100 + 1, 12) : [year]
        select period;
}
