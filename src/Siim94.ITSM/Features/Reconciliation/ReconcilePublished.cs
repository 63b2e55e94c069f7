using System.Globalization;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Compares published tables with the ledger, cell by cell and total by total, and with one another. Writes nothing.</summary>
[Requires(Permission.ReconcileReports)]
public sealed record ReconcilePublished : ICommand<ReconciliationResult>
{
    public PublishedFile File { get; set; } = new("", []);
}

sealed class ReconcilePublishedHandler(ReportEngine engine, ReferentialCache cache, Db db)
    : IRequestHandler<ReconcilePublished, ReconciliationResult>
{
    public async Task<ReconciliationResult> Handle(ReconcilePublished request, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        var computed = new List<ComputedTable>();
        foreach (var published in request.File.Tables)
            if (BuiltInTables.Find(published.Id) is { } table && PrintedColumns.Of(published) is { Count: > 0 } columns)
                computed.Add(await Compute(table with { NamesAt = NameModes.BeforeSuccessions }, columns, all, ct));
        return Reconcile.Run(request.File, computed, TableRelations.Derive(TableScopes.Of(all)), new RowKeys(all).Find);
    }

    async Task<ComputedTable> Compute(ReportTable table, IReadOnlyList<PrintedColumn> columns, ReferentialData all, CancellationToken ct)
    {
        var years = columns.Select(column => column.Year).ToList();
        // The file decides which rows there are: a table limited to the projects of its last year is compared on the years it prints.
        var report = await engine.Compute(table, years.Min(), years.Max(), ct);
        var places = columns.Select(column => report.Columns.Index().First(c => c.Item.Key == column.Key).Index).ToList();
        var rows = report.Rows.Select(row => Row(row, null)).ToList();
        if (table.RowAxes is [Axis.UpperDomain])
            rows.AddRange(await Children(table, report, years, ct));
        return new(
            table.Id,
            [.. columns.Select(column => column.Heading)],
            rows,
            [.. places.Select(place => Units(report.TotalMicros[place]))]
        );

        ComputedRow Row(ReportRow row, string? parentKey) =>
            new(Folding.Fold(row.Label), row.Label, parentKey, [.. places.Select(place => Units(row.CellMicros[place]))]);

        // Domains below the upper level, whose days are counted in their parent already.
        async Task<IEnumerable<ComputedRow>> Children(ReportTable upper, ComputedReport parents, List<int> range, CancellationToken token)
        {
            var own = await engine.Compute(upper with { RowAxes = [Axis.Domain] }, range.Min(), range.Max(), token);
            return from row in own.Rows
                let parentCode = all.Domains.CodeOf(all.Domains.Find(row.Key)[0].ParentId)
                let parent = parents.Rows.FirstOrDefault(p => p.Key == parentCode)
                where parent is not null
                select Row(row, Folding.Fold(parent.Label));
        }
    }

    static decimal? Units(long? micros) => micros is { } amount ? ReportNumbers.ToUnits(amount) : null;
}

/// <summary>A column as printed, and the key of the computed column that it prints.</summary>
/// <param name="Heading"><c>2017</c>, <c>2017 %</c>, <c>2017 agents</c> or <c>2017 days</c>.</param>
sealed record PrintedColumn(string Heading, int Year, string Key);

static class PrintedColumns
{
    static readonly Dictionary<string, string> Suffixes = new()
    {
        [""] = "",
        ["%"] = ".share",
        ["agents"] = ".people",
        ["days"] = ".days",
    };

    /// <summary>The columns of a table that the ledger can compute; headings of another kind are left to the table's own rules.</summary>
    public static IReadOnlyList<PrintedColumn> Of(PublishedTable published)
    {
        var table = BuiltInTables.Find(published.Id)!;
        var columns = new List<PrintedColumn>();
        foreach (var heading in published.Columns)
        {
            var (yearText, measure) = ColumnHeading.Of(heading);
            if (!int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100)
                continue;
            if (!Suffixes.TryGetValue(measure, out var suffix))
                continue;
            var exists = suffix switch
            {
                "" => table.Measures is [{ Suffix: null }],
                ".share" => table.HasShares,
                _ => table.Measures.Any(measure => "." + measure.Suffix == suffix),
            };
            if (exists)
                columns.Add(new(heading, year, $"{year}{suffix}"));
        }
        return columns.Count > 0 && columns.Max(c => c.Year) - columns.Min(c => c.Year) < GetReport.MostYears ? columns : [];
    }
}

/// <summary>Rows of printed tables by any spelling. The key is the folded name: activities of several departments may share one.</summary>
sealed class RowKeys(ReferentialData all)
{
    public string? Find(string axis, string label) =>
        axis switch
        {
            "activity" or "sub-activity" => Key(all.Activities, label),
            "domain" => Key(all.Domains, label),
            "application" => Key(all.Applications, label),
            "project" => Key(all.Projects, label),
            "member" => Key(all.Members, label),
            "training category" => Key(all.TrainingCategories, label),
            _ => null,
        };

    static string? Key<T>(ReferentialSet<T> set, string label)
        where T : ReferentialRow => set.Find(label) is [var row, ..] ? Folding.Fold(row.Name) : null;
}

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
