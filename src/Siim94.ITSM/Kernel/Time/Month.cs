namespace Siim94.ITSM.Kernel.Time;

/// <summary>A calendar month, stored as <c>201703</c>.</summary>
public readonly record struct Month(int Year, int Number)
{
    public int YearMonth => Year * 100 + Number;
    public DateOnly FirstDay => new(Year, Number, 1);
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>The months of a range, both ends included, in order.</summary>
    public static IEnumerable<Month> Between(Month from, Month to)
    {
        for (var day = from.FirstDay; day <= to.LastDay; day = day.AddMonths(1))
            yield return Of(day);
    }
}
