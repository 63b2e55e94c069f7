using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Tables and lines as CSV: for Excel in France (<c>;</c>, decimal comma, byte order mark), or for machines (<c>,</c>, decimal point).
/// </summary>
static class ReportCsv
{
    public const string Excel = "excel",
        Machine = "machine";

    /// <summary>What the description of the API says of each of them.</summary>
    public const string Dialects = "For Excel in France, or with `dialect=machine` for programs: commas between columns, decimal points.";

    /// <summary>Writes part after part: each is put together in memory and sent without blocking a thread.</summary>
    public static async Task Write(Stream stream, string? dialect, IAsyncEnumerable<Action<CsvWriter>> parts)
    {
        var isMachine = dialect == Machine;
        var configuration = new CsvConfiguration(isMachine ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo("fr-FR"))
        {
            Delimiter = isMachine ? "," : ";",
            NewLine = "\r\n",
            // A cell that begins like a formula is one more character of text, not a formula.
            InjectionOptions = InjectionOptions.Escape,
            InjectionCharacters = ['=', '+', '-', '@', '\t', '\r'],
        };
        using var part = new MemoryStream();
        await using var text = new StreamWriter(part, new UTF8Encoding(encoderShouldEmitUTF8Identifier: !isMachine));
        await using var csv = new SafeCsvWriter(text, configuration);
        await foreach (var write in parts)
        {
            write(csv);
            await csv.FlushAsync();
            await text.FlushAsync();
            await stream.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length));
            part.SetLength(0);
        }
    }

    /// <summary>A table as its only part.</summary>
    public static async IAsyncEnumerable<Action<CsvWriter>> Parts(Report report)
    {
        yield return csv => Table(csv, report);
        await Task.CompletedTask;
    }

    static void Table(CsvWriter csv, Report report)
    {
        var axes = Math.Max(1, report.RowHeadings.Count);
        foreach (var axis in Enumerable.Range(0, axes))
            csv.WriteField(report.RowHeadings.ElementAtOrDefault(axis) ?? "");
        foreach (var column in report.Columns)
            csv.WriteField(column.Label);
        csv.NextRecord();
        foreach (var row in report.Rows)
            Row(csv, row.Labels, row.Cells);
        if (report.Totals.Any(total => total.Value is not null))
            Row(csv, ["Total", .. Enumerable.Repeat("", axes - 1)], report.Totals);
    }

    public static void Heading(CsvWriter csv, string? dialect)
    {
        string[] headings =
            dialect == Machine
                ? ["kind", "id", "day", "value", "agent", "activity", "domain", "application", "project", "member", "text", "source"]
                :
                [
                    Words.What,
                    Words.Number,
                    CommonWords.Day,
                    CommonWords.Value,
                    CommonWords.Agent,
                    CommonWords.Activity,
                    CommonWords.Domain,
                    CommonWords.Application,
                    CommonWords.Project,
                    CommonWords.Member,
                    Words.Text,
                    Words.Source,
                ];
        foreach (var heading in headings)
            csv.WriteField(heading);
        csv.NextRecord();
    }

    public static void Line(CsvWriter csv, ReportFact fact, string? dialect)
    {
        csv.WriteField(dialect == Machine ? fact.Kind : fact.KindName);
        csv.WriteField(fact.Id);
        csv.WriteField(fact.Day.ToString(dialect == Machine ? "yyyy-MM-dd" : "dd/MM/yyyy", CultureInfo.InvariantCulture));
        csv.WriteField(fact.Value);
        foreach (
            var text in new[]
            {
                fact.Agent,
                fact.Activity,
                fact.Domain,
                fact.Application,
                fact.Project,
                fact.Member,
                fact.Text,
                dialect == Machine ? fact.Source
                : fact.Source is null ? null
                : FactWords.Source(fact.Source),
            }
        )
            csv.WriteField(text);
        csv.NextRecord();
    }

    static void Row(CsvWriter csv, IEnumerable<string> labels, IReadOnlyList<ReportCell> cells)
    {
        foreach (var label in labels)
            csv.WriteField(label);
        foreach (var cell in cells)
            csv.WriteField(cell.Value);
        csv.NextRecord();
    }
}

/// <summary>A cell that begins like a formula becomes text; a number stays one, a negative one too.</summary>
sealed partial class SafeCsvWriter(TextWriter text, CsvConfiguration configuration) : CsvWriter(text, configuration, leaveOpen: true)
{
    protected override string? SanitizeForInjection(string? field) =>
        field is not null && Number().IsMatch(field) ? field : base.SanitizeForInjection(field);

    [GeneratedRegex(@"^-?[0-9]+([.,][0-9]+)?\z")]
    private static partial Regex Number();
}
