using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>What each built-in table counts, in the terms of the reconciliation.</summary>
static class TableScopes
{
    public static IReadOnlyList<TableScope> Of(ReferentialData all) =>
        [.. BuiltInTables.OfLines.Where(table => table.ColumnAxis is Axis.Year).Select(table => Of(table, all))];

    static TableScope Of(ReportTable table, ReferentialData all)
    {
        var filters = new Dictionary<string, string>();
        foreach (
            var (axis, code) in table
                .Filters.Where(filter => filter.Key is not Axis.ActivityDepartment)
                .Select(filter => (filter.Key, filter.Value[0]))
        )
            filters[AxisName(axis)] = axis switch
            {
                Axis.Department => code,
                Axis.Domain => Folding.Fold(all.Domains.Find(code)[0].Name),
                _ => Folding.Fold(all.Activities.Find(code)[0].Name),
            };
        if (table.Filters.TryGetValue(Axis.Activity, out var activity))
            filters[AxisName(Axis.Department)] = all.Departments[all.Activities.Find(activity[0])[0].DepartmentId].Code;
        return new(table.Id, $"{table.Measures[0].Measure}", RowAxisName(table, all), filters, TeamsLeftOut(table, all), !table.IsPartial);
    }

    /// <summary>Teams of departments below the one whose own teams a table counts: they work on its activities too.</summary>
    static IReadOnlyList<string> TeamsLeftOut(ReportTable table, ReferentialData all) =>
        table.Filters.TryGetValue(Axis.Department, out var code)
            ?
            [
                .. all
                    .Teams.Where(team => all.Departments[team.DepartmentId].ParentId == all.Departments.Find(code[0])[0].Id)
                    .Select(team => team.Code),
            ]
            : [];

    // Technical and functional domains never add up.
    static string RowAxisName(ReportTable table, ReferentialData all) =>
        table.RowAxes is [Axis.Domain]
        && table.Filters.TryGetValue(Axis.SubActivity, out var sub)
        && all.Activities.Find(sub[0])[0].DomainKind == Domain.Technical
            ? "technical-domain"
            : AxisName(table.RowAxes[0]);

    static string AxisName(Axis axis) =>
        axis switch
        {
            Axis.SubActivity => "sub-activity",
            Axis.UpperDomain => "domain",
            _ => axis.ToString().ToLowerInvariant(),
        };
}
