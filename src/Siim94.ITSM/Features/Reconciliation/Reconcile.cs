namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>
/// Compares a published file with the ledger and with itself, and says what each error is rather than everything it upsets.
/// </summary>
public static class Reconcile
{
    /// <summary>Every finding of a file.</summary>
    /// <param name="ledger">What the ledger computes for the tables it knows; a table absent here is judged by the file alone.</param>
    /// <param name="relations">How the tables are bound to each other.</param>
    /// <param name="resolve">(row axis, printed label) → key of the ledger's row, null when nobody knows the label.</param>
    public static ReconciliationResult Run(
        PublishedFile file,
        IReadOnlyList<ComputedTable> ledger,
        IReadOnlyList<TableRelation> relations,
        Func<string, string, string?> resolve
    )
    {
        var computed = ledger.ToDictionary(table => table.Id);
        var tables = file.Tables.Select(table => new PrintedTable(table, computed.GetValueOrDefault(table.Id), resolve)).ToList();
        return new Reconciler(tables, relations).Run();
    }
}

/// <summary>
/// One pass over a file, from the error that explains most to the one that explains least: exchanged columns are put back, missing rows
/// counted in, cells set against the ledger, totals against their rows, and only then tables against each other.
/// </summary>
sealed class Reconciler(IReadOnlyList<PrintedTable> tables, IReadOnlyList<TableRelation> relations)
{
    readonly Dictionary<string, PrintedTable> byId = tables.ToDictionary(table => table.Id);
    readonly List<string> notes = [];
    readonly List<(int Order, Finding Finding)> findings = [];
    readonly List<CellFault> cellFaults = [];
    ILookup<(PrintedTable, int), CellFault> wrongCells = Array.Empty<CellFault>().ToLookup(fault => (fault.Table, fault.Column));
    readonly List<MissingRow> missingRows = [];

    public ReconciliationResult Run()
    {
        SetForeignAside();
        foreach (var exchanges in ColumnExchange.Undo(tables, relations).GroupBy(exchange => (exchange.Table, Years(exchange))))
        {
            Add(exchanges.Key.Table, Sentences.Exchanged([.. exchanges]));
        }

        foreach (var exchange in TableExchange.Undo(tables))
        {
            Add(exchange.Left, Sentences.Exchanged(exchange));
        }

        missingRows.AddRange(MissingRow.Find(tables, relations, byId));
        FindCellFaults();
        wrongCells = cellFaults.Where(fault => fault.Agreement == Agreement.Differs).ToLookup(fault => (fault.Table, fault.Column));
        var totalFaults = FindTotalFaults();
        var contradictions = Contradiction.Find(relations, byId).Where(IsUnexplained).ToList();
        contradictions.RemoveAll(one => contradictions.Exists(other => IsBehind(other, one)));

        foreach (var missing in missingRows)
        {
            Add(missing.Table, Sentences.Missing(missing));
        }

        foreach (var fault in totalFaults.Where(fault => !contradictions.Exists(one => Explains(one, fault))))
        {
            Add(fault.Table, Sentences.Total(fault));
        }

        foreach (
            var fault in cellFaults.Where(fault =>
                !contradictions.Exists(one =>
                    one.Figures.Any(figure => fault.Is(figure) || (fault.IsShareOf(figure) && IsDoubtful(figure)))
                )
            )
        )
        {
            Add(fault.Table, Sentences.Cell(fault));
        }

        while (contradictions.Count > 0)
        {
            var first = contradictions[0];
            var same = contradictions
                .Where(one => one == first || (IsOfTotals(one) && IsOfTotals(first) && one.Figures.Intersect(first.Figures).Any()))
                .ToList();
            var others = same.SelectMany(one => one.Figures)
                .Select(figure => figure.Table)
                .Except(first.Figures.Select(figure => figure.Table))
                .ToList();
            Add(first.WholeFigure.Table, Sentences.Contradicting(first, others));
            contradictions.RemoveAll(same.Contains);
        }

        return new ReconciliationResult([.. findings.OrderBy(finding => finding.Order).Select(finding => finding.Finding)], notes);
    }

