namespace Siim94.ITSM.Features.Reports;

/// <summary>The picture of a table, however it is drawn: the first rows, and of columns in two units those of the first.</summary>
/// <param name="IsLines">Rows are lines over the columns; otherwise columns are bars beside the rows.</param>
/// <param name="Columns">Labels of the columns drawn.</param>
/// <param name="Rows">Rows drawn, with a value a column.</param>
sealed record ReportChart(bool IsLines, IReadOnlyList<string> Columns, IReadOnlyList<(string Label, IReadOnlyList<decimal?> Values)> Rows)
{
    // A chart of many narrow bars says nothing: the first rows do.
    const int MostBars = 12, MostLines = 4, MostBarColumns = 4;

    /// <summary>Null for a table that has no picture.</summary>
    public static ReportChart? Of(Report report)
    {
        if (report.Chart is "none" or "sparklines" || report.Rows.Count == 0) return null;
        var amounts = AmountsOf(report);
        var isLines = report.Chart == "lines" && amounts.Count > 1;
        IReadOnlyList<int> drawn = isLines ? amounts : [.. amounts.TakeLast(MostBarColumns)];
        return new(isLines, [.. drawn.Select(column => report.Columns[column].Label)], [.. report.Rows.Take(isLines ? MostLines : MostBars).Select(row => (row.Label, (IReadOnlyList<decimal?>)[.. drawn.Select(column => row.Cells[column].Value)]))]);
    }

    /// <summary>Columns that a picture shows: neither totals, shares nor changes, and of two units the first.</summary>
    public static IReadOnlyList<int> AmountsOf(Report report) => [.. report.Columns.Index().Where(column => IsAmount(report, column.Item.Key)).Select(column => column.Index)];

    // Training days are not drawn beside people.
    static bool IsAmount(Report report, string key) => key.Split('.')[0] != ReportColumn.TotalKey && !key.EndsWith(".share", StringComparison.Ordinal) && !key.EndsWith(".change", StringComparison.Ordinal) && !key.EndsWith(".change-percent", StringComparison.Ordinal)
        && (!key.Contains('.') || key.Split('.')[^1] == report.Columns[0].Key.Split('.')[^1]);
}
