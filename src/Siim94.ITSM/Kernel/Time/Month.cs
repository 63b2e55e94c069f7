namespace Siim94.ITSM.Kernel.Time;

/// <summary>A calendar month, stored as <c>201703</c>.</summary>
public readonly record struct Month(int Year, int Number)
{
    public int YearMonth => Year * 100 + Number;
    public DateOnly FirstDay => new(Year, Number, 1);
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);
}
