using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Reports;

/// <summary>The annual activity report.</summary>
static class ReportFeature
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Bilan");
        reports
            .MapGet("/", (Api api) => api.Send(new ListReports()))
            .Sends<ListReports>()
            .WithSummary("The tables of the annual report, and the years that have anything in them");
        reports
            .MapGet("/{id}", (Api api, string id, int? from, int? to, string? names) => api.Send(
                    new GetReport
                    {
                        Id = id,
                        From = from,
                        To = to,
                        Names = names,
                    }
                ))
            .Sends<GetReport>()
            .WithSummary("A table over a range of years, figures exact and as printed")
            .WithDescription("By default the last year with anything in it, beside the year before.");
        reports
            .MapGet("/{id}.csv", TableCsv)
            .Sends<GetReport>()
            .WithSummary("A table with its totals as CSV")
            .WithDescription(ReportCsv.Dialects);
        reports
            .MapGet("/{id}.xlsx", TableXlsx)
            .Sends<GetReport>()
            .WithSummary("A table with its totals and notes as a workbook")
            .WithDescription("Another sheet says what it shows, when it was made and for whom.");
        reports
            .MapGet(
                "/{id}/lines.xlsx",
                (Api api, string id, string? row, string? column, int? from, int? to, string? names, CancellationToken ct) =>
                    ReportSheets.Lines(
                        api,
                        after =>
                            api.Send(
                                new GetReportLines
                                {
                                    Id = id,
                                    Row = row,
                                    Column = column,
                                    From = from,
                                    To = to,
                                    Names = names,
                                    After = after,
                                    Limit = Page<ReportFact>.MaximumLimit,
                                }
                            ),
                        $"lignes_{id}.xlsx",
                        ct
                    )
            )
            .Sends<GetReportLines>()
            .WithSummary("All lines behind a figure of a table, by day, as a workbook");
        reports
            .MapGet(
                "/{id}/lines",
                (Api api, string id, string? row, string? column, int? from, int? to, string? names, string? after, int? limit) =>
                    api.Send(
                        new GetReportLines
                        {
                            Id = id,
                            Row = row,
                            Column = column,
                            From = from,
                            To = to,
                            Names = names,
                            After = after,
                            Limit = limit ?? Page<ReportFact>.DefaultLimit,
                        }
                    )
            )
            .Sends<GetReportLines>()
            .WithSummary("The lines behind a figure of a table, by day and by page, and their sum")
            .WithDescription("Of every row and every column unless one is named; the sum is that of all pages.");
        reports
            .MapGet("/{id}/lines.csv", LinesCsv)
            .Sends<GetReportLines>()
            .WithSummary("All lines behind a figure of a table, by day, as CSV")
            .WithDescription(ReportCsv.Dialects);
    }

    static async Task<IResult> TableCsv(Api api, string id, int? from, int? to, string? names, string? dialect)
    {
        var report = await api.Send(
            new GetReport
            {
                Id = id,
                From = from,
                To = to,
                Names = names,
            }
        );
        return ReportFiles.Table(
            report,
            $"bilan-{(report.Columns.Count > 0 ? report.Columns[^1].Key.Split('.')[0] : to)}_{id}.csv",
            dialect
        );
    }

    static async Task<IResult> TableXlsx(Api api, string id, int? from, int? to, string? names, CancellationToken ct)
    {
        var report = await api.Send(
            new GetReport
            {
                Id = id,
                From = from,
                To = to,
                Names = names,
            }
        );
        return await ReportSheets.Tables(api, report.Title, $"{from}–{to}", [report], $"bilan_{id}.xlsx", ct);
    }

    /// <summary>Years shown beside the year of a report unless asked otherwise.</summary>
    public const int EarlierYears = 2;

    static Task<IResult> LinesCsv(Api api, string id, string? row, string? column, int? from, int? to, string? names, string? dialect) =>
        ReportFiles.Lines(
            after =>
                api.Send(
                    new GetReportLines
                    {
                        Id = id,
                        Row = row,
                        Column = column,
                        From = from,
                        To = to,
                        Names = names,
                        After = after,
                        Limit = Page<ReportFact>.MaximumLimit,
                    }
                ),
            $"lignes_{id}.csv",
            dialect
        );
}
