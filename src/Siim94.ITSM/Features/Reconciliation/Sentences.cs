using System.Globalization;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Puts each error into a finding: what is printed, what it should be, and what explains it.</summary>
static class Sentences
{
    // A sentence names a few rows in full; beyond that it says how many there are.
    const int MostNames = 12;

    public static string Name(PrintedTable table) =>
        string.Format(Words.TableName, table.Published.Title.Length > 0 ? table.Published.Title : table.Id, table.Published.Section);

    public static Finding Exchanged(TableExchange exchange)
    {
        var heading = exchange.Left.Published.Columns[exchange.Left.ColumnOf(exchange.Column)];
        return new Finding(
            FindingKind.ColumnsExchanged,
            [exchange.Left.Id, exchange.Right.Id],
            [],
            [heading],
            null,
            null,
            string.Format(Words.TablesExchanged, Name(exchange.Left), Name(exchange.Right), heading)
                + " "
                + string.Format(Words.ColumnsExchangedLedger, exchange.Cells)
        );
    }

    /// <summary>Exchanged columns of one pair of years: the amounts, and the other measures when they are exchanged too.</summary>
    public static Finding Exchanged(IReadOnlyList<ColumnExchange> exchanges)
    {
        var table = exchanges[0].Table;
        var columns = exchanges
            .SelectMany(exchange => (string[])[table.Published.Columns[exchange.Left], table.Published.Columns[exchange.Right]])
            .ToList();
        var sentences = new List<string> { string.Format(Words.ColumnsExchanged, Name(table), string.Join(", ", columns)) };
        var cells = exchanges.Sum(exchange => exchange.Cells);
        if (cells > 0)
        {
            sentences.Add(string.Format(Words.ColumnsExchangedLedger, cells));
        }

        var explained = exchanges.SelectMany(exchange => exchange.Explained).ToList();
        var totals = explained
            .Where(one => one.Relation.Kind != RelationKind.RowsWithinRows)
            .Select(one => Name(Other(one, table)))
            .Distinct()
            .ToList();
        if (totals.Count > 0)
        {
            sentences.Add(string.Format(Words.ColumnsExchangedTotals, string.Join(", ", totals)));
        }

        var rows = explained
            .Where(one => one.Relation.Kind == RelationKind.RowsWithinRows)
            .Select(one => one.WholeFigure.Table.Label(one.WholeFigure.Row!.Value))
            .Distinct()
            .ToList();
        if (rows.Count > 0)
        {
            var whole = explained.First(one => one.Relation.Kind == RelationKind.RowsWithinRows).WholeFigure.Table;
            sentences.Add(string.Format(Words.ColumnsExchangedRows, rows.Count, Names(rows), Name(whole)));
        }

        return new Finding(FindingKind.ColumnsExchanged, [table.Id], [], columns, null, null, string.Join(" ", sentences));
    }

    public static Finding Missing(MissingRow missing)
    {
        var table = missing.Table;
        var headings = missing.Columns.Select(column => table.Published.Columns[column]).ToList();
        var sentences = new List<string> { string.Format(Words.RowMissing, Name(table), string.Join(" / ", missing.Labels)) };
        sentences.AddRange(
            missing
                .Parts.GroupBy(figure => figure.Table)
                .Select(part => string.Format(Words.RowMissingParts, Name(part.Key), string.Join(", ", part.Select(figure => At(figure)))))
        );
        var amounts = missing
            .Columns.Where(column => missing.LedgerAmount(column) != 0)
            .Select(column => string.Format(Words.AmountAt, Figure(missing.LedgerAmount(column)), table.Published.Columns[column]))
            .ToList();
        if (amounts.Count > 0)
        {
            sentences.Add(string.Format(Words.RowMissingLedger, string.Join(", ", amounts)));
        }
        else if (missing.ParentLabel is not null)
        {
            sentences.Add(string.Format(Words.RowMissingParent, missing.ParentLabel));
        }

        if (
            missing.Columns.Any(column => table.Total(column) is not null)
            && missing.Columns.All(column => table.Total(column) is null || table.TotalFollowsRows(column))
        )
        {
            sentences.Add(Words.RowMissingTotals);
        }

        var computed = missing.Columns is [var only] && missing.LedgerAmount(only) != 0 ? missing.LedgerAmount(only) : (decimal?)null;
        return new Finding(
            FindingKind.RowMissing,
            [table.Id, .. missing.Parts.Select(figure => figure.Table.Id).Distinct()],
            missing.Labels,
            headings,
            null,
            computed,
            string.Join(" ", sentences)
        );
    }

