using Microsoft.AspNetCore.Mvc;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

static class PivotFeature
{
    public static IServiceCollection AddPivot(this IServiceCollection services) => services.AddScoped<ChangeReader>();

    public static void MapPivot(this RouteGroupBuilder api)
    {
        var pivot = api.MapGroup("/pivot").WithTags("Croisements");
        pivot
            .MapGet("/", (Api api, [AsParameters] PivotParameters p) => api.Send(p.Pivot()))
            .Sends<GetPivot>()
            .RequireRateLimiting(LargeAnswers.Policy)
            .WithSummary("Any measures cut by any axes, over years or months")
            .WithDescription(
                "`?measures=days&rows=member,activity&columns=year&filter=department:SI&from=2016&to=2017`; a month is `2016-03`. "
                    + "`measures=backlog&columns=day` tells what was open at the end of each day."
            );
        pivot
            .MapGet("/axes/{axis}", (Api api, string axis, string? names) => api.Send(new ListAxisKeys(axis, names)))
            .Sends<ListAxisKeys>()
            .WithSummary("What an axis may be filtered on, keys and names, in the axis's own order");
        pivot
            .MapGet("/lines", (Api api, [AsParameters] PivotParameters p, string? row, string? column, string? after, int? limit) =>
                api.Send(p.Lines(row, column, after, limit))
            )
            .Sends<GetPivotLines>()
            .WithSummary("The lines behind a figure of a pivot, by day and by page, and their sum")
            .WithDescription("Of every row and every column unless one is named; the sum is that of all pages.");
        api.MapGet("/pivot.csv", async (Api api, [AsParameters] PivotParameters p, string? dialect) =>
                ReportFiles.Table(await api.Send(p.Pivot()), "croisement.csv", dialect)
            )
            .Sends<GetPivot>()
            .RequireRateLimiting(LargeAnswers.Policy)
            .WithTags("Croisements")
            .WithSummary("A pivot with its totals as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/pivot.xlsx", async (Api api, [AsParameters] PivotParameters p, CancellationToken ct) =>
            {
                var report = await api.Send(p.Pivot());
                return await ReportSheets.Tables(api, report.Title, $"{p.From}–{p.To}", [report], "croisement.xlsx", ct);
            })
            .Sends<GetPivot>()
            .RequireRateLimiting(LargeAnswers.Policy)
            .WithTags("Croisements")
            .WithSummary("A pivot with its totals as a workbook")
            .WithDescription("Another sheet says what it shows, when it was made and for whom.");
        pivot
            .MapGet("/lines.xlsx", (Api api, [AsParameters] PivotParameters p, string? row, string? column, CancellationToken ct) =>
                ReportSheets.Lines(api, after => api.Send(p.Lines(row, column, after, Page<ReportFact>.MaximumLimit)), "lignes.xlsx", ct)
            )
            .Sends<GetPivotLines>()
            .WithSummary("All lines behind a figure of a pivot, by day, as a workbook");
        pivot
            .MapGet("/change", (Api api, [AsParameters] PivotParameters p, string? row, string? column, string? before) =>
                api.Send(p.Change(row, column, before))
            )
            .Sends<ExplainPivotChange>()
            .WithSummary("What made the difference between a figure of a pivot and an earlier one")
            .WithDescription("Axis by axis, largest parts first; the figure in the column before unless another one is named.");
        api.MapGet("/reports/{id}/change", (Api api, string id, string? row, string? column, string? before, string? names) => api.Send(
                    new ExplainChange
                    {
                        Id = id,
                        Row = row,
                        Column = column,
                        Before = before,
                        Names = names,
                    }
                ))
            .Sends<ExplainChange>()
            .WithTags("Bilan")
            .WithSummary("What made the difference between a figure of a table and an earlier one")
            .WithDescription("Axis by axis, largest parts first; the figure in the column before unless another one is named.");
        api.MapGet("/lines/{kind}/{id:long}/figures", (Api api, string kind, long id) => api.Send(new TraceFact(kind, id)))
            .Sends<TraceFact>()
            .WithTags("Bilan")
            .WithSummary("Every figure of every table that a line is part of")
            .WithDescription("The line is a `time-entry`, `ticket`, `intervention`, `training-session` or `attendance`.");
        pivot
            .MapGet("/lines.csv", (Api api, [AsParameters] PivotParameters p, string? row, string? column, string? dialect) =>
                ReportFiles.Lines(after => api.Send(p.Lines(row, column, after, Page<ReportFact>.MaximumLimit)), "lignes.csv", dialect)
            )
            .Sends<GetPivotLines>()
            .WithSummary("All lines behind a figure of a pivot, by day, as CSV")
            .WithDescription(ReportCsv.Dialects);

        var tables = api.MapGroup("/tables").WithTags("Croisements");
        tables
            .MapGet("/", (Api api) => api.Send(new ListTables()))
            .Sends<ListTables>()
            .WithSummary("All tables with what they show, the built-in ones first, then saved ones by title");
        tables
            .MapGet("/{id}", (Api api, string id) => api.Show(new GetTable(id), t => t.Version))
            .Sends<GetTable>()
            .Produces<TableDetails>()
            .WithSummary("One table with what it shows, to open in the pivot");
        tables
            .MapPost("/", (Api api, SaveTable table) => api.Create(table, t => $"/api/v1/tables/{t.Id}", t => t.Version))
            .Produces<TableDetails>(201);
        tables
            .MapPut("/{id}", (Api api, string id, ChangeTable table) =>
                api.Show(table with { Id = id, Version = api.Version }, t => t.Version)
            )
            .Produces<TableDetails>();
        tables
            .MapDelete("/{id}", (Api api, string id) => api.Do(new DeleteTable(id, api.Version)))
            .Sends<DeleteTable>()
            .Produces(204)
            .WithSummary("Deletes a saved table; editions that print it keep it");
    }
}

/// <summary>
/// A pivot in an address:
/// <c>?measures=days&amp;rows=member,activity&amp;columns=year&amp;filter=department:SI&amp;from=2016&amp;to=2017</c>.
/// </summary>
sealed record PivotParameters
{
    public string? Measures { get; init; }
    public string? Rows { get; init; }
    public string? Columns { get; init; }

    [FromQuery(Name = "filter")]
    public string[]? Filters { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public int? Decimals { get; init; }
    public string? Order { get; init; }
    public bool? Shares { get; init; }
    public bool? RowTotals { get; init; }
    public bool? Changes { get; init; }
    public bool? Blanks { get; init; }
    public bool? LastColumnOnly { get; init; }
    public string? Chart { get; init; }
    public string? Names { get; init; }

    public GetPivot Pivot() =>
        new()
        {
            Definition = Definition(),
            From = From,
            To = To,
        };

    public GetPivotLines Lines(string? row, string? column, string? after, int? limit) =>
        new()
        {
            Definition = Definition(),
            From = From,
            To = To,
            Row = row,
            Column = column,
            After = after,
            Limit = limit ?? Page<ReportFact>.DefaultLimit,
        };

    public ExplainPivotChange Change(string? row, string? column, string? before) =>
        new()
        {
            Definition = Definition(),
            From = From,
            To = To,
            Row = row,
            Column = column,
            Before = before,
        };

    PivotDefinition Definition() =>
        PivotAddress.Definition(
            Measures,
            Rows,
            Columns,
            Filters,
            Decimals,
            Order,
            Shares,
            RowTotals,
            Changes,
            Blanks,
            LastColumnOnly,
            Chart,
            Names
        );
}
