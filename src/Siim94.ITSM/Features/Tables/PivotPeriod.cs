namespace Siim94.ITSM.Features.Tables;

/// <summary>Years and months as people write them.</summary>
static class PivotPeriod
{
    /// <summary>The days of a leap year.</summary>
    const int MostColumns = 366;

    /// <summary>First and last month of <c>2016</c> or <c>2016-03</c>; null for anything else.</summary>
    public static (Month First, Month Last)? Parse(string? text)
    {
        if (text is null || KeyFigurePeriod.Parse(text) is not { } period)
            return null;
        return period > 9999 ? (new(period / 100, period % 100), new(period / 100, period % 100)) : (new(period, 1), new(period, 12));
    }

    public static bool IsBlankOrPeriod(string? text) => string.IsNullOrEmpty(text) || Parse(text) is not null;

    public static async Task<(Month From, Month To)> Of(
        string? fromText,
        string? toText,
        ReportTable table,
        ReportEngine engine,
        CancellationToken ct
    )
    {
        var (from, to) = (Parse(fromText)?.First, Parse(toText)?.Last);
        if (to is null)
        {
            var years = await engine.Years(ct);
            to = new(Math.Max(from?.Year ?? 0, years.Count > 0 ? years[^1] : from?.Year ?? 2017), 12);
        }
        from ??= new(table.ColumnAxis is Axis.Year ? to.Value.Year - 1 : to.Value.Year, 1);
        if (table.ColumnAxis is { } axis && AxisKeys.IsTime(axis) && AxisKeys.KeysBetween(axis, from.Value, to.Value).Count() > MostColumns)
            throw Refusal.Field("Columns", "pivot.too-many-columns", string.Format(Words.TooManyColumns, MostColumns));
        return (from.Value, to.Value);
    }
}