    public static Finding Cell(CellFault fault)
    {
        var table = fault.Table;
        var heading = table.CellHeadings[fault.Column];
        var place = string.Format(Words.CellPlace, Name(table), table.Label(fault.Row), heading);
        if (fault.AmountColumn is { } amounts && fault.Amount(amounts) is { } amount)
        {
            var total = fault.TotalAmount(amounts);
            return One(
                FindingKind.CellDiffers,
                string.Format(
                    Words.ShareDiffers,
                    place,
                    FigureOrBlank(fault.Printed),
                    Figure(amount),
                    Figure(total),
                    FigureOrBlank(fault.Computed)
                )
            );
        }

        if (fault.Agreement == Agreement.Near)
        {
            return One(
                FindingKind.Rounding,
                string.Format(Words.CellRounding, place, FigureOrBlank(fault.Printed), FigureOrBlank(fault.Computed))
            );
        }

        var isGivenAway = table.Total(fault.Column) is not null && !table.TotalFollowsRows(fault.Column);
        var message = string.Format(Words.CellDiffers, place, FigureOrBlank(fault.Printed), FigureOrBlank(fault.Computed));
        return One(FindingKind.CellDiffers, isGivenAway ? $"{message} {Words.CellDiffersTotal}" : message);

        Finding One(string kind, string message) =>
            new(kind, [table.Id], [table.Label(fault.Row)], [heading], fault.Printed, fault.Computed, message);
    }

    public static Finding Total(TotalFault fault)
    {
        var table = fault.Table;
        var heading = table.TotalHeadings[fault.Column];
        var place = string.Format(Words.TotalPlace, Name(table), heading);
        if (fault.IsRounding)
        {
            return One(
                FindingKind.Rounding,
                [],
                fault.Sum,
                string.Format(
                    Words.TotalRounding,
                    place,
                    Figure(fault.Printed),
                    Figure(fault.Sum),
                    Figure(Math.Abs(fault.Printed - fault.Sum))
                )
            );
        }

        if (fault.Run is { } run)
        {
            var rows = run.Rows.Select(table.Label).ToList();
            if (run.Omitted is { } omitted)
            {
                return One(
                    FindingKind.TotalCoversSomeRows,
                    rows,
                    fault.Sum,
                    string.Format(Words.TotalOmitsOneRow, place, Figure(fault.Printed), table.Label(omitted), Figure(fault.Sum))
                );
            }

            var sentence = run.First == 0 ? Words.TotalCoversFirstRows : Words.TotalCoversLastRows;
            return One(
                FindingKind.TotalCoversSomeRows,
                rows,
                fault.Sum,
                string.Format(sentence, place, Figure(fault.Printed), rows.Count, Names(rows), Figure(fault.Sum))
            );
        }

        if (fault.Exact is { } exact)
        {
            var computed = PrintedTable.Round(exact, table.TotalUnit);
            return One(
                FindingKind.TotalDiffers,
                [],
                computed,
                string.Format(Words.TotalDiffersLedger, place, Figure(fault.Printed), Figure(fault.Sum), Figure(computed))
            );
        }

        return One(
            FindingKind.TotalDiffers,
            [],
            fault.Sum,
            string.Format(Words.TotalDiffers, place, Figure(fault.Printed), Figure(fault.Sum))
        );

        Finding One(string kind, IReadOnlyList<string> rows, decimal computed, string message) =>
            new(kind, [table.Id], rows, [heading], fault.Printed, computed, message);
    }

