namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Two columns of a table whose figures stand under each other's heading.</summary>
/// <param name="Cells">Printed cells that fit under the other heading and not under their own; 0 when no ledger was there to tell.</param>
/// <param name="Explained">Contradictions with other tables that are there as printed and gone once the columns are exchanged.</param>
sealed record ColumnExchange(PrintedTable Table, int Left, int Right, bool WithTotals, int Cells, IReadOnlyList<Contradiction> Explained)
{
    // An exchange must explain at least two figures and leave at most a third of the faults it explains: a few cells that happen to fit
    // both years prove nothing.
    const int FewestFigures = 2;
    const int LeftOverShare = 3;

    /// <summary>Finds the exchanges of the whole file and puts the figures back in their places.</summary>
    public static List<ColumnExchange> Undo(IReadOnlyList<PrintedTable> tables, IReadOnlyList<TableRelation> relations)
    {
        var byId = tables.ToDictionary(table => table.Id);
        var exchanges = new List<ColumnExchange>();
        foreach (var table in tables)
        {
            while (BestByLedger(table) is { } pair)
            {
                exchanges.Add(Undo(table, pair.Left, pair.Right, pair.Cells, relations, byId));
            }
        }

        while (BestByRelations(tables, relations, byId, exchanges) is { } pair)
        {
            exchanges.Add(Undo(pair.Table, pair.Left, pair.Right, 0, relations, byId));
        }

        return exchanges;
    }

    static ColumnExchange Undo(
        PrintedTable table,
        int left,
        int right,
        int cells,
        IReadOnlyList<TableRelation> relations,
        Dictionary<string, PrintedTable> byId
    )
    {
        var own = relations.Where(relation => Concerns(relation, table)).ToList();
        var before = Contradiction.Find(own, byId);
        table.ExchangeCells(left, right);
        var withTotals = TotalFaults(table, left, right) >= TotalFaultsExchanged(table, left, right);
        if (withTotals)
        {
            table.ExchangeTotals(left, right);
        }

        var after = Contradiction.Find(own, byId);
        return new ColumnExchange(table, left, right, withTotals, cells, [.. before.Where(one => !after.Exists(one.IsSameAs))]);
    }

    /// <summary>One column that the ledger knows is enough: the other may be of a year without a line.</summary>
    static (int Left, int Right, int Cells)? BestByLedger(PrintedTable table) =>
        Pairs(table)
            .Where(pair => table.HasLedger(pair.Left) || table.HasLedger(pair.Right))
            .Select(pair =>
                (
                    pair.Left,
                    pair.Right,
                    Own: CellFaults(table, pair.Left, pair.Right),
                    Exchanged: CellFaultsExchanged(table, pair.Left, pair.Right)
                )
            )
            .Where(pair => IsConvincing(pair.Own, pair.Exchanged))
            .OrderByDescending(pair => pair.Own - pair.Exchanged)
            .Select(pair => ((int Left, int Right, int Cells)?)(pair.Left, pair.Right, pair.Own - pair.Exchanged))
            .FirstOrDefault();

    static (PrintedTable Table, int Left, int Right)? BestByRelations(
        IReadOnlyList<PrintedTable> tables,
        IReadOnlyList<TableRelation> relations,
        Dictionary<string, PrintedTable> byId,
        List<ColumnExchange> done
    ) =>
        tables
            .SelectMany(table => Pairs(table).Select(pair => (Table: table, pair.Left, pair.Right)))
            .Where(pair =>
                !(pair.Table.HasLedger(pair.Left) && pair.Table.HasLedger(pair.Right))
                && !done.Exists(one =>
                    one.Table == pair.Table
                    && (one.Left == pair.Left || one.Left == pair.Right || one.Right == pair.Left || one.Right == pair.Right)
                )
            )
            .Select(pair => (pair, Faults: FaultsBothWays(pair.Table, pair.Left, pair.Right, relations, byId)))
            .Where(candidate => IsConvincing(candidate.Faults.Own, candidate.Faults.Exchanged))
            .OrderByDescending(candidate => candidate.Faults.Own - candidate.Faults.Exchanged)
            .Select(candidate => ((PrintedTable Table, int Left, int Right)?)candidate.pair)
            .FirstOrDefault();

