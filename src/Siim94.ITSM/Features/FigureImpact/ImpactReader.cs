using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.FigureImpact;

/// <summary>Sets a table before and after a change side by side.</summary>
static class ImpactReader
{
    /// <param name="table">The table.</param>
    /// <param name="states">Its figures before and after, of all years or of each.</param>
    public static TableImpact Compare(
        ReportTable table,
        IReadOnlyList<((int? Year, ComputedReport Computed) Before, (int? Year, ComputedReport Computed) After)> states
    ) =>
        new(
            table.Id,
            table.Title.ToString(),
            table.Section,
            [.. states.SelectMany(state => Moves(state.Before.Year, state.Before.Computed, state.After.Computed))],
            [.. states.SelectMany(state => Renames(state.Before.Computed, state.After.Computed)).Distinct()]
        );

    static IEnumerable<FigureMove> Moves(int? year, ComputedReport before, ComputedReport after)
    {
        var (old, now) = (Cells(before), Cells(after));
        var columns = after.Columns.Concat(before.Columns).DistinctBy(column => column.Key).ToList();
        foreach (var (row, label) in Rows(after).Concat(Rows(before)).DistinctBy(row => row.Key))
        foreach (var column in columns)
        {
            long? was = old.TryGetValue((row, column.Key), out var o) ? o : null,
                becomes = now.TryGetValue((row, column.Key), out var n) ? n : null;
            if (was == becomes)
                continue;
            var change = (becomes ?? 0) - (was ?? 0);
            yield return new(
                year ?? int.Parse(column.Group, System.Globalization.CultureInfo.InvariantCulture),
                row == TotalKey ? null : row,
                label,
                column.Key,
                column.Label,
                Units(was),
                Units(becomes),
                ReportNumbers.Text(was, column.Decimals),
                ReportNumbers.Text(becomes, column.Decimals),
                (change > 0 ? "+" : "") + ReportNumbers.Text(change, column.Decimals)
            );
        }
    }

    static IEnumerable<RowRename> Renames(ComputedReport before, ComputedReport after) =>
        before
            .Rows.Join(after.Rows, row => row.Key, row => row.Key, (was, becomes) => new RowRename(was.Key, was.Label, becomes.Label))
            .Where(row => row.Before != row.After);

    // A table of lines without a value has a row with no key, too: the total is told apart by a key that no row has.
    const string TotalKey = "\0";

    static IEnumerable<(string Key, string? Label)> Rows(ComputedReport report) =>
        report.Rows.Select(row => (row.Key, (string?)row.Label)).Append((TotalKey, null));

    static Dictionary<(string, string), long> Cells(ComputedReport report)
    {
        var cells = new Dictionary<(string, string), long>();
        foreach (var (key, row) in report.Rows.Select(row => (row.Key, row.CellMicros)).Append((TotalKey, report.TotalMicros)))
        foreach (var (column, cell) in report.Columns.Zip(row))
            if (cell is { } micros)
                cells[(key, column.Key)] = micros;
        return cells;
    }

    static decimal? Units(long? micros) => micros is { } amount ? ReportNumbers.ToUnits(amount) : null;
}
