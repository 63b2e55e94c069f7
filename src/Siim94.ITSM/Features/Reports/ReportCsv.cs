using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Siim94.ITSM.Features.Reports;

/// <summary>Tables and lines as CSV: for Excel in France (<c>;</c>, decimal comma, byte order mark), or for machines (<c>,</c>, decimal point).</summary>
static class ReportCsv
{
    public const string Machine = "machine";

    public static async Task Write(Stream stream, string? dialect, Func<CsvWriter, Task> write)
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
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: !isMachine), leaveOpen: true);
        await using var csv = new CsvWriter(text, configuration);
        await write(csv);
    }

    public static Task Table(CsvWriter csv, Report report)
    {
        csv.WriteField("");
        foreach (var column in report.Columns) csv.WriteField(column.Label);
        csv.NextRecord();
        foreach (var row in report.Rows) Row(csv, row.Label, row.Cells);
        Row(csv, "Total", report.Totals);
        return Task.CompletedTask;
    }

    public static void Heading(CsvWriter csv)
    {
        foreach (var heading in (string[])["kind", "id", "day", "value", "agent", "activity", "domain", "application", "project", "member", "text", "source"]) csv.WriteField(heading);
        csv.NextRecord();
    }

    public static void Line(CsvWriter csv, ReportFact fact, string? dialect)
    {
        csv.WriteField(fact.Kind);
        csv.WriteField(fact.Id);
        csv.WriteField(fact.Day.ToString(dialect == Machine ? "yyyy-MM-dd" : "dd/MM/yyyy", CultureInfo.InvariantCulture));
        csv.WriteField(fact.Value);
        foreach (var text in new[] { fact.Agent, fact.Activity, fact.Domain, fact.Application, fact.Project, fact.Member, fact.Text, fact.Source }) csv.WriteField(text);
        csv.NextRecord();
    }

    static void Row(CsvWriter csv, string label, IReadOnlyList<ReportCell> cells)
    {
        csv.WriteField(label);
        foreach (var cell in cells) csv.WriteField(cell.Value);
        csv.NextRecord();
    }
}
