namespace Siim94.ITSM.Features.Tables;

/// <summary>The years of a table when the reader did not say.</summary>
static class YearRange
{
    public static async Task<(int From, int To)> Of(ReportEngine engine, ReportTable table, int? from, int? to, CancellationToken ct)
    {
        if (to is null)
        {
            var years = await engine.Years(ct);
            to = Math.Max(from ?? 0, years.Count > 0 ? years[^1] : from ?? 2017);
        }
        return (from ?? (table.ColumnAxis is Axis.Year ? to.Value - 1 : to.Value), to.Value);
    }
}
