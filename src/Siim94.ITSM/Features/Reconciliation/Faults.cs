namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>A cell that the ledger, or for a share its own amount, does not give.</summary>
/// <param name="AmountColumn">For a share that its row's amount cannot have given: the column of that amount.</param>
sealed record CellFault(PrintedTable Table, int Row, int Column, Agreement Agreement, int? AmountColumn)
{
    public decimal? Printed => Table.Cell(Row, Column);

    /// <summary>What should be printed; null for a blank.</summary>
    public decimal? Computed =>
        Table.HasLedger(Column)
            ? Table.Exact(Row, Column) is { } exact
                ? PrintedTable.Round(exact, Unit)
                : null
            : AmountColumn is { } amounts && Amount(amounts) is { } amount && TotalAmount(amounts) is > 0 and var total
                ? PrintedTable.Round(100 * amount / total, Unit)
                : null;

    public bool Is(Figure figure) => figure.Table == Table && figure.Row == Row && figure.Column == Column;

    /// <summary>Shares of a column whose amounts or total contradict another table are as wrong as these.</summary>
    public bool IsShareOf(Figure figure) => figure.Table == Table && figure.Column == AmountColumn;

    public decimal? Amount(int amountColumn) => Table.Cell(Row, amountColumn);

    public decimal TotalAmount(int amountColumn) =>
        Table.TotalFollowsRows(amountColumn) ? Table.Total(amountColumn)!.Value : Table.RowSum(amountColumn);

    decimal Unit => Table.UnitOf(null, Column);
}

/// <summary>A row that a table should have and has not.</summary>
/// <param name="Labels">How the parts spell the row; when no part prints it, the ledger's label, then the spellings of other
/// tables.</param>
/// <param name="Row">The ledger's row; null when only the parts tell.</param>
/// <param name="Parts">Where other tables print the row.</param>
/// <param name="Columns">Columns of the table where the row would print something.</param>
sealed record MissingRow(
    PrintedTable Table,
    string Key,
    IReadOnlyList<string> Labels,
    ComputedRow? Row,
    string? ParentLabel,
    IReadOnlyList<Figure> Parts,
    IReadOnlyList<int> Columns
)
{
    /// <summary>Every row that the ledger, or the parts of a whole, have and the file's table has not.</summary>
    public static IEnumerable<MissingRow> Find(
        IReadOnlyList<PrintedTable> tables,
        IReadOnlyList<TableRelation> relations,
        IReadOnlyDictionary<string, PrintedTable> byId
    )
    {
        foreach (var table in tables)
        {
            var parts = relations
                .Where(relation => relation.Kind == RelationKind.RowsWithinRows && relation.Whole == table.Id)
                .SelectMany(relation => relation.Parts)
                .Where(byId.ContainsKey)
                .Select(id => byId[id])
                .Distinct()
                .ToList();
            var keys = parts
                .SelectMany(part => part.Keys)
                .Concat(table.Ledger?.Rows.Select(row => row.Key) ?? [])
                .Distinct()
                .Where(key => table.RowOf(key) < 0);
            foreach (var key in keys)
            {
                if (Of(table, key, parts, tables) is { } missing)
                {
                    yield return missing;
                }
            }
        }
    }

    /// <summary>What the row adds to the printed rows of a column: nothing when the row it belongs to already contains it.</summary>
    public decimal LedgerAmount(int column) =>
        Row is not null && Table.HasLedger(column) && Adds(Table, Row, column) && Table.ExactBeside(Row, column) is { } exact
            ? PrintedTable.Round(exact, Table.UnitOf(null, column))
            : 0;

    /// <summary>
    /// Whether a total that is above its rows by this much may have counted the row: it holds at least what its parts print.
    /// </summary>
    public bool Explains(decimal excess, int column, PrintedTable table)
    {
        var parts = Parts.Where(figure => figure.Table.Columns[figure.Column] == table.Columns[column]).ToList();
        return parts.Count > 0
            && excess + table.Slack(column) >= parts.Sum(figure => figure.Table.CellInterval(figure.Row!.Value, figure.Column).Low)
            && excess > 0;
    }

    static MissingRow? Of(PrintedTable table, string key, List<PrintedTable> parts, IReadOnlyList<PrintedTable> tables)
    {
        var row = table.Ledger?.Rows.FirstOrDefault(row => row.Key == key);
        var printed = (
            from part in parts
            let partRow = part.RowOf(key)
            where partRow >= 0
            from column in Enumerable.Range(0, part.Columns.Length)
            where part.Cell(partRow, column) > 0 && table.ColumnOf(part.Columns[column]) >= 0
            select new Figure(part, partRow, column)
        ).ToList();
        var columns = Enumerable
            .Range(0, table.Columns.Length)
            .Where(column =>
                IsInLedger(table, row, column) || printed.Exists(figure => figure.Table.Columns[figure.Column] == table.Columns[column])
            )
            .ToList();
        if (columns.Count == 0)
        {
            return null;
        }

        var spellings = (printed.Count > 0 ? parts : tables.Where(other => other.Published.RowDimension == table.Published.RowDimension))
            .Where(other => other.RowOf(key) >= 0)
            .Select(other => other.Label(other.RowOf(key)))
            .Distinct()
            .ToList();
        if (row?.ParentKey is not null && spellings.Append(row.Label).Any(label => IsNoted(table, label)))
        {
            return null;
        }

        var parent =
            row?.ParentKey is { } parentKey
            && table.RowOf(parentKey) is >= 0 and var parentRow
            && !columns.Exists(column => IsInLedger(table, row, column))
                ? table.Label(parentRow)
                : null;
        return new MissingRow(
            table,
            key,
            printed.Count > 0 ? spellings : [.. spellings.Prepend(row!.Label).Distinct()],
            row,
            parent,
            printed,
            columns
        );
    }

    /// <summary>Whether the note under the table speaks of the row: it says in which other row that one is counted.</summary>
    static bool IsNoted(PrintedTable table, string label) =>
        Folding.Fold(table.Published.Note).Contains(PrintedTable.Fold(label), StringComparison.Ordinal);

    static bool IsInLedger(PrintedTable table, ComputedRow? row, int column) =>
        row is not null
        && table.HasLedger(column)
        && Adds(table, row, column)
        && PrintedTable.Agree(null, table.ExactBeside(row, column), table.UnitOf(null, column)) == Agreement.Differs;

    /// <summary>False for a row of a lower level whose parent is printed with it.</summary>
    static bool Adds(PrintedTable table, ComputedRow row, int column) =>
        row.ParentKey is not { } parent || (table.RowOf(parent) >= 0 && !table.IsInclusive(parent, column));
}

