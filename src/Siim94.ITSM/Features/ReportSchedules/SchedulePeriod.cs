using System.Globalization;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Which months a report covers, seen from the day it falls due.</summary>
static class SchedulePeriod
{
    public const string YearToDate = "year-to-date",
        LastMonth = "last-month",
        LastQuarter = "last-quarter",
        LastYear = "last-year";

    public static readonly IReadOnlyList<string> All = [YearToDate, LastMonth, LastQuarter, LastYear];

    /// <summary>Those that are a year, or the part of one that is over.</summary>
    public static readonly IReadOnlyList<string> Years = [YearToDate, LastYear];

    /// <summary>First and last month, both included.</summary>
    public static (Month From, Month To) Of(string period, DateOnly day)
    {
        var thisMonth = new DateOnly(day.Year, day.Month, 1);
        var thisQuarter = new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);
        return period switch
        {
            LastMonth => (MonthOf(thisMonth.AddMonths(-1)), MonthOf(thisMonth.AddMonths(-1))),
            LastQuarter => (MonthOf(thisQuarter.AddMonths(-3)), MonthOf(thisQuarter.AddMonths(-1))),
            LastYear => (new(day.Year - 1, 1), new(day.Year - 1, 12)),
            YearToDate => (new(day.Year, 1), MonthOf(thisMonth)),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period of reports."),
        };
    }

    /// <summary><c>2017</c>, <c>mars 2017</c> or <c>janvier 2017 – mars 2017</c>, in the reader's language.</summary>
    public static string Text(Month from, Month to) =>
        from.Year == to.Year && from.Number == 1 && to.Number == 12 ? from.Year.ToString(CultureInfo.InvariantCulture)
        : from == to ? from.FirstDay.ToString("Y")
        : $"{from.FirstDay:Y} – {to.FirstDay:Y}";

    static Month MonthOf(DateOnly day) => new(day.Year, day.Month);
}
