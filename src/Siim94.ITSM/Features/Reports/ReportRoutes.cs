namespace Siim94.ITSM.Features.Reports;

static class ReportRoutes
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Bilan");
        reports.MapGet("/", (Api api) => api.Send(new ListReports()));
        reports.MapGet("/{id}", (Api api, string id, int? from, int? to, string? names) => api.Send(new GetReport { Id = id, From = from, To = to, Names = names }));
        reports.MapGet("/{id}.csv", TableCsv);
        reports.MapGet("/{id}.xlsx", TableXlsx);
        reports.MapGet("/{id}/lines.xlsx", (Api api, string id, string? row, string? column, int? from, int? to, string? names, CancellationToken ct) => ReportSheets.Lines(
            api, after => api.Send(new GetReportLines { Id = id, Row = row, Column = column, From = from, To = to, Names = names, After = after, Limit = Page<ReportFact>.MaximumLimit }), $"lignes_{id}.xlsx", ct));
        reports.MapGet("/{id}/lines", (Api api, string id, string? row, string? column, int? from, int? to, string? names, string? after, int? limit) =>
            api.Send(new GetReportLines { Id = id, Row = row, Column = column, From = from, To = to, Names = names, After = after, Limit = limit ?? Page<ReportFact>.DefaultLimit }));
        reports.MapGet("/{id}/lines.csv", LinesCsv);

        var rollups = api.MapGroup("/rollups").WithTags("Consolidation");
        rollups.MapGet("/", (Api api) => api.Send(new GetRollupState()));
        rollups.MapPost("/run", Run).Produces<RollupState>();
    }

    static async Task<IResult> TableCsv(Api api, string id, int? from, int? to, string? names, string? dialect)
    {
        var report = await api.Send(new GetReport { Id = id, From = from, To = to, Names = names });
        return ReportFiles.Table(report, $"bilan-{(report.Columns.Count > 0 ? report.Columns[^1].Key.Split('.')[0] : to)}_{id}.csv", dialect);
    }

    static async Task<IResult> TableXlsx(Api api, string id, int? from, int? to, string? names, CancellationToken ct)
    {
        var report = await api.Send(new GetReport { Id = id, From = from, To = to, Names = names });
        return await ReportSheets.Tables(api, report.Title, $"{from}–{to}", [report], $"bilan_{id}.xlsx", ct);
    }

    /// <summary>Years shown beside the year of a report unless asked otherwise.</summary>
    public const int EarlierYears = 2;

    static Task<IResult> LinesCsv(Api api, string id, string? row, string? column, int? from, int? to, string? names, string? dialect) => ReportFiles.Lines(
        after => api.Send(new GetReportLines { Id = id, Row = row, Column = column, From = from, To = to, Names = names, After = after, Limit = Page<ReportFact>.MaximumLimit }), $"lignes_{id}.csv", dialect);

    // A roll-up is harmless twice, and each batch is a transaction of its own: the key is kept with the answer alone.
    static async Task<RollupState> Run(Api api, HttpContext http, Dispatcher dispatcher)
    {
        while ((await dispatcher.Send(new RollUp(), http.User.Identify(), ct: http.RequestAborted)).Pending > 0) { }
        return await api.Send(new AnswerRollup());
    }
}
