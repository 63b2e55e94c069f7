using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Documents;

/// <summary>The report of 2017, with the demo's texts, taken away in every format and read back.</summary>
sealed class WordDocumentTests
{
    TestApp app = null!;

    [OneTimeSetUp]
    public async Task Build() => app = await TestApp.StartWithDemo();

    [OneTimeTearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<(ReportDocument Document, ExportedFile File)> Export(string language, string format)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return (await app.Send(new GetDocument(2017)), await app.Send(new ExportDocument { Year = 2017, Format = format }));
    }

    [TestCase("fr-FR", "Tableau ", "fr-FR")]
    [TestCase("en-GB", "Table ", "en-GB")]
    public async Task Is_a_valid_document_with_every_table_in_it(string language, string caption, string written)
    {
        var (document, file) = await Export(language, ExportFormat.Docx);
        Keep(file, $"bilan-{language}.docx");
        Assert.That(file.Name, Is.EqualTo("bilan-2017_provisoire_2018-02-01.docx"));
        using var word = WordprocessingDocument.Open(new MemoryStream(file.Content), isEditable: false);
        var faults = new OpenXmlValidator(FileFormatVersions.Office2019)
            .Validate(word)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}");
        Assert.That(faults, Is.Empty);

        var body = word.MainDocumentPart!.Document!.Body!;
        var shown = document.Chapters.SelectMany(chapter => chapter.Tables).Where(table => table.Rows.Count > 0).ToList();
        Assert.That(shown, Has.Count.GreaterThan(20));
        var tables = body.Elements<Table>()
            .Where(table => table.GetFirstChild<TableProperties>()!.GetFirstChild<TableCaption>()!.Val != "")
            .ToList();
        Assert.That(tables.Select(Texts), Is.EqualTo(shown.Select(Texts)));
        Assert.That(
            tables.Select(table => table.Elements<TableRow>().First().Descendants<TableHeader>().Count()),
            Is.All.EqualTo(1),
            "headings repeat"
        );
        Assert.That(
            tables.SelectMany(table => table.Elements<TableRow>()).Select(row => row.Descendants<CantSplit>().Count()),
            Is.All.EqualTo(1),
            "rows stay whole"
        );

        var captions = Of(body, "Caption").Select(paragraph => paragraph.InnerText).ToList();
        Assert.That(
            captions.Where(text => text.StartsWith(caption, StringComparison.Ordinal)).Select(text => text.Split(' ')[1]),
            Is.EqualTo(Enumerable.Range(1, shown.Count).Select(number => $"{number}"))
        );
        var pictures = body.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().ToList();
        Assert.That(
            pictures,
            Has.Count.EqualTo(word.MainDocumentPart.ChartParts.Count())
                .And.Count.EqualTo(shown.Count(table => ReportChart.Of(table) is not null))
        );
        Assert.That(pictures.Select(picture => picture.Description!.Value), Has.None.Empty);
        Assert.That(pictures.Select(picture => picture.Description!.Value), Is.Unique);
        Assert.That(
            Of(body, "Source").Count(paragraph => paragraph.InnerText.Contains(": Siim94.ITSM,", StringComparison.Ordinal)),
            Is.EqualTo(shown.Count)
        );

