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