/// <summary>A printed total that is not the sum of its rows.</summary>
/// <param name="Sum">The sum of the rows, errors already found put right.</param>
/// <param name="Exact">The ledger's total, when it is what condemns the printed one.</param>
/// <param name="Run">The rows that the total adds up, when it leaves out some at one end of the table, or one in the middle.</param>
sealed record TotalFault(PrintedTable Table, int Column, decimal Printed, decimal Sum, decimal? Exact, bool IsRounding, AddedRows? Run)
{
    /// <summary>Row → the ledger's figure, for rows of the column that print another one.</summary>
    public IReadOnlyDictionary<int, decimal> RightCells { get; init; } = new Dictionary<int, decimal>();

    /// <summary>What the ledger gives to rows missing from the table.</summary>
    public decimal MissingAmount { get; init; }

    /// <summary>Tells totals that cover only some rows from those that cover nothing recognisable.</summary>
    public static IEnumerable<TotalFault> ToldApart(List<TotalFault> faults)
    {
        var runs = faults.Where(fault => !fault.IsRounding).ToDictionary(fault => fault, fault => fault.Runs());
        foreach (var fault in faults)
        {
            var matches = runs.GetValueOrDefault(fault) ?? [];
            var shared = matches.FirstOrDefault(run =>
                runs.Any(other =>
                    other.Key != fault && other.Key.Table == fault.Table && other.Value.Exists(candidate => candidate.Covers(run))
                )
            );
            yield return fault with
            {
                Run = matches.Find(run => run.IsConvincing) ?? shared,
            };
        }
    }

    /// <summary>Runs of the rows as printed, as they should be, and with the missing rows that the total may have counted.</summary>
    List<AddedRows> Runs()
    {
        var printed = Enumerable.Range(0, Table.RowCount).Select(row => Table.Cell(row, Column) ?? 0).ToArray();
        var right = printed.Select((value, row) => RightCells.GetValueOrDefault(row, value)).ToArray();
        return
        [
            .. AddedRows.Matching(printed, Printed, Table.TotalUnit),
            .. AddedRows.Matching(right, Printed, Table.TotalUnit),
            .. MissingAmount > 0 ? AddedRows.Matching(right, Printed - MissingAmount, Table.TotalUnit) : [],
        ];
    }
}

/// <summary>Rows whose sum is a printed total: those at one end of a table, or all but one.</summary>
/// <param name="Omitted">The row within that the total leaves out; null when it leaves out none but those beyond the end.</param>
sealed record AddedRows(int First, int Count, int? Omitted, bool IsConvincing)
{
    // Runs that end within so many units of the total, other than the one that meets it, tell how easily it could have been met by chance.
    const int Neighbourhood = 25;

    public IEnumerable<int> Rows => Enumerable.Range(First, Count).Where(row => row != Omitted);

    public bool Covers(AddedRows other) => (First, Count, Omitted) == (other.First, other.Count, other.Omitted);

    /// <summary>
    /// The runs whose sum is the total, to one unit of its last place, the nearest first, then those that leave out the fewest rows.
    /// </summary>
    public static List<AddedRows> Matching(decimal[] values, decimal total, decimal unit)
    {
        var all = values.Sum();
        var runs = Ends(values).Concat(AllButOne(values, all)).Where(run => run.Sum > 0 && run.Sum < all).ToList();
        var matching = runs.Where(run => Math.Abs(run.Sum - total) <= unit)
            .OrderBy(run => Math.Abs(run.Sum - total))
            .ThenByDescending(run => run.Count)
            .ToList();
        if (matching.Count == 0)
        {
            return [];
        }

        var sums = runs.Select(run => run.Sum).Distinct().ToList();
        var neighbours = sums.Count(sum => Math.Abs(sum - total) <= Neighbourhood * unit) - 1;
        return
        [
            .. matching.Select(run =>
            {
                var unitsThatWouldDo = run.Sum == total ? 1 : 3;
                return new AddedRows(run.First, run.Count, run.Omitted, neighbours * unitsThatWouldDo * 2 < 2 * Neighbourhood + 1);
            }),
        ];
    }

    static IEnumerable<(int First, int Count, int? Omitted, decimal Sum)> Ends(decimal[] values)
    {
        var (head, tail) = (0m, 0m);
        for (var count = 1; count < values.Length; count++)
        {
            head += values[count - 1];
            tail += values[^count];
            yield return (0, count, null, head);
            yield return (values.Length - count, count, null, tail);
        }
    }

    // Without the first or the last row it is a run of the others.
    static IEnumerable<(int First, int Count, int? Omitted, decimal Sum)> AllButOne(decimal[] values, decimal all) =>
        Enumerable.Range(1, Math.Max(0, values.Length - 2)).Select(row => (0, values.Length, (int?)row, all - values[row]));
}
