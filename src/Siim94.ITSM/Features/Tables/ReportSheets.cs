using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Tables and lines as workbooks, with a sheet that says what, when and for whom.</summary>
static class ReportSheets
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static async Task<IResult> Tables(
        Api api,
        string title,
        string period,
        IReadOnlyList<Report> reports,
        string name,
        CancellationToken ct
    ) => Results.Stream(await Write(await Author(api), api.Now, title, period, reports, ct), ContentType, name);

    /// <summary>The workbook itself, from its beginning; it is gone once closed.</summary>
    public static Task<Stream> Write(
        string author,
        DateTime madeAt,
        string title,
        string period,
        IReadOnlyList<Report> reports,
        CancellationToken ct
    ) =>
        ReportWorkbook.Write(
            About(author, madeAt, title, period, reports.Count > 0 ? reports[0].Freshness : null),
            [.. reports.Select(SheetOf)],
            ct
        );

    /// <inheritdoc cref="ReportFiles.Lines"/>
    public static async Task<IResult> Lines(Api api, Func<string?, Task<ReportLines>> pageAfter, string name, CancellationToken ct)
    {
        var (first, session) = (await pageAfter(null), await api.Send(new GetSession()));
        return Results.Stream(
            await ReportWorkbook.Write(
                [
                    .. About(session.DisplayName, api.Now, first.Title, string.Format(Words.PeriodFromTo, first.From, first.To), null),
                    (Words.Scope, SheetCell.Of(session.Member ?? Words.ScopeOfAll)),
                    (Words.LinesSum, SheetCell.Of(first.Sum.Text)),
                ],
                [LineSheet(first, pageAfter, Words.LinesTitle)],
                ct
            ),
            ContentType,
            name
        );
    }

    /// <summary>Tables, then the lines behind some of their figures, a sheet each.</summary>
    public static async Task<IResult> TablesAndLines(
        Api api,
        string title,
        string period,
        IReadOnlyList<Report> reports,
        IReadOnlyList<(string Tab, Func<string?, Task<ReportLines>> PageAfter)> lines,
        string name,
        CancellationToken ct
    )
    {
        var sheets = reports.Select(SheetOf).ToList();
        foreach (var (tab, pageAfter) in lines)
            sheets.Add(LineSheet(await pageAfter(null), pageAfter, tab));
        return Results.Stream(
            await ReportWorkbook.Write(About(await Author(api), api.Now, title, period, reports[0].Freshness), sheets, ct),
            ContentType,
            name
        );
    }

    static Sheet LineSheet(ReportLines first, Func<string?, Task<ReportLines>> pageAfter, string tab)
    {
        return new(
            first.Title,
            tab,
            [
                CommonWords.Day,
                CommonWords.Agent,
                CommonWords.Activity,
                CommonWords.Domain,
                CommonWords.Application,
                CommonWords.Project,
                CommonWords.Member,
                Words.Text,
                Words.Source,
                CommonWords.Value,
                Words.What,
                Words.Number,
            ],
            9,
            Rows()
        )
        {
            Filters = string.Join(CommonWords.Semicolon, first.Filters),
        };

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            for (var page = first; ; page = await pageAfter(page.Next))
            {
                foreach (var fact in page.Items)
                    yield return
                    [
                        SheetCell.Of(fact.Day),
                        SheetCell.Of(fact.Agent),
                        SheetCell.Of(fact.Activity),
                        SheetCell.Of(fact.Domain),
                        SheetCell.Of(fact.Application),
                        SheetCell.Of(fact.Project),
                        SheetCell.Of(fact.Member),
                        SheetCell.Of(fact.Text),
                        SheetCell.Of(fact.Source is null ? null : FactWords.Source(fact.Source)),
                        SheetCell.Of(fact.Value, LineDecimals),
                        SheetCell.Of(fact.KindName),
                        SheetCell.Of(fact.Id, 0),
                    ];
                if (page.Next is null)
                    yield break;
            }
        }
    }

    const int LineDecimals = 6;

    public static Sheet SheetOf(Report report)
    {
        var axes = Math.Max(1, report.RowHeadings.Count);
        return new(
            report.Title,
            $"{report.Section} {report.Id}".Trim(),
            [
                .. Enumerable.Range(0, axes).Select(axis => report.RowHeadings.ElementAtOrDefault(axis) ?? ""),
                .. report.Columns.Select(column => column.Label),
            ],
            axes,
            Rows()
        )
        {
            Filters = string.Join(CommonWords.Semicolon, report.Filters),
            Footer = [.. Totals(), .. report.Notes.Select(note => (IReadOnlyList<SheetCell>)[SheetCell.Of(note)])],
        };

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            foreach (var row in report.Rows)
                yield return
                [
                    .. row.Labels.Select(SheetCell.Of),
                    .. row.Cells.Zip(report.Columns, (cell, column) => SheetCell.Of(cell.Value, column.Decimals)),
                ];
            await Task.CompletedTask;
        }

        IEnumerable<IReadOnlyList<SheetCell>> Totals()
        {
            if (report.Totals.All(total => total.Value is null))
                yield break;
            yield return
            [
                SheetCell.Of(CommonWords.Total) with
                {
                    IsBold = true,
                },
                .. Enumerable.Repeat(SheetCell.Of((string?)null), axes - 1),
                .. report.Totals.Zip(report.Columns, (total, column) => SheetCell.Of(total.Value, column.Decimals) with { IsBold = true }),
            ];
        }
    }

    static async Task<string> Author(Api api) => (await api.Send(new GetSession())).DisplayName;

    static IReadOnlyList<(string, SheetCell)> About(string author, DateTime madeAt, string title, string period, Freshness? freshness)
    {
        List<(string, SheetCell)> about =
        [
            (CommonWords.Title, SheetCell.Of(title)),
            (CommonWords.Period, SheetCell.Of(period)),
            (Words.Author, SheetCell.Of(author)),
            (Words.MadeAt, SheetCell.OfInstant(Paris.ToLocal(madeAt))),
        ];
        if (freshness?.AsOf is { } asOf)
            about.Add((Words.Figures, SheetCell.Of(Plural.Format(Words.FreshAt, Paris.ToLocal(asOf), freshness.PendingDays))));
        return about;
    }
}
