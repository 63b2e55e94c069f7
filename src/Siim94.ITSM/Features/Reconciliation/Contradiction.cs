namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>A printed figure: a cell, or a total when <paramref name="Row"/> is null.</summary>
readonly record struct Figure(PrintedTable Table, int? Row, int Column);

/// <summary>Printed figures of two or more tables that no lines could have given together.</summary>
/// <param name="Exceeds">True when the parts are above the whole, false when both should be the same.</param>
sealed record Contradiction(
    TableRelation Relation,
    ColumnHeading Column,
    string? RowKey,
    bool Exceeds,
    Interval Parts,
    Interval Whole,
    IReadOnlyList<Figure> PartFigures,
    Figure WholeFigure
)
{
    public IEnumerable<Figure> Figures => PartFigures.Append(WholeFigure);

    public bool IsSameAs(Contradiction other) => Relation == other.Relation && Column == other.Column && RowKey == other.RowKey;

    /// <summary>Every contradiction between the printed tables, as the relations say.</summary>
    public static List<Contradiction> Find(IEnumerable<TableRelation> relations, IReadOnlyDictionary<string, PrintedTable> tables) =>
        [.. relations.Where(relation => tables.ContainsKey(relation.Whole)).SelectMany(relation => Find(relation, tables))];

    static IEnumerable<Contradiction> Find(TableRelation relation, IReadOnlyDictionary<string, PrintedTable> tables)
    {
        var whole = tables[relation.Whole];
        var parts = relation
            .Parts.Where(tables.ContainsKey)
            .Select(id => tables[id])
            .Where(part => part.Published.Unit == whole.Published.Unit)
            .ToList();
        return relation.Kind == RelationKind.RowsWithinRows
            ? FindInRows(relation, parts, whole)
            : parts.SelectMany(part => FindInTotals(relation, part, whole));
    }

    static IEnumerable<Contradiction> FindInRows(TableRelation relation, List<PrintedTable> parts, PrintedTable whole)
    {
        for (var row = 0; row < whole.RowCount; row++)
        {
            for (var column = 0; column < whole.Columns.Length; column++)
            {
                if (whole.Columns[column].IsShare)
                {
                    continue;
                }

                var figures = parts
                    .Select(part => new Figure(part, part.RowOf(whole.Keys[row]), part.ColumnOf(whole.Columns[column])))
                    .Where(figure =>
                        figure is { Row: >= 0, Column: >= 0 } && figure.Table.Cell(figure.Row.Value, figure.Column) is not null
                    )
                    .ToList();
                var sum = figures.Aggregate(default(Interval), (total, figure) =>
                    total + figure.Table.CellInterval(figure.Row!.Value, figure.Column)
                );
                var limit = whole.CellInterval(row, column);
                if (figures.Count > 0 && sum.Low > limit.High)
                {
                    yield return new Contradiction(
                        relation,
                        whole.Columns[column],
                        whole.Keys[row],
                        Exceeds: true,
                        sum,
                        limit,
                        figures,
                        new Figure(whole, row, column)
                    );
                }
            }
        }
    }

    static IEnumerable<Contradiction> FindInTotals(TableRelation relation, PrintedTable part, PrintedTable whole)
    {
        var wholeRow = relation.Row is null ? (int?)null : whole.RowOf(relation.Row);
        if (wholeRow < 0)
        {
            yield break;
        }

        for (var column = 0; column < whole.Columns.Length; column++)
        {
            var partColumn = part.ColumnOf(whole.Columns[column]);
            if (partColumn < 0 || whole.Columns[column].IsShare)
            {
                continue;
            }

            var partReadings = part.TotalReadings(partColumn);
            var wholeReadings = wholeRow is { } row ? [whole.CellInterval(row, column)] : whole.TotalReadings(column);
            var exceeds = relation.Kind == RelationKind.TotalWithinRow;
            if (partReadings.All(one => wholeReadings.All(other => exceeds ? one.Low > other.High : one.IsApartFrom(other))))
            {
                yield return new Contradiction(
                    relation,
                    whole.Columns[column],
                    relation.Row,
                    exceeds,
                    partReadings[0],
                    wholeReadings[0],
                    [new Figure(part, null, partColumn)],
                    new Figure(whole, wholeRow, column)
                );
            }
        }
    }
}
