namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// The picture of a table, however it is drawn: all rows, or the largest in the table's order where they are many, and of columns in two
/// units those of the first.
/// </summary>
/// <param name="IsLines">Rows are lines over the columns; otherwise columns are bars beside the rows.</param>
/// <param name="Columns">Labels of the columns drawn.</param>
/// <param name="Rows">Rows drawn, with a value a column.</param>
/// <param name="OmittedRows">How many smaller ones are not drawn.</param>
sealed record ReportChart(
    bool IsLines,
    IReadOnlyList<string> Columns,
    IReadOnlyList<(string Label, IReadOnlyList<decimal?> Values)> Rows,
    int OmittedRows
)
{
    // A chart of many narrow bars says nothing.
    const int MostBars = 20,
        MostLines = 4,
        MostBarColumns = 4;

    /// <summary>What the picture leaves out; null when it shows all rows.</summary>
    public string? Note => OmittedRows == 0 ? null : string.Format(Words.LargestDrawn, Rows.Count, Rows.Count + OmittedRows);

    /// <summary>Null for a table that has no picture.</summary>
    public static ReportChart? Of(Report report)
    {
        if (report.Chart is "none" or "sparklines" || report.Rows.Count == 0)
            return null;
        var amounts = AmountsOf(report);
        var isLines = report.Chart == "lines" && amounts.Count > 1;
        IReadOnlyList<int> drawn = isLines ? amounts : [.. amounts.TakeLast(MostBarColumns)];
        var rows = report
            .Rows.Select(row => (row.Label, Values: (IReadOnlyList<decimal?>)[.. drawn.Select(column => row.Cells[column].Value)]))
            .ToList();
        var largest = rows.Index()
            .OrderByDescending(row => row.Item.Values.Max() ?? 0)
            .Take(isLines ? MostLines : MostBars)
            .OrderBy(row => row.Index)
            .Select(row => row.Item)
            .ToList();
        return new(isLines, [.. drawn.Select(column => report.Columns[column].Label)], largest, rows.Count - largest.Count);
    }

    /// <summary>Columns that a picture shows: neither totals, shares nor changes, and of two units the first.</summary>
    public static IReadOnlyList<int> AmountsOf(Report report) =>
        [.. report.Columns.Index().Where(column => IsAmount(report, column.Item.Key)).Select(column => column.Index)];

    // Training days are not drawn beside people.
    static bool IsAmount(Report report, string key) =>
        key.Split('.')[0] != ReportColumn.TotalKey
        && !key.EndsWith(".share", StringComparison.Ordinal)
        && !key.EndsWith(".change", StringComparison.Ordinal)
        && !key.EndsWith(".change-percent", StringComparison.Ordinal)
        && (!key.Contains('.') || key.Split('.')[^1] == report.Columns[0].Key.Split('.')[^1]);
}
