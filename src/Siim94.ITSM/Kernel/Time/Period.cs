namespace Siim94.ITSM.Kernel.Time;

/// <summary>A year or a month of the calendar, stored as <c>2017</c> or <c>201703</c>.</summary>
public readonly record struct Period(int Year, int? Month = null)
{
    const int LargestYear = 9999;

    /// <summary>The period of a stored number; null when it is none.</summary>
    public static Period? Of(int number) =>
        number <= LargestYear
            ? (number is >= 2000 and <= 2100 ? new Period(number) : null)
            : (number / 100 is >= 2000 and <= 2100 && number % 100 is >= 1 and <= 12 ? new Period(number / 100, number % 100) : null);

    public int Number => Month is { } month ? new Month(Year, month).YearMonth : Year;
    public bool IsYear => Month is null;

    public IEnumerable<Month> Months
    {
        get
        {
            var year = Year;
            return Month is { } month ? [new(year, month)] : Enumerable.Range(1, 12).Select(number => new Month(year, number));
        }
    }

    public DateOnly FirstDay => Months.First().FirstDay;
    public DateOnly LastDay => Months.Last().LastDay;

    /// <summary>For programs: <c>2017</c>, <c>2017-03</c>.</summary>
    public string Code => Month is { } month ? $"{Year:0000}-{month:00}" : $"{Year:0000}";

    /// <summary>For people: <c>2017</c>, <c>mars 2017</c>.</summary>
    public override string ToString() => IsYear ? $"{Year}" : FirstDay.ToString("MMMM yyyy");
}
