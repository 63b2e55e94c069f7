namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>A column that two tables of the same rows print in each other's place.</summary>
/// <param name="Cells">Printed cells that fit the other table and not their own.</param>
sealed record TableExchange(PrintedTable Left, PrintedTable Right, ColumnHeading Column, int Cells)
{
    // Tables of the same rows are alike: a few cells that happen to fit the other one prove nothing.
    const int FewestCells = 4;
    const int LeftOverShare = 3;

    /// <summary>Finds the exchanges that the ledger tells and puts the figures back in their places.</summary>
    public static List<TableExchange> Undo(IReadOnlyList<PrintedTable> tables) =>
        [
            .. from pair in Pairs(tables)
            from column in pair.Left.Columns
            let places = Places(pair.Left, pair.Right, column)
            where places.Count > 0
            let exchange = Undo(pair.Left, pair.Right, column, places)
            where exchange is not null
            select exchange,
        ];

    static IEnumerable<(PrintedTable Left, PrintedTable Right)> Pairs(IReadOnlyList<PrintedTable> tables) =>
        from left in Enumerable.Range(0, tables.Count)
        from right in Enumerable.Range(left + 1, tables.Count - left - 1)
        where
            tables[left].Published.RowDimension == tables[right].Published.RowDimension
            && tables[left].Published.Unit == tables[right].Published.Unit
        select (tables[left], tables[right]);

    /// <summary>Where each table prints the rows that both have; none when the ledger does not know the column in both.</summary>
    static List<(Figure Left, Figure Right)> Places(PrintedTable left, PrintedTable right, ColumnHeading column)
    {
        var (leftColumn, rightColumn) = (left.ColumnOf(column), right.ColumnOf(column));
        return rightColumn < 0 || !left.HasLedger(leftColumn) || !right.HasLedger(rightColumn)
            ? []
            :
            [
                .. from row in Enumerable.Range(0, left.RowCount)
                let other = right.RowOf(left.Keys[row])
                where other >= 0 && left.LedgerKnows(row) && right.LedgerKnows(other)
                select (new Figure(left, row, leftColumn), new Figure(right, other, rightColumn)),
            ];
    }

    static TableExchange? Undo(PrintedTable left, PrintedTable right, ColumnHeading column, List<(Figure Left, Figure Right)> places)
    {
        var own = Faults(places);
        if (own < FewestCells)
            return null;
        places.ForEach(ExchangeCells);
        var exchanged = Faults(places);
        if (own - exchanged < FewestCells || exchanged * LeftOverShare > own)
        {
            places.ForEach(ExchangeCells);
            return null;
        }

        var (leftColumn, rightColumn) = (left.ColumnOf(column), right.ColumnOf(column));
        var before = TotalFaults();
        left.ExchangeTotal(leftColumn, right, rightColumn);
        if (TotalFaults() > before)
            left.ExchangeTotal(leftColumn, right, rightColumn);
        return new(left, right, column, own - exchanged);

        int TotalFaults() => ColumnExchange.TotalFault(left, leftColumn) + ColumnExchange.TotalFault(right, rightColumn);
    }

    static void ExchangeCells((Figure Left, Figure Right) place) =>
        place.Left.Table.ExchangeCell(
            place.Left.Row!.Value,
            place.Left.Column,
            place.Right.Table,
            place.Right.Row!.Value,
            place.Right.Column
        );

    static int Faults(List<(Figure Left, Figure Right)> places) => places.Sum(place => Fault(place.Left) + Fault(place.Right));

    static int Fault(Figure figure) => figure.Table.CellAgreement(figure.Row!.Value, figure.Column) == Agreement.Differs ? 1 : 0;
}