    /// <param name="others">Further tables that the same figure contradicts.</param>
    public static Finding Contradicting(Contradiction contradiction, IReadOnlyList<PrintedTable> others)
    {
        var parts = contradiction.PartFigures;
        var whole = contradiction.WholeFigure;
        var sum = parts.Sum(figure => Value(figure) ?? 0);
        var printed = Value(whole);
        var partNames = string.Join(
            " + ",
            parts.Select(figure => string.Format(Words.PartFigure, FigureOrBlank(Value(figure)), Name(figure.Table)))
        );
        var wholeName = whole.Row is { } row
            ? string.Format(Words.CellPlace, Name(whole.Table), whole.Table.Label(row), Heading(whole))
            : string.Format(Words.TotalPlace, Name(whole.Table), Heading(whole));
        var sentences = new List<string>
        {
            string.Format(
                contradiction.Exceeds ? Words.PartsExceedWhole : Words.PartsDisagreeWithWhole,
                wholeName,
                FigureOrBlank(printed),
                partNames,
                Figure(sum)
            ),
        };
        sentences.AddRange(
            contradiction
                .Figures.Where(figure =>
                    figure.Table.HasLedger(figure.Column)
                    && Exact(figure) is { } exact
                    && PrintedTable.Agree(Value(figure), exact, Unit(figure)) == Agreement.Differs
                )
                .Select(figure =>
                    string.Format(
                        Words.LedgerSays,
                        Name(figure.Table),
                        Heading(figure),
                        Figure(PrintedTable.Round(Exact(figure)!.Value, Unit(figure)))
                    )
                )
        );
        if (others.Count > 0)
        {
            sentences.Add(string.Format(Words.AlsoContradicts, string.Join(", ", others.Select(Name))));
        }

        return new Finding(
            contradiction.Exceeds ? FindingKind.PartsExceedWhole : FindingKind.PartsDisagreeWithWhole,
            [.. parts.Select(figure => figure.Table.Id).Append(whole.Table.Id).Concat(others.Select(table => table.Id)).Distinct()],
            whole.Row is { } wholeRow ? [whole.Table.Label(wholeRow)] : [],
            [.. contradiction.Figures.Select(Heading).Distinct()],
            printed,
            sum,
            string.Join(" ", sentences)
        );
    }

    static PrintedTable Other(Contradiction contradiction, PrintedTable table) =>
        contradiction.Figures.Select(figure => figure.Table).FirstOrDefault(other => other != table) ?? table;

    static decimal? Value(Figure figure) =>
        figure.Row is { } row
            ? figure.Table.Cell(row, figure.Column)
            : figure.Table.Total(figure.Column) ?? figure.Table.RowSum(figure.Column);

    static decimal? Exact(Figure figure) =>
        figure.Row is { } row ? figure.Table.Exact(row, figure.Column) : figure.Table.ExactTotal(figure.Column);

    static decimal Unit(Figure figure) => figure.Row is null ? figure.Table.TotalUnit : figure.Table.UnitOf(null, figure.Column);

    static string Heading(Figure figure) =>
        figure.Row is null ? figure.Table.TotalHeadings[figure.Column] : figure.Table.CellHeadings[figure.Column];

    static string At(Figure figure) => string.Format(Words.AmountAt, FigureOrBlank(Value(figure)), Heading(figure));

    static string Names(IReadOnlyList<string> names) =>
        names.Count <= MostNames
            ? string.Join(", ", names)
            : string.Format(Words.AndOthers, string.Join(", ", names.Take(MostNames)), names.Count - MostNames);

    static string FigureOrBlank(decimal? value) => value is { } figure ? Figure(figure) : Words.Blank;

    static string Figure(decimal value) => value.ToString("#,0.######", CultureInfo.CurrentCulture);
}
