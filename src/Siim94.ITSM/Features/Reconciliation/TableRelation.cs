namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>How tables that cut the same lines are bound to each other.</summary>
public enum RelationKind
{
    /// <summary>The total of the part is one row of the whole.</summary>
    TotalEqualsRow,

    /// <summary>The total of the part is at most one row of the whole.</summary>
    TotalWithinRow,

    /// <summary>Both tables have the same total.</summary>
    TotalEqualsTotal,

    /// <summary>Row by row, the parts together are at most the same row of the whole.</summary>
    RowsWithinRows,
}

/// <summary>A bond between one or several part tables and the table that contains them, column by column.</summary>
/// <param name="Row">The key of the whole's row, for the kinds that speak of one.</param>
public sealed record TableRelation(RelationKind Kind, IReadOnlyList<string> Parts, string Whole, string? Row = null);

/// <summary>What decides which lines a table counts.</summary>
/// <param name="Filters">Axis → the one code that a line must have on it.</param>
/// <param name="ExcludedTeams">Teams whose lines are left out.</param>
/// <param name="IsComplete">True when every counted line has a value on the row axis, so that the rows leave no line out.</param>
public sealed record TableScope(
    string Id,
    string Measure,
    string RowAxis,
    IReadOnlyDictionary<string, string> Filters,
    IReadOnlyCollection<string> ExcludedTeams,
    bool IsComplete
);

/// <summary>Derives the bonds between tables from what each of them counts.</summary>
public static class TableRelations
{
    /// <summary>Every bond that holds whatever the lines are; a bond that follows from a stronger one is left out.</summary>
    public static IReadOnlyList<TableRelation> Derive(IReadOnlyList<TableScope> tables)
    {
        var relations = new List<TableRelation>();
        foreach (var whole in tables)
        {
            foreach (var part in tables.Where(part => part != whole && part.Measure == whole.Measure && CountsOnlyLinesOf(part, whole)))
            {
                if (part.Filters.TryGetValue(whole.RowAxis, out var row))
                {
                    var isExact = part.IsComplete && SameTeams(part, whole) && part.Filters.Count == whole.Filters.Count + 1;
                    relations.Add(
                        new TableRelation(isExact ? RelationKind.TotalEqualsRow : RelationKind.TotalWithinRow, [part.Id], whole.Id, row)
                    );
                }
                else if (
                    part.IsComplete
                    && whole.IsComplete
                    && SameTeams(part, whole)
                    && part.Filters.Count == whole.Filters.Count
                    && string.CompareOrdinal(part.Id, whole.Id) < 0
                )
                {
                    relations.Add(new TableRelation(RelationKind.TotalEqualsTotal, [part.Id], whole.Id));
                }
            }

            relations.AddRange(RowsWithin(whole, tables));
        }

        return relations;
    }

    /// <summary>
    /// Tables on the same axis that differ from the whole by one filter on one same axis cannot count a line twice: they add up.
    /// </summary>
    static IEnumerable<TableRelation> RowsWithin(TableScope whole, IReadOnlyList<TableScope> tables) =>
        tables
            .Where(part =>
                part != whole
                && part.Measure == whole.Measure
                && part.RowAxis == whole.RowAxis
                && part.Filters.Count == whole.Filters.Count + 1
                && CountsOnlyLinesOf(part, whole)
            )
            .GroupBy(part => part.Filters.Keys.Single(axis => !whole.Filters.ContainsKey(axis)))
            .Select(sameAxis => sameAxis.DistinctBy(part => part.Filters[sameAxis.Key]).Select(part => part.Id).ToList())
            .Select(parts => new TableRelation(RelationKind.RowsWithinRows, parts, whole.Id));

    static bool CountsOnlyLinesOf(TableScope part, TableScope whole) =>
        whole.Filters.All(filter => part.Filters.TryGetValue(filter.Key, out var code) && code == filter.Value)
        && whole.ExcludedTeams.All(part.ExcludedTeams.Contains);

    static bool SameTeams(TableScope part, TableScope whole) => part.ExcludedTeams.Count == whole.ExcludedTeams.Count;
}