        var headings = body.Elements<Paragraph>()
            .Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is "Heading1" or "Heading2")
            .Select(paragraph => paragraph.InnerText);
        var contents = body.Elements<Paragraph>()
            .Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value is "TOC1" or "TOC2")
            .Select(paragraph => paragraph.Descendants<Hyperlink>().Single().Elements<Run>().First().InnerText);
        Assert.That(contents, Is.EqualTo(headings));
        var asked = body.Descendants<FieldCode>()
            .Select(code => code.Text.Trim().Split(' '))
            .Where(words => words[0] == "PAGEREF")
            .Select(words => words[1]);
        Assert.That(
            asked,
            Is.EqualTo(body.Descendants<BookmarkStart>().Select(bookmark => bookmark.Name!.Value)),
            "every heading's page is asked for"
        );
        Assert.That(word.PackageProperties.Language, Is.EqualTo(written));
        Assert.That(word.PackageProperties.Creator, Is.EqualTo("Siim94.ITSM"));
        Assert.That(word.MainDocumentPart.StyleDefinitionsPart!.Styles!.Descendants<Languages>().First().Val!.Value, Is.EqualTo(written));
    }

    [Test]
    public async Task Charts_hold_the_values_of_their_tables()
    {
        var (document, file) = await Export("fr-FR", ExportFormat.Docx);
        using var word = WordprocessingDocument.Open(new MemoryStream(file.Content), isEditable: false);
        var ids = word.MainDocumentPart!.Document!.Descendants<ChartReference>().Select(reference => reference.Id!.Value!);
        var drawn = ids.Select(id =>
            ((ChartPart)word.MainDocumentPart.GetPartById(id))
                .ChartSpace!.Descendants<NumericPoint>()
                .Sum(point => decimal.Parse(point.InnerText, CultureInfo.InvariantCulture))
        );
        var charts = document.Chapters.SelectMany(chapter => chapter.Tables).Select(ReportChart.Of).OfType<ReportChart>();
        Assert.That(drawn, Is.EqualTo(charts.Select(chart => chart.Rows.Sum(row => row.Values.Sum() ?? 0))));
    }

    [Test]
    public async Task Comes_as_files_of_figures_in_both_dialects_and_as_a_workbook()
    {
        var (document, archive) = await Export("fr-FR", ExportFormat.CsvZip);
        using var zip = new ZipArchive(new MemoryStream(archive.Content));
        var tables = document.Chapters.SelectMany(chapter => chapter.Tables).ToList();
        Assert.That(zip.Entries, Has.Count.EqualTo(2 * tables.Count));
        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.Unique);
        using var reader = new StreamReader(zip.GetEntry("machine/bilan-2017_si-general.csv")!.Open());
        Assert.That(await reader.ReadToEndAsync(), Does.Contain("MCO,").And.Not.Contain(";"));

        var workbook = (await Export("fr-FR", ExportFormat.Xlsx)).File;
        using var sheets = SpreadsheetDocument.Open(new MemoryStream(workbook.Content), isEditable: false);
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(sheets).Select(fault => fault.Description), Is.Empty);
        Assert.That(sheets.WorkbookPart!.WorksheetParts.Count(), Is.EqualTo(tables.Count + 1));
        Assert.That(
            sheets.WorkbookPart.WorksheetParts.Count(part =>
                part.Worksheet!.Elements<DocumentFormat.OpenXml.Spreadsheet.AutoFilter>().Any()
            ),
            Is.EqualTo(tables.Count)
        );
    }

    static IEnumerable<Paragraph> Of(Body body, string style) =>
        body.Elements<Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value == style);

    static string Texts(Table table) =>
        string.Join(
            '\n',
            table.Elements<TableRow>().Skip(1).Select(row => string.Join('|', row.Elements<TableCell>().Select(cell => cell.InnerText)))
        );

    static string Texts(Report report)
    {
        var rows = report.Rows.Select(row => string.Join('|', row.Labels.Concat(row.Cells.Select(cell => cell.Text))));
        var totals = report.Totals.Any(total => total.Value is not null)
            ?
            [
                string.Join(
                    '|',
                    (string[])["Total", .. report.RowHeadings.Skip(1).Select(_ => ""), .. report.Totals.Select(total => total.Text)]
                ),
            ]
            : Array.Empty<string>();
        return string.Join('\n', rows.Concat(totals));
    }

    // For whoever wants to look at it.
    static void Keep(ExportedFile file, string name)
    {
        if (Environment.GetEnvironmentVariable("ITSM_SCREENSHOTS") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, name), file.Content);
    }
}
