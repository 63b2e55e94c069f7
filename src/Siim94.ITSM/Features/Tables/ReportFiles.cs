using CsvHelper;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Tables and lines to take away.</summary>
static class ReportFiles
{
    public static IResult Table(Report report, string name, string? dialect) => Csv(name, dialect, ReportCsv.Parts(report));

    /// <summary>All lines behind a figure, page after page.</summary>
    /// <param name="pageAfter">The page that starts after a key; the first for null.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="dialect">See <see cref="ReportCsv"/>.</param>
    public static async Task<IResult> Lines(Func<string?, Task<ReportLines>> pageAfter, string name, string? dialect)
    {
        var first = await pageAfter(null); // a refusal comes before the first byte
        return Csv(name, dialect, Parts());

        async IAsyncEnumerable<Action<CsvWriter>> Parts()
        {
            yield return csv => ReportCsv.Heading(csv, dialect);
            for (var page = first; ; page = await pageAfter(page.Next))
            {
                var items = page.Items;
                yield return csv =>
                {
                    foreach (var fact in items)
                        ReportCsv.Line(csv, fact, dialect);
                };
                if (page.Next is null)
                    yield break;
            }
        }
    }

    public static IResult Csv(string name, string? dialect, IAsyncEnumerable<Action<CsvWriter>> parts)
    {
        Check(dialect);
        return Results.Stream(stream => ReportCsv.Write(stream, dialect, parts), "text/csv; charset=utf-8", name);
    }

    /// <exception cref="Refusal">There is no such dialect.</exception>
    public static void Check(string? dialect)
    {
        if (dialect is not (null or ReportCsv.Excel or ReportCsv.Machine))
            throw Refusal.Field("Dialect", "report.dialect-unknown", Words.DialectUnknown);
    }
}
