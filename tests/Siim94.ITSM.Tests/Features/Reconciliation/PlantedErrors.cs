using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Reconciliation;

/// <summary>A file with one error more, and the finding that should name it.</summary>
public sealed record PlantedError(string Name, PublishedFile File, string Kind, string Table, string? Row, string? Column)
{
    public bool IsNamedBy(Finding finding) =>
        finding.Kind == Kind
        && finding.Tables.Contains(Table)
        && (Row is null || finding.Rows.Contains(Row))
        && (Column is null || finding.Columns.Contains(Column));

    /// <summary>Every single cell changed: raised, doubled and blanked.</summary>
    public static IEnumerable<PlantedError> Cells(PublishedFile file) =>
        from table in file.Tables
        from row in Enumerable.Range(0, table.Rows.Count)
        from column in Enumerable.Range(0, table.Columns.Count)
        let value = table.Rows[row].Values[column]
        where value is not null
        from changed in (decimal?[])[value + 37, value * 2 + 3, value > 2 ? null : value + 5, Math.Floor(value.Value / 2)]
        where Math.Abs((changed ?? 0) - value.Value) >= 2
        select new PlantedError(
            $"cell {table.Id} {table.Rows[row].Label} {table.Columns[column]} {value} -> {changed}",
            file.With(table.Id, one => one.WithCell(row, column, changed)),
            FindingKind.CellDiffers,
            table.Id,
            table.Rows[row].Label,
            table.Columns[column]
        );

    /// <summary>Every total that adds up, changed by more than rounding allows.</summary>
    public static IEnumerable<PlantedError> Totals(PublishedFile file) =>
        from table in file.Tables
        where table.PublishedTotals is not null
        from column in Enumerable.Range(0, table.Columns.Count)
        let total = table.PublishedTotals![column]
        where total is not null && Math.Abs(total.Value - table.Sum(column)) < 3
        from changed in (decimal[])
            [total.Value + 20, total.Value - 20, Math.Round(total.Value * 1.1m) + 9, Math.Round(total.Value * 0.83m) - 7]
        select new PlantedError(
            $"total {table.Id} {table.Columns[column]} {total} -> {changed}",
            file.With(table.Id, one => one.WithTotal(column, changed)),
            FindingKind.TotalDiffers,
            table.Id,
            null,
            table.Columns[column]
        );

    /// <summary>Totals that add only the first or the last rows, where what is left out is more than rounding.</summary>
    public static IEnumerable<PlantedError> Runs(PublishedFile file) =>
        from table in file.Tables
        where table.PublishedTotals is not null
        from column in Enumerable.Range(0, table.Columns.Count)
        where table.PublishedTotals![column] is not null
        from count in Enumerable.Range(1, Math.Max(0, table.Rows.Count - 1))
        from atEnd in (bool[])[false, true]
        let rows = atEnd ? table.Rows.Skip(table.Rows.Count - count) : table.Rows.Take(count)
        let sum = rows.Sum(row => row.Values[column] ?? 0)
        where sum > 0 && table.Sum(column) - sum > table.Rows.Count
        select new PlantedError(
            $"run {table.Id} {table.Columns[column]} {(atEnd ? "last" : "first")} {count} of {table.Rows.Count}"
                + $" = {sum} / {table.Sum(column)}",
            file.With(table.Id, one => one.WithTotal(column, sum)),
            FindingKind.TotalCoversSomeRows,
            table.Id,
            null,
            table.Columns[column]
        );

    /// <summary>Totals that leave out one row in the middle, a large one, where no other rows make nearly as much.</summary>
    public static IEnumerable<PlantedError> Omissions(PublishedFile file) =>
        from table in file.Tables
        where table.PublishedTotals is not null
        from column in Enumerable.Range(0, table.Columns.Count)
        where table.PublishedTotals![column] is not null
        let values = table.Rows.Select(row => row.Values[column] ?? 0).ToArray()
        let all = values.Sum()
        from row in Enumerable.Range(1, Math.Max(0, table.Rows.Count - 2))
        let sum = all - values[row]
        let others = Enumerable
            .Range(1, values.Length - 1)
            .SelectMany(count => (decimal[])[values[..count].Sum(), values[count..].Sum(), all - values[count]])
            .Append(all)
        where values[row] > 25 && others.Count(other => Math.Abs(other - sum) <= 25) == 1
        select new PlantedError(
            $"omission {table.Id} {table.Columns[column]} {table.Rows[row].Label} {sum} / {all}",
            file.With(table.Id, one => one.WithTotal(column, sum)),
            FindingKind.TotalCoversSomeRows,
            table.Id,
            null,
            table.Columns[column]
        );

