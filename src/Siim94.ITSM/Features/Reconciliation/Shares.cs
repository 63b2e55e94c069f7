namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Columns that print each row's share of the total beside its amount.</summary>
static class Shares
{
    /// <summary>Every share that its own row and total cannot have given.</summary>
    public static IEnumerable<(int Row, int Column, int AmountColumn)> Faults(PrintedTable table) =>
        Enumerable.Range(0, table.Columns.Length).SelectMany(column => Faults(table, column));

    public static IEnumerable<(int Row, int Column, int AmountColumn)> Faults(PrintedTable table, int column)
    {
        var amounts = table.ColumnOf(table.Columns[column] with { Measure = "" });
        amounts = amounts >= 0 ? amounts : table.ColumnOf(table.Columns[column] with { Measure = "days" });
        if (!table.Columns[column].IsShare || amounts < 0)
        {
            yield break;
        }

        var totals = table.TotalReadings(amounts);
        for (var row = 0; row < table.RowCount; row++)
        {
            if (!Fits(table, row, column, amounts, totals))
            {
                yield return (row, column, amounts);
            }
        }
    }

    static bool Fits(PrintedTable table, int row, int column, int amounts, IReadOnlyList<Interval> totals)
    {
        var amount = table.CellInterval(row, amounts);
        if (table.Cell(row, column) is not { } share)
        {
            return true;
        }

        var half = table.UnitOf(share, column) / 2;
        return totals.Any(total =>
            total.High > 0
            && share + half >= 100 * amount.Low / total.High
            && (total.Low <= 0 || share - half <= 100 * amount.High / total.Low)
        );
    }
}
