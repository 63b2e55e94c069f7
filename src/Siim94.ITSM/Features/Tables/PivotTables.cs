using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Turns definitions into tables, within the sender's reach.</summary>
sealed class PivotTables(ReportEngine engine, CurrentUser user)
{
    public const string PivotId = "pivot";

    /// <exception cref="Refusal">A code that the filters name is unknown or out of reach, or the axis is not for the sender.</exception>
    public async Task<ReportTable> Resolve(PivotDefinition definition, CancellationToken ct)
    {
        var table = definition.ToTable(PivotId);
        RefuseAgents(table);
        var axes = await engine.Axes(table, ct);
        foreach (var (axis, codes) in table.Filters)
            if (codes.FirstOrDefault(code => !axes.Has(axis, code) || !IsWithinReach(axes, axis, code)) is { } unknown)
                throw ReferentialErrors.Unknown("Filters", $"{PivotCodes.Of(axis)}:{unknown}", KnownCode.Near(unknown, Known(axes, axis)));
        return table;
    }

    /// <summary>What a filter on an axis may name.</summary>
    IEnumerable<KnownCode> Known(AxisKeys axes, Axis axis) =>
        AxisKeys.IsOpen(axis)
            ? []
            : axes.KeysOf(axis)
                .Where(code => IsWithinReach(axes, axis, code))
                .Select(code => new KnownCode(code, axes.LabelOf(axis, code)));

    /// <summary>People of a member do not see who of the staff does what.</summary>
    public void RefuseAgents(ReportTable table)
    {
        if (!MaySeeAgentsOf(table))
            throw RequestErrors.NotAllowed();
    }

    public bool MaySeeAgentsOf(ReportTable table) => user.Can(Permission.ReadAgents) || !NamesAgents(table);

    /// <summary>
    /// Whether a table that somebody shared is for the reader: to people of a member, one that is about another member, by a filter or by
    /// its title, is not there.
    /// </summary>
    public async Task<bool> MaySee(ReportTable table, CancellationToken ct)
    {
        if (user.SeesAllMembers)
            return MaySeeAgentsOf(table);
        var axes = await engine.Axes(table, ct);
        return MaySeeAgentsOf(table)
            && table.Filters.All(filter => filter.Value.All(code => IsWithinReach(axes, filter.Key, code)))
            && axes.MembersNamedIn($"{table.Title} {table.Section}").All(member => user.Sees(member));
    }

    /// <summary>Whether a key is neither about another member nor for other members alone.</summary>
    public bool IsWithinReach(AxisKeys axes, Axis axis, string code) =>
        axes.MembersOf(axis, code).All(member => user.Sees(member))
        && (axes.AudienceOf(axis, code) is not { Count: > 0 } audience || audience.Any(member => user.Sees(member)));

    /// <summary>Only staff may see it.</summary>
    public static bool NamesAgents(ReportTable table) => Names(table).Contains(Axis.Agent);

    static IEnumerable<Axis> Names(ReportTable table) =>
        table.RowAxes.Concat(table.Filters.Keys).Concat(table.ColumnAxis is { } axis ? [axis] : []);
}