    /// <summary>
    /// A file that mostly disagrees with the ledger speaks of other lines: comparing it cell by cell would drown its own errors.
    /// </summary>
    void SetForeignAside()
    {
        var (equal, compared) = (0, 0);
        foreach (var table in tables)
        {
            for (var column = 0; column < table.Columns.Length; column++)
            {
                for (var row = 0; row < table.RowCount && table.HasLedger(column); row++)
                {
                    if (table.Cell(row, column) is not null || table.Exact(row, column) is not null)
                    {
                        compared++;
                        equal += table.CellAgreement(row, column) == Agreement.Differs ? 0 : 1;
                    }
                }
            }
        }

        if (equal * 2 < compared || compared == 0)
        {
            notes.Add(Words.NoteForeignFile);
            foreach (var table in tables)
            {
                table.IsComparable = false;
            }

            return;
        }

        foreach (var table in tables)
        {
            var unknown = Enumerable
                .Range(0, table.Columns.Length)
                .Where(column => !table.HasLedger(column))
                .Select(column => table.CellHeadings[column])
                .ToList();
            if (table.Ledger is null)
            {
                notes.Add(string.Format(Words.NoteUnknownTable, table.Id));
            }
            else if (unknown.Count > 0)
            {
                notes.Add(string.Format(Words.NoteUnknownColumns, Sentences.Name(table), string.Join(", ", unknown)));
            }
        }
    }

    static string Years(ColumnExchange exchange) =>
        $"{exchange.Table.Columns[exchange.Left].Year} {exchange.Table.Columns[exchange.Right].Year}";

    void FindCellFaults()
    {
        foreach (var table in tables)
        {
            var shares = Shares.Faults(table).ToDictionary(fault => (fault.Row, fault.Column));
            for (var row = 0; row < table.RowCount; row++)
            {
                for (var column = 0; column < table.Columns.Length; column++)
                {
                    var agreement = table.HasLedger(column) ? table.CellAgreement(row, column) : Agreement.Equal;
                    var isLedgerSilent = !table.HasLedger(column);
                    if (shares.TryGetValue((row, column), out var share))
                    {
                        if (isLedgerSilent || agreement != Agreement.Equal)
                        {
                            cellFaults.Add(new CellFault(table, row, column, Agreement.Differs, share.AmountColumn));
                        }
                    }
                    else if (agreement != Agreement.Equal && !IsShareOfItsAmount(table, row, column))
                    {
                        cellFaults.Add(new CellFault(table, row, column, agreement, null));
                    }
                }
            }
        }
    }

    /// <summary>A share that follows from its printed amount is only as wrong as that amount, which is judged on its own.</summary>
    static bool IsShareOfItsAmount(PrintedTable table, int row, int column) =>
        table.Columns[column].IsShare
        && table.Cell(row, column) is not null
        && Array.Exists(table.Columns, other => other.Year == table.Columns[column].Year && !other.IsShare);

    List<TotalFault> FindTotalFaults()
    {
        var faults = new List<TotalFault>();
        foreach (var table in tables)
        {
            for (var column = 0; column < table.Columns.Length; column++)
            {
                if (table.Total(column) is { } total && TotalFaultOf(table, column, total) is { } fault)
                {
                    faults.Add(fault);
                }
            }
        }

        return [.. TotalFault.ToldApart(faults)];
    }

    TotalFault? TotalFaultOf(PrintedTable table, int column, decimal total)
    {
        var sum = table.RowSum(column);
        var missing = missingRows.Where(row => row.Table == table).ToList();
        var exactTotal = table.HasLedger(column) ? table.ExactTotal(column) : null;
        if (exactTotal is not { } exact)
        {
            var explained = missing.Any(row => row.Explains(total - sum, column, table));
            return total == sum || explained
                ? null
                : new TotalFault(table, column, total, sum, null, IsRounding: Math.Abs(total - sum) <= table.Slack(column), null);
        }

        var rightSum = RightSum(table, column) + missing.Sum(row => row.LedgerAmount(column));
        var tolerance = table.TotalTolerance(column);
        if (total >= Math.Min(exact, rightSum) - tolerance && total <= Math.Max(exact, rightSum) + tolerance)
        {
            return total == rightSum ? null : new TotalFault(table, column, total, rightSum, null, IsRounding: true, null);
        }

        var hasOtherFault = rightSum != sum;
        return hasOtherFault && table.TotalFollowsRows(column)
            ? null
            : new TotalFault(table, column, total, rightSum, exact, IsRounding: false, null)
            {
                RightCells = WrongCells(table, column).ToDictionary(fault => fault.Row, fault => fault.Computed ?? 0),
                MissingAmount = missing.Sum(row => row.LedgerAmount(column)),
            };
    }

