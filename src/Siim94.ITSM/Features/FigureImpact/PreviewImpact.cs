using MediatR;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.FigureImpact;

/// <summary>
/// Which figures of which tables a command would move, and by how much. Nothing is written; refused as the command itself would be.
/// </summary>
/// <param name="Change">The command, with the version or digest that it will be sent with.</param>
[Requires(Permission.ReadReports)]
public sealed record PreviewImpact(IPreviewable Change) : IQuery<TableImpacts>;

/// <param name="Years">The last years with anything in them, five at most; earlier ones are not looked at.</param>
/// <param name="Tables">Those with a figure or a name that changes, in the order of the catalogue.</param>
/// <param name="Published">Closed years among those of the figures: their editions stay as they are.</param>
public sealed record TableImpacts(IReadOnlyList<int> Years, IReadOnlyList<TableImpact> Tables, IReadOnlyList<PublishedYear> Published);

public sealed record TableImpact(
    string Id,
    string Title,
    string Section,
    IReadOnlyList<FigureMove> Figures,
    IReadOnlyList<RowRename> Names
);

/// <summary>A figure before and after; a missing one is a blank.</summary>
/// <param name="Row">Key of the row; null for the total.</param>
public sealed record FigureMove(
    int Year,
    string? Row,
    string? RowLabel,
    string Column,
    string ColumnLabel,
    decimal? Before,
    decimal? After,
    string BeforeText,
    string AfterText,
    string ChangeText
);

/// <summary>A row that keeps its key and changes its name.</summary>
public sealed record RowRename(string Row, string Before, string After);

public sealed record PublishedYear
{
    public int Year { get; init; }

    /// <summary>Number of its edition.</summary>
    public int Number { get; init; }
}

/// <remarks>The command itself is carried out, rolled up and undone: what the tables then show is what they will show.</remarks>
sealed class PreviewImpactHandler(Db db, IMediator mediator, TableCatalog catalog, ReportEngine engine)
    : IRequestHandler<PreviewImpact, TableImpacts>
{
    const int MostYears = 5;

    public async Task<TableImpacts> Handle(PreviewImpact request, CancellationToken ct)
    {
        // Never committed: whatever happens here is undone. Commands sent from within join this transaction, and tell no job.
        await using var undone = await db.Begin(ct);
        await BringFiguresUpToDate(ct);
        List<int> years = [.. (await engine.Years(ct)).TakeLast(MostYears)];
        var before = await Tables(years, ct);
        await request.Change.SendThrough(mediator, ct);
        await BringFiguresUpToDate(ct);
        var after = await Tables(years, ct);

        var tables = before
            .Zip(after)
            .GroupBy(pair => pair.First.Computed.Table.Id)
            .Select(table => ImpactReader.Compare(table.First().First.Computed.Table, [.. table]))
            .Where(table => table.Figures.Count + table.Names.Count > 0)
            .ToList();
        var moved = tables.SelectMany(table => table.Figures).Select(figure => figure.Year).Distinct().ToList();
        return new(years, tables, moved.Count == 0 ? [] : await db.Query<PublishedYear>(PublishedSql, new { Years = moved }, ct));
    }

    async Task BringFiguresUpToDate(CancellationToken ct)
    {
        while (await db.FirstOrDefault<int>(PendingSql, null, ct) > 0)
            await mediator.Send(new RollUp(), ct);
    }

    const string PendingSql = "SELECT COUNT(*) FROM PendingDays";

    /// <summary>Every table; those whose columns are no years once for each year.</summary>
    async Task<List<(int? Year, ComputedReport Computed)>> Tables(List<int> years, CancellationToken ct)
    {
        var tables = new List<(int?, ComputedReport)>();
        if (years.Count == 0)
            return tables;
        foreach (var table in await catalog.All(ct))
        {
            // Nobody's lines or rows make them.
            if (table.Measures.Any(measure => measure.Measure is Measure.KeyFigures))
                continue;
            if (table.ColumnAxis is Axis.Year)
                tables.Add((null, await engine.Compute(table, years[0], years[^1], ct)));
            else
                foreach (var year in years)
                    tables.Add((year, await engine.Compute(table, year, year, ct)));
        }
        return tables;
    }

    const string PublishedSql = """
        SELECT e.Period AS Year, e.Number
        FROM Editions e
        JOIN ClosedPeriods p ON p.Id = e.ClosedPeriodId
        WHERE p.ReopenedAt IS NULL AND e.Period IN @Years
        ORDER BY e.Period
        """;
}
