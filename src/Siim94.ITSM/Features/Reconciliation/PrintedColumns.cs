using System.Globalization;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Reconciliation;

static class PrintedColumns
{
    static readonly Dictionary<string, string> Suffixes = new()
    {
        [""] = "",
        ["%"] = ".share",
        ["agents"] = ".people",
        ["days"] = ".days",
    };

    /// <summary>The columns of a table that the ledger can compute; headings of another kind are left to the table's own rules.</summary>
    public static IReadOnlyList<PrintedColumn> Of(PublishedTable published)
    {
        var table = BuiltInTables.Find(published.Id)!;
        var columns = new List<PrintedColumn>();
        foreach (var heading in published.Columns)
        {
            var (yearText, measure) = ColumnHeading.Of(heading);
            if (!int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100)
                continue;
            if (!Suffixes.TryGetValue(measure, out var suffix))
                continue;
            var exists = suffix switch
            {
                "" => table.Measures is [{ Suffix: null }],
                ".share" => table.HasShares,
                _ => table.Measures.Any(measure => "." + measure.Suffix == suffix),
            };
            if (exists)
                columns.Add(new(heading, year, $"{year}{suffix}"));
        }
        return columns.Count > 0 && columns.Max(c => c.Year) - columns.Min(c => c.Year) < GetReport.MostYears ? columns : [];
    }
}
