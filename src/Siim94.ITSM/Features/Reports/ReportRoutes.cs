using CsvHelper;

namespace Siim94.ITSM.Features.Reports;

static class ReportRoutes
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Bilan");
        reports.MapGet("/", (Api api) => api.Send(new ListReports()));
        reports.MapGet("/{id}", (Api api, string id, int? from, int? to) => api.Send(new GetReport { Id = id, From = from, To = to }));
        reports.MapGet("/{id}.csv", TableCsv);
        reports.MapGet("/{id}/lines", (Api api, string id, string? row, string? column, int? from, int? to, string? after, int? limit) =>
            api.Send(new GetReportLines { Id = id, Row = row, Column = column, From = from, To = to, After = after, Limit = limit ?? Page<ReportFact>.DefaultLimit }));
        reports.MapGet("/{id}/lines.csv", LinesCsv);

        var rollups = api.MapGroup("/rollups").WithTags("Consolidation");
        rollups.MapGet("/", (Api api) => api.Send(new GetRollupState()));
        rollups.MapPost("/run", Run).Produces<RollupState>();
    }

    static async Task<IResult> TableCsv(Api api, string id, int? from, int? to, string? dialect)
    {
        var report = await api.Send(new GetReport { Id = id, From = from, To = to });
        return Csv($"bilan-{(report.Columns.Count > 0 ? report.Columns[^1].Key.Split('.')[0] : to)}_{id}.csv", dialect, Parts());

        async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return csv => ReportCsv.Table(csv, report);
            await Task.CompletedTask;
        }
    }

    static async Task<IResult> LinesCsv(Api api, string id, string? row, string? column, int? from, int? to, string? dialect)
    {
        var request = new GetReportLines { Id = id, Row = row, Column = column, From = from, To = to, Limit = Page<ReportFact>.MaximumLimit };
        var first = await api.Send(request); // a refusal comes before the first byte
        return Csv($"lignes_{id}.csv", dialect, Parts());

        async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return ReportCsv.Heading;
            for (var page = first; ; page = await api.Send(request with { After = page.Next }))
            {
                var items = page.Items;
                yield return csv =>
                {
                    foreach (var fact in items) ReportCsv.Line(csv, fact, dialect);
                };
                if (page.Next is null) yield break;
            }
        }
    }

    static IResult Csv(string name, string? dialect, IAsyncEnumerable<Action<CsvWriter>> parts) =>
        Results.Stream(stream => ReportCsv.Write(stream, dialect, parts), "text/csv; charset=utf-8", name);

    // Running twice is harmless: an idempotency key has nothing to add.
    static async Task<RollupState> Run(HttpContext http, Dispatcher dispatcher)
    {
        while ((await dispatcher.Send(new RollUp(), http.User.Identify(), ct: http.RequestAborted)).Pending > 0) { }
        return await dispatcher.Send(new GetRollupState(), http.User.Identify(), ct: http.RequestAborted);
    }
}