    static bool IsConvincing(int own, int exchanged) => own - exchanged >= FewestFigures && exchanged * LeftOverShare <= own;

    static IEnumerable<(int Left, int Right)> Pairs(PrintedTable table) =>
        from left in Enumerable.Range(0, table.Columns.Length)
        from right in Enumerable.Range(left + 1, table.Columns.Length - left - 1)
        where table.Columns[left].Measure == table.Columns[right].Measure
        select (left, right);

    static int CellFaults(PrintedTable table, int left, int right) =>
        Enumerable.Range(0, table.RowCount).Where(table.LedgerKnows).Sum(row => Faults(table, row, left) + Faults(table, row, right));

    static int CellFaultsExchanged(PrintedTable table, int left, int right)
    {
        table.ExchangeCells(left, right);
        var faults = CellFaults(table, left, right);
        table.ExchangeCells(left, right);
        return faults;
    }

    static int Faults(PrintedTable table, int row, int column) =>
        table.HasLedger(column) && table.CellAgreement(row, column) == Agreement.Differs ? 1 : 0;

    static int TotalFaults(PrintedTable table, int left, int right) => TotalFault(table, left) + TotalFault(table, right);

    static int TotalFaultsExchanged(PrintedTable table, int left, int right)
    {
        table.ExchangeTotals(left, right);
        var faults = TotalFaults(table, left, right);
        table.ExchangeTotals(left, right);
        return faults;
    }

    /// <summary>0 for a total that the ledger or the rows give, 1 for one that some of the rows give, 2 for another.</summary>
    public static int TotalFault(PrintedTable table, int column)
    {
        if (
            table.Total(column) is not { } total
            || table.TotalFollowsRows(column)
            || (table.HasLedger(column) && PrintedTable.Agree(total, table.ExactTotal(column), table.TotalUnit) != Agreement.Differs)
        )
        {
            return 0;
        }

        var values = Enumerable.Range(0, table.RowCount).Select(row => table.Cell(row, column) ?? 0).ToArray();
        return AddedRows.Matching(values, total, table.TotalUnit).Count > 0 ? 1 : 2;
    }

    static (int Own, int Exchanged) FaultsBothWays(
        PrintedTable table,
        int left,
        int right,
        IReadOnlyList<TableRelation> relations,
        Dictionary<string, PrintedTable> byId
    )
    {
        var concerned = relations.Where(relation => Concerns(relation, table)).ToList();
        if (concerned.Count == 0 && !table.Columns[left].IsShare)
        {
            return (0, 0);
        }

        var own = Count();
        table.ExchangeCells(left, right);
        var withTotals = TotalFaults(table, left, right) >= TotalFaultsExchanged(table, left, right);
        if (withTotals)
        {
            table.ExchangeTotals(left, right);
        }

        var exchanged = Count();
        if (withTotals)
        {
            table.ExchangeTotals(left, right);
        }

        table.ExchangeCells(left, right);
        return (own, exchanged);

        int Count() =>
            Contradiction.Find(concerned, byId).Count(one => one.Column == table.Columns[left] || one.Column == table.Columns[right])
            + Enumerable
                .Range(0, table.Columns.Length)
                .Where(column => SameYear(table, column, left) || SameYear(table, column, right))
                .Sum(column => Shares.Faults(table, column).Count());
    }

    static bool SameYear(PrintedTable table, int one, int other) => table.Columns[one].Year == table.Columns[other].Year;

    static bool Concerns(TableRelation relation, PrintedTable table) => relation.Whole == table.Id || relation.Parts.Contains(table.Id);
}
