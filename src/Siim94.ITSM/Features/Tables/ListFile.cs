using System.Globalization;
using CsvHelper;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Features.Tables;

/// <summary>A column of a list to take away: what people and what programs call it, and its cell.</summary>
sealed record ListColumn<TLine>(string Heading, string Code, Func<TLine, SheetCell> Cell);

/// <summary>A list to take away: all that its filter lets through, page after page, as CSV or as a workbook.</summary>
/// <param name="Name">What its file is called, before the day.</param>
/// <param name="Title">What it is of.</param>
/// <param name="Columns">Those with codes, which programs want, or those with names, which people want.</param>
/// <param name="PageAfter">The page that starts after a key; the first for null.</param>
sealed record ListFile<TLine>(
    string Name,
    string Title,
    Func<bool, IReadOnlyList<ListColumn<TLine>>> Columns,
    Func<string?, Task<Page<TLine>>> PageAfter
)
{
    /// <summary>Columns on the left that stay in view.</summary>
    public int Frozen { get; init; } = 1;

    /// <summary>What it was restricted to, in words.</summary>
    public string Filters { get; init; } = "";

    public Task<IResult> As(ListFormat format, Api api, string? dialect, CancellationToken ct) =>
        format == ListFormat.Csv ? Csv(api, dialect) : Xlsx(api, dialect, ct);

    async Task<IResult> Csv(Api api, string? dialect)
    {
        var isMachine = dialect == ReportCsv.Machine;
        var columns = Columns(isMachine);
        var first = await PageAfter(null); // a refusal comes before the first byte
        return ReportFiles.Csv(FileName(api, "csv"), dialect, Parts());

        async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return csv => Record(csv, columns.Select(column => SheetCell.Of(isMachine ? column.Code : column.Heading)));
            await foreach (var page in Pages(first))
                yield return csv =>
                {
                    foreach (var line in page)
                        Record(csv, columns.Select(column => column.Cell(line)));
                };
        }

        void Record(CsvWriter csv, IEnumerable<SheetCell> cells)
        {
            foreach (var cell in cells)
                if (cell.Number is { } number)
                    csv.WriteField(number);
                else
                    csv.WriteField(cell.Instant is { } instant ? TextOf(instant, cell.IsDay) : cell.Text);
            csv.NextRecord();
        }

        string TextOf(DateTime instant, bool isDay) =>
            instant.ToString(
                isMachine
                    ? isDay
                        ? "yyyy-MM-dd"
                        : "yyyy-MM-ddTHH:mm:ss"
                    : isDay
                        ? "dd/MM/yyyy"
                        : "dd/MM/yyyy HH:mm",
                CultureInfo.InvariantCulture
            );
    }

    async Task<IResult> Xlsx(Api api, string? dialect, CancellationToken ct)
    {
        ReportFiles.Check(dialect);
        var isMachine = dialect == ReportCsv.Machine;
        var columns = Columns(isMachine);
        IReadOnlyList<string> headings = [.. columns.Select(column => isMachine ? column.Code : column.Heading)];
        var first = await PageAfter(null);
        return Results.Stream(
            await ReportWorkbook.Write(
                [
                    (CommonWords.Title, SheetCell.Of(Title)),
                    (Words.Author, SheetCell.Of((await api.Send(new GetSession())).DisplayName)),
                    (Words.MadeAt, SheetCell.OfInstant(Paris.ToLocal(api.Now))),
                ],
                [new(Title, Title, headings, Frozen, Rows()) { Filters = Filters }],
                ct
            ),
            ReportSheets.ContentType,
            FileName(api, "xlsx")
        );

        async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            await foreach (var page in Pages(first))
            foreach (var line in page)
                yield return [.. columns.Select(column => column.Cell(line))];
        }
    }

    async IAsyncEnumerable<IReadOnlyList<TLine>> Pages(Page<TLine> first)
    {
        for (var page = first; ; page = await PageAfter(page.Next))
        {
            yield return page.Items;
            if (page.Next is null)
                yield break;
        }
    }

    string FileName(Api api, string extension) => $"{Name}_{Paris.ToLocal(api.Now):yyyy-MM-dd}.{extension}";
}
