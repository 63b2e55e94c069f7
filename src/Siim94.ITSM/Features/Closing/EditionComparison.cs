using System.Globalization;
using FluentValidation;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Closing;

/// <summary>Sets two states of the same tables and lines side by side.</summary>
static class EditionComparison
{
    public static IReadOnlyList<LineChange> Lines(IReadOnlyList<LineDigest> before, IReadOnlyList<LineDigest> after)
    {
        var (old, now) = (before.ToDictionary(Key), after.ToDictionary(Key));
        // A kind of line that an edition of long ago did not know yet has nothing to be compared with.
        return
        [
            .. old
                .Keys.Where(key => old[key].Digest != now.GetValueOrDefault(key)?.Digest)
                .OrderBy(key => key.Period)
                .ThenBy(key => key.Fact, StringComparer.Ordinal)
                .Select(key => new LineChange(
                    Period.Of(key.Period)!.Value.Code,
                    key.Fact,
                    old[key].LineCount,
                    now.GetValueOrDefault(key)?.LineCount ?? 0
                )),
        ];

        static (int Period, string Fact) Key(LineDigest line) => (line.Period, line.Fact);
    }

    /// <remarks>A column that only one of the two prints is an earlier year coming or going, not a change of its figures.</remarks>
    public static IReadOnlyList<FigureChange> Figures(int year, IReadOnlyList<Report> before, IReadOnlyList<Report> after)
    {
        var changes = new List<FigureChange>();
        foreach (var id in before.Concat(after).Select(report => report.Id).Distinct())
        {
            var (old, now) = (before.FirstOrDefault(report => report.Id == id), after.FirstOrDefault(report => report.Id == id));
            var printed = now ?? old!;
            var columns =
                old is null || now is null
                    ? printed.Columns
                    : [.. now.Columns.IntersectBy(old.Columns.Select(column => column.Key), column => column.Key)];
            var (oldCells, nowCells) = (CellsOf(old), CellsOf(now));
            foreach (var (row, label) in RowsOf(now).Concat(RowsOf(old)).DistinctBy(row => row.Key))
            foreach (var column in columns)
            {
                var (was, @is) = (oldCells.GetValueOrDefault((row, column.Key)), nowCells.GetValueOrDefault((row, column.Key)));
                if (was?.Value == @is?.Value)
                    continue;
                changes.Add(
                    new(
                        id,
                        printed.Title,
                        row == TotalKey ? null : row,
                        label,
                        column.Key,
                        column.Label,
                        was?.Value,
                        @is?.Value,
                        was?.Text ?? "",
                        @is?.Text ?? "",
                        (YearOf(column.Key) ?? year) == year
                    )
                );
            }
        }
        return changes;
    }

    // No code is empty.
    const string TotalKey = "";

    static IEnumerable<(string Key, string? Label)> RowsOf(Report? report) =>
        report is null ? [] : report.Rows.Select(row => (row.Key, (string?)row.Label)).Append((TotalKey, null));

    static Dictionary<(string Row, string Column), ReportCell> CellsOf(Report? report)
    {
        var cells = new Dictionary<(string, string), ReportCell>();
        if (report is null)
            return cells;
        foreach (var (key, line) in report.Rows.Select(row => (row.Key, row.Cells)).Append((TotalKey, report.Totals)))
        foreach (var (column, cell) in report.Columns.Zip(line))
            cells[(key, column.Key)] = cell;
        return cells;
    }

    /// <summary>The year that a column is about; null for one without, such as a department's.</summary>
    public static int? YearOf(string column) =>
        column.Length >= 4 && int.TryParse(column.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year
            : null;
}