    /// <summary>The sum of the rows, with the ledger's figure in the place of each one that differs from it.</summary>
    decimal RightSum(PrintedTable table, int column) =>
        table.RowSum(column) + WrongCells(table, column).Sum(fault => (fault.Computed ?? 0) - (table.Cell(fault.Row, column) ?? 0));

    IEnumerable<CellFault> WrongCells(PrintedTable table, int column) =>
        wrongCells[(table, column)].Where(fault => table.IsCounted(fault.Row, column));

    /// <summary>
    /// A cell that its own table gives away (the total is right, the rows do not reach it) is named by the ledger; tables are set against
    /// each other only where each holds together by itself.
    /// </summary>
    bool IsUnexplained(Contradiction contradiction) =>
        !contradiction.Figures.Any(figure =>
            figure.Row is { } row
                ? wrongCells[(figure.Table, figure.Column)].Any(fault => fault.Row == row) && !HoldsTogether(figure.Table, figure.Column)
                : IsTotalOfWrongRows(contradiction, figure)
        );

    /// <summary>Whether a column's total goes with its rows as printed, rather than with the rows as they should be.</summary>
    bool HoldsTogether(PrintedTable table, int column)
    {
        if (table.Total(column) is not { } total)
        {
            return true;
        }

        var (sum, right) = (table.RowSum(column), RightSum(table, column));
        return table.TotalFollowsRows(column) && (sum == right || Math.Abs(total - sum) < Math.Abs(total - right));
    }

    /// <summary>
    /// Whether a column may be what is wrong in a contradiction: nothing vouches for it, or the ledger gives other figures.
    /// </summary>
    bool IsDoubtful(Figure figure) =>
        !figure.Table.HasLedger(figure.Column)
        || wrongCells[(figure.Table, figure.Column)].Any()
        || (
            figure.Table.Total(figure.Column) is { } total
            && PrintedTable.Agree(total, figure.Table.ExactTotal(figure.Column), figure.Table.TotalUnit) == Agreement.Differs
        );

    static bool IsOfTotals(Contradiction contradiction) => contradiction.Relation.Kind != RelationKind.RowsWithinRows;

    /// <summary>A row above its whole also carries its table's total away from the totals that it should equal.</summary>
    static bool IsBehind(Contradiction cause, Contradiction effect) =>
        !IsOfTotals(cause)
        && IsOfTotals(effect)
        && effect.Figures.Any(total =>
            total.Row is null && cause.Figures.Any(cell => cell.Table == total.Table && cell.Column == total.Column)
        );

    bool IsTotalOfWrongRows(Contradiction contradiction, Figure figure)
    {
        var isBelow =
            figure == contradiction.WholeFigure
                ? contradiction.Whole.High < contradiction.Parts.Low
                : contradiction.Parts.High < contradiction.Whole.Low;
        return (WrongCells(figure.Table, figure.Column).Any() && !HoldsTogether(figure.Table, figure.Column))
            || (
                isBelow
                && missingRows.Exists(missing =>
                    missing.Table == figure.Table
                    && missing.Columns.Contains(figure.Column)
                    && (!figure.Table.HasLedger(figure.Column) || missing.LedgerAmount(figure.Column) != 0)
                )
            );
    }

    /// <summary>Without a ledger, a row that exceeds its whole is also why its table's rows do not add up.</summary>
    static bool Explains(Contradiction contradiction, TotalFault fault) =>
        !fault.IsRounding
        && fault.Exact is null
        && contradiction.Exceeds
        && contradiction.Figures.Any(figure =>
            figure.Row is not null
            && figure.Table == fault.Table
            && figure.Column == fault.Column
            && (figure == contradiction.WholeFigure ? fault.Printed > fault.Sum : fault.Printed < fault.Sum)
            && Math.Abs(fault.Printed - fault.Sum) >= contradiction.Parts.Low - contradiction.Whole.High
        );

    void Add(PrintedTable table, Finding finding) => findings.Add((Order(table), finding));

    int Order(PrintedTable table)
    {
        for (var index = 0; index < tables.Count; index++)
        {
            if (tables[index] == table)
            {
                return index;
            }
        }

        return tables.Count;
    }
}
