using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Turns definitions into tables, within the sender's reach.</summary>
sealed class PivotTables(ReportEngine engine, CurrentUser user)
{
    public const string PivotId = "pivot";

    /// <exception cref="Refusal">A code that the filters name is unknown, or the axis is not for the sender.</exception>
    public async Task<ReportTable> Resolve(PivotDefinition definition, CancellationToken ct)
    {
        var table = definition.ToTable(PivotId);
        RefuseAgents(table);
        var axes = await engine.Axes(table, ct);
        foreach (var (axis, codes) in table.Filters)
            if (codes.FirstOrDefault(code => !axes.Has(axis, code)) is { } unknown)
                throw ReferentialErrors.Unknown("Filters", $"{PivotCodes.Of(axis)}:{unknown}");
        return table;
    }

    /// <summary>People of a member do not see who of the staff does what.</summary>
    public void RefuseAgents(ReportTable table)
    {
        if (!MaySee(table))
            throw RequestErrors.NotAllowed();
    }

    public bool MaySee(ReportTable table) => user.Can(Permission.ReadAgents) || !NamesAgents(table);

    /// <summary>Only staff may see it.</summary>
    public static bool NamesAgents(ReportTable table) => Names(table).Contains(Axis.Agent);

    static IEnumerable<Axis> Names(ReportTable table) =>
        table.RowAxes.Concat(table.Filters.Keys).Concat(table.ColumnAxis is { } axis ? [axis] : []);
}
