using Siim94.ITSM.Features.Absences.Coverage;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Opens the figures of a table of coverage to people and days, for those who may see all that a figure is made of.</summary>
/// <param name="Rows">What the rows are.</param>
/// <param name="Columns">What the columns are; null for one column a measure.</param>
/// <param name="Filters">Keys, one of which a day must have, by axis.</param>
/// <param name="From">First day of the table.</param>
/// <param name="To">Last day of the table, or yesterday.</param>
/// <param name="Reach">Whose days the reader may open.</param>
sealed record CoverageFigures(
    IReadOnlyList<Axis> Rows,
    Axis? Columns,
    IReadOnlyDictionary<Axis, IReadOnlyList<string>> Filters,
    DateOnly From,
    DateOnly To,
    CoverageReach Reach
)
{
    /// <summary>Where a figure opens, by row (null for the total) and column.</summary>
    /// <returns>Null where it does not: not for the reader, or of no day yet.</returns>
    public string? AddressOf(string? row, string column)
    {
        var (from, to) = (From, To);
        var chosen = new Dictionary<Axis, string>();
        foreach (var (axis, keys) in Filters)
        {
            if (keys is not [var only])
                return null;
            Choose(axis, only);
        }
        foreach (var (axis, key) in Rows.Zip(row?.Split('|') ?? []))
            Choose(axis, key);
        if (Columns is { } columns && column.Split('.')[0] is var group && group != ReportColumn.TotalKey)
            Choose(columns, group);

        var team = chosen.GetValueOrDefault(Axis.Team);
        // A table that names agents shows each reader those within their reach, and no others.
        var namesAgents = Rows.Contains(Axis.Agent) || Columns is Axis.Agent || Filters.ContainsKey(Axis.Agent);
        var isWithinReach = Reach.IsAll || namesAgents || (team is not null && Reach.Teams.Contains(team));
        var isOneOfEach = !chosen.Values.Any(key => key.Contains(AxisKeys.CodeSeparator));
        return isWithinReach && isOneOfEach && from <= to
            ? CoverageAddress.Of(from, to, chosen.GetValueOrDefault(Axis.Department), team, chosen.GetValueOrDefault(Axis.Agent))
            : null;

        void Choose(Axis axis, string key)
        {
            if (!AxisKeys.IsTime(axis))
            {
                chosen[axis] = key;
                return;
            }
            var (first, last) = AxisKeys.DaysOf(axis, key);
            from = first > from ? first : from;
            to = last < to ? last : to;
        }
    }
}