    /// <summary>
    /// Every column that two tables of the same rows share, exchanged between them, total or not, where enough of its figures are not
    /// alike.
    /// </summary>
    public static IEnumerable<PlantedError> TableExchanges(PublishedFile file) =>
        from left in file.Tables
        from right in file.Tables
        where string.CompareOrdinal(left.Id, right.Id) < 0 && left.RowDimension == right.RowDimension && left.Unit == right.Unit
        from heading in left.Columns.Intersect(right.Columns)
        let leftColumn = left.Columns.ToList().IndexOf(heading)
        let rightColumn = right.Columns.ToList().IndexOf(heading)
        let shared = (
            from row in Enumerable.Range(0, left.Rows.Count)
            let other = Enumerable.Range(0, right.Rows.Count).FirstOrDefault(other => KeyOf(right, other) == KeyOf(left, row), -1)
            where other >= 0
            select (Row: row, Other: other)
        ).ToList()
        where
            shared.Count(place =>
                Math.Abs((left.Rows[place.Row].Values[leftColumn] ?? 0) - (right.Rows[place.Other].Values[rightColumn] ?? 0)) > 3
            ) >= 4
        from withTotals in (bool[])[true, false]
        where !withTotals || (left.PublishedTotals is not null && right.PublishedTotals is not null)
        let exchanged = shared.Aggregate(file, (changed, place) =>
            changed
                .With(left.Id, one => one.WithCell(place.Row, leftColumn, right.Rows[place.Other].Values[rightColumn]))
                .With(right.Id, one => one.WithCell(place.Other, rightColumn, left.Rows[place.Row].Values[leftColumn]))
        )
        select new PlantedError(
            $"exchange of {heading} between {left.Id} and {right.Id}{(withTotals ? " with totals" : "")}",
            !withTotals
                ? exchanged
                : exchanged
                    .With(left.Id, one => one.WithTotal(leftColumn, right.PublishedTotals![rightColumn]))
                    .With(right.Id, one => one.WithTotal(rightColumn, left.PublishedTotals![leftColumn])),
            FindingKind.ColumnsExchanged,
            right.Id,
            null,
            heading
        );

    static string? KeyOf(PublishedTable table, int row) =>
        Syndicate.Resolve(table.RowDimension, table.Rows[row].Label) ?? table.Rows[row].Label;

    /// <summary>Every pair of columns of one measure exchanged, with and without their totals.</summary>
    public static IEnumerable<PlantedError> Exchanges(PublishedFile file) =>
        from table in file.Tables
        from left in Enumerable.Range(0, table.Columns.Count)
        from right in Enumerable.Range(left + 1, table.Columns.Count - left - 1)
        where ColumnHeading.Of(table.Columns[left]).Measure == ColumnHeading.Of(table.Columns[right]).Measure
        from withTotals in (bool[])[true, false]
        where withTotals || table.PublishedTotals is not null
        select new PlantedError(
            $"exchange {table.Id} {table.Columns[left]} {table.Columns[right]} {withTotals}",
            file.With(table.Id, one => one.Exchanged(left, right, withTotals)),
            FindingKind.ColumnsExchanged,
            table.Id,
            null,
            table.Columns[left]
        );

    /// <summary>Every row removed that prints something.</summary>
    public static IEnumerable<PlantedError> Rows(PublishedFile file) =>
        from table in file.Tables
        from row in Enumerable.Range(0, table.Rows.Count)
        where table.Rows[row].Values.Any(value => value > 0)
        select new PlantedError(
            $"row {table.Id} {table.Rows[row].Label}",
            file.With(table.Id, one => one.WithoutRow(row)),
            FindingKind.RowMissing,
            table.Id,
            table.Rows[row].Label,
            null
        );

    /// <summary>A part raised above its whole, and its total with it, so that its table holds together.</summary>
    public static IEnumerable<PlantedError> Parts(PublishedFile file) =>
        from id in (string[])["si-project-domain", "si-mco-domain"]
        let table = file.Table(id)
        let whole = file.Table("si-domain")
        from row in Enumerable.Range(0, table.Rows.Count)
        let key = Syndicate.Resolve("domain", table.Rows[row].Label)
        let wholeRow = whole.Rows.FirstOrDefault(one => Syndicate.Resolve("domain", one.Label) == key)
        where wholeRow is not null
        from column in (int[])[0, 1]
        let raised = wholeRow.Values[column + 1] + 60
        let total = table.PublishedTotals![column] + raised - (table.Rows[row].Values[column] ?? 0)
        select new PlantedError(
            $"parts {id} {table.Rows[row].Label} {table.Columns[column]} -> {raised}",
            file.With(id, one => one.WithCell(row, column, raised).WithTotal(column, total)),
            FindingKind.PartsExceedWhole,
            id,
            wholeRow.Label,
            table.Columns[column]
        );

    /// <summary>A row and the total of a sub-table raised together.</summary>
    public static IEnumerable<PlantedError> Wholes(PublishedFile file) =>
        from id in (string[])["si-mco", "si-project", "si-mco-domain", "si-project-domain", "si-domain"]
        let table = file.Table(id)
        from row in Enumerable.Range(0, table.Rows.Count)
        from column in Enumerable.Range(0, table.Columns.Count)
        where
            !table.Columns[column].EndsWith('%')
            && table.Rows[row].Values[column] > 0
            && Math.Abs(table.PublishedTotals![column]!.Value - table.Sum(column)) < 3
        select new PlantedError(
            $"whole {id} {table.Rows[row].Label} {table.Columns[column]}",
            file.With(id, one =>
                one.WithCell(row, column, one.Rows[row].Values[column] + 70).WithTotal(column, one.PublishedTotals![column] + 70)
            ),
            FindingKind.PartsDisagreeWithWhole,
            id,
            null,
            table.Columns[column]
        );
}
