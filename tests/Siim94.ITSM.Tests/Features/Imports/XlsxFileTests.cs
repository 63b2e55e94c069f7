using System.IO.Compression;
using System.Text;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>Workbooks as spreadsheets save them, and as those who mean harm make them.</summary>
[SetCulture("fr-FR")]
sealed class XlsxFileTests
{
    TestApp app = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        await app.AnAgent(code: "DUPONT");
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Names = $"xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Types}\"";
    const string RelationNames = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

    // Styles: 0 plain, 1 a day (built in), 2 a day (own format), 3 a length of time, 4 a number with a quoted unit, 5 a percentage.
    const string Styles =
        $"""<styleSheet {Names}><numFmts count="3"><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/>"""
        + """<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0&quot; jours&quot;"/></numFmts>"""
        + """<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>"""
        + """<xf numFmtId="10"/></cellXfs></styleSheet>""";
    const string Texts =
        $"<sst {Names}><si><t>DUPONT</t></si><si><r><t>SI-</t></r><r><t>DOMAINE</t></r><rPh><t>x</t></rPh></si>"
        + """<si><t xml:space="preserve">FINANCES</t></si></sst>""";

    static string Headings(params string[] names)
    {
        var cells = names.Select((name, index) => $"""<c r="{(char)('A' + index)}1" t="inlineStr"><is><t>{name}</t></is></c>""");
        return $"""<row r="1">{string.Concat(cells)}</row>""";
    }

    /// <summary>A workbook of two sheets; parts named are written otherwise.</summary>
    static byte[] Workbook(string rows, string workbookAttributes = "", params (string Path, Action<Stream> Write)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                "_rels/.rels",
                $"<Relationships {RelationNames}>"
                    + $"""<Relationship Id="r1" Type="{Types}/officeDocument" Target="xl/workbook.xml"/>"""
                    + "</Relationships>"
            );
            Add(
                "xl/workbook.xml",
                $"<workbook {Names}><workbookPr {workbookAttributes}/><sheets>"
                    + """<sheet name="Saisie" sheetId="1" r:id="r1"/><sheet name="Autre" sheetId="2" r:id="r4"/>"""
                    + "</sheets></workbook>"
            );
            Add(
                "xl/_rels/workbook.xml.rels",
                $"<Relationships {RelationNames}>"
                    + $"""<Relationship Id="r1" Type="{Types}/worksheet" Target="/xl/worksheets/sheet1.xml"/>"""
                    + $"""<Relationship Id="r2" Type="{Types}/styles" Target="styles.xml"/>"""
                    + $"""<Relationship Id="r3" Type="{Types}/sharedStrings" Target="sharedStrings.xml"/>"""
                    + $"""<Relationship Id="r4" Type="{Types}/worksheet" Target="worksheets/sheet2.xml"/>"""
                    + "</Relationships>"
            );
            Add("xl/worksheets/sheet1.xml", $"""<worksheet {Names}><sheetData>{rows}</sheetData></worksheet>""");
            Add("xl/worksheets/sheet2.xml", $"""<worksheet {Names}><sheetData>{Headings("Agent", "Date")}</sheetData></worksheet>""");
            Add("xl/styles.xml", Styles);
            Add("xl/sharedStrings.xml", Texts);

            void Add(string path, string text)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
                if (parts.FirstOrDefault(part => part.Path == path).Write is { } write)
                    write(entry);
                else
                    entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>The same again and again, for so many megabytes.</summary>
    static Action<Stream> Repeated(string before, string repeated, int megabytes) =>
        stream =>
        {
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1024 * 1024 / repeated.Length)));
            stream.Write(Encoding.UTF8.GetBytes(before));
            for (var megabyte = 0; megabyte < megabytes; megabyte++)
                stream.Write(block);
        };

    static byte[] Lines(string rows, string workbookAttributes = "") =>
        Workbook(Headings("Agent", "Date", "Durée", "Activité", "Domaine", "Note") + rows, workbookAttributes);

    static string Row(int number, string day, string quantity, string note = "") =>
        $"""<row r="{number}"><c r="A{number}" t="s"><v>0</v></c><c r="B{number}" {day}</c><c r="C{number}" {quantity}</c>"""
        + $"""<c r="D{number}" t="s"><v>1</v></c><c r="E{number}" t="s"><v>2</v></c>{note}</row>""";

    [Test]
    public async Task Days_numbers_and_lengths_of_time_are_read_as_what_they_are()
    {
        var id = (
            await app.Upload(
                Lines(
                    Row(2, "s=\"1\"><v>42492</v>", "><v>0.25</v>")
                        + Row(
                            3,
                            "s=\"2\"><v>42493.6</v>",
                            "s=\"3\"><v>0.104166666666667</v>",
                            "<c r=\"F3\" t=\"str\"><f>1+1</f><v>calculé</v></c>"
                        )
                        + Row(5, "t=\"d\"><v>2016-05-04</v>", "s=\"4\"><v>0.30000000000000004</v>")
                        + Row(6, "t=\"inlineStr\"><is><t>05/05/2016</t></is>", "t=\"inlineStr\"><is><t>1/2 j</t></is>")
                ),
                name: "lignes.xlsx"
            )
        ).Id;
        var preview = await app.Send(new PreviewImport { Id = id });
        Assert.That((preview.IsWorkbook, preview.Sheets), Is.EqualTo((true, preview.Sheets)));
        Assert.That(preview.Sheets, Is.EqualTo(new[] { "Saisie", "Autre" }));
        Assert.That(preview.Columns[1].Samples, Is.EqualTo(new[] { "02/05/2016", "03/05/2016 14:24:00", "04/05/2016", "05/05/2016" }));
        var check = await app.Check(id);
        Assert.That(check.Problems, Is.Empty);
        await app.Commit(id);
        Assert.That(
            (await app.Send(new ListTimeEntries())).Items.Select(entry =>
                (entry.ImportRow, entry.Day, entry.Quantity, entry.Unit, entry.Note)
            ),
            Is.EqualTo(
                new (int?, DateOnly, decimal, string, string?)[]
                {
                    (2, new(2016, 5, 2), 0.25m, "d", null),
                    (3, new(2016, 5, 3), 150m, "min", "calculé"),
                    (5, new(2016, 5, 4), 0.3m, "d", null),
                    (6, new(2016, 5, 5), 0.5m, "d", null),
                }
            )
        );
    }

    [Test]
    public async Task Texts_and_numeric_cells_are_read_each_as_what_it_is()
    {
        var preview = await Preview(
            Row(2, "s=\"1\"><v>42492</v>", "><v>0.25</v>")
                + Row(3, "s=\"1\"><v>42493</v>", "t=\"inlineStr\"><is><t>0,5</t></is>")
                + Row(4, "><v>42494</v>", "><v>1</v>")
        );
        Assert.That(preview.Lines.SelectMany(line => line.Problems), Is.Empty);
        Assert.That(preview.Proposal.Decimals, Is.EqualTo(","));
        Assert.That(preview.Understood.Total.Days, Is.EqualTo(1.75m));
        Assert.That(preview.Lines[2].Cells[1].Value, Is.EqualTo("04/05/2016"), "a day whose cell has lost its format");
    }

    [TestCase("t=\"b\"><v>1</v>", "n'est pas comprise")]
    [TestCase("t=\"e\"><v>#N/A</v>", "erreur de tableur")]
    [TestCase("><f>A1*2</f>", "jamais été calculée")]
    [TestCase("><f>A1*2</f><v></v>", "jamais été calculée")]
    [TestCase("s=\"5\"><v>0.12</v>", "pourcentage")]
    [TestCase("s=\"1\"><v>42492</v>", "n'est pas comprise")]
    public async Task What_is_no_quantity_is_refused_in_words(string quantity, string word)
    {
        var problems = (await Preview(Row(2, "s=\"1\"><v>42492</v>", quantity))).Lines.Single().Problems;
        Assert.That(problems.Select(problem => (problem.Field, problem.Message.Contains(word))), Is.EqualTo(new[] { ("quantity", true) }));
    }

    [Test]
    public async Task Merged_cells_are_filled_down_but_never_counted_twice()
    {
        const string Blank =
            """<c r="A{0}"/><c r="B{0}"/><c r="C{0}"><v>0.25</v></c><c r="D{0}" t="s"><v>1</v></c><c r="E{0}" t="s"><v>2</v></c>""";
        var rows =
            Row(2, "s=\"1\"><v>42492</v>", "><v>0.25</v>")
            + $"<row r=\"3\">{string.Format(Blank, 3)}</row><row r=\"4\">{string.Format(Blank, 4).Replace("<v>0.25</v>", "")}</row>";
        var preview = await Preview(
            rows,
            """</sheetData><mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/><mergeCell ref="C3:C4"/></mergeCells><sheetData>"""
        );
        Assert.That(preview.Understood.Total, Is.EqualTo(new UnderstoodSum("", "", 2, 0.5m, 3.5m, null)));
        Assert.That(preview.Lines[2].Problems.Single().Message, Does.Contain("fusionnées"));
        Assert.That(preview.Guesses, Has.Some.Contains("fusionnées : 2"));
    }

    [Test]
    public void Cells_merged_from_a_row_that_is_not_there_or_beyond_the_last_column_fill_nothing()
    {
        const string Rows =
            """<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row></sheetData>"""
            + """<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="ZZZZ2:ZZZZ3"/><mergeCell ref="B2:B3"/></mergeCells><sheetData>""";
        Assert.That(
            Read(Workbook(Rows)).Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))),
            Is.EqualTo(new[] { "1", "2|" })
        );
    }

    [Test]
    public void One_long_text_in_a_great_many_cells_is_refused()
    {
        var cells = string.Concat(Enumerable.Repeat("""<c t="s"><v>0</v></c>""", 300));
        var rows = string.Concat(Enumerable.Repeat($"<row>{cells}</row>", 20));
        var texts = $"<sst {Names}><si><t>{new string('a', 99_000)}</t></si></sst>";
        var file = Workbook(rows, "", ("xl/sharedStrings.xml", stream => stream.Write(Encoding.UTF8.GetBytes(texts))));
        Assert.That(() => Read(file), Throws.TypeOf<Refusal>());
    }

    [Test]
    public void Elements_within_elements_without_end_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200));
        Assert.That(() => Read(Workbook($"<row><c>{deep}</c></row>")), Throws.TypeOf<Refusal>());
    }

    static List<FileRow> Read(byte[] file)
    {
        using var workbook = XlsxFile.Open(new MemoryStream(file));
        return [.. workbook.Rows(null)];
    }

    [Test]
    public async Task Hidden_rows_are_told()
    {
        var rows = Row(2, "s=\"1\"><v>42492</v>", "><v>0.25</v>") + Row(3, "s=\"1\"><v>42493</v>", "><v>0.25</v>");
        var id = (await app.Upload(Lines(rows.Replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\"")))).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id })).Guesses, Has.Some.Contains("masquées").And.Some.Contains(": 1."));
        Assert.That((await app.Check(id)).Understood!.HiddenRowCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Characters_that_xml_cannot_carry_are_read_as_they_are_meant()
    {
        var preview = await Preview(
            Row(
                2,
                "s=\"1\"><v>42492</v>",
                "><v>0.25</v>",
                "<c r=\"F2\" t=\"inlineStr\"><is><t>a_x0009_b _x005F_x0041_ _x00e9_ _xD83D__xDE00_ _x12_</t></is></c>"
            )
        );
        Assert.That(preview.Columns[5].Samples.Single(), Is.EqualTo("a\tb _x0041_ é \U0001F600 _x12_"));
    }

    async Task<ImportPreview> Preview(string rows, string after = "")
    {
        var id = (await app.Upload(Lines(rows + after))).Id;
        var proposal = (await app.Send(new PreviewImport { Id = id })).Proposal;
        return await app.Send(new PreviewImport { Id = id, Mapping = proposal with { Unit = "d" } });
    }

    [Test]
    public async Task Workbooks_that_count_from_1904_give_the_same_days()
    {
        var id = (await app.Upload(Lines(Row(2, "s=\"1\"><v>41030</v>", "><v>1</v>"), "date1904=\"1\""))).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id })).Columns[1].Samples, Is.EqualTo(new[] { "02/05/2016" }));
    }

    [Test]
    public async Task The_sheet_is_chosen()
    {
        var id = (await app.Upload(Lines(Row(2, "s=\"1\"><v>42492</v>", "><v>1</v>")))).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id, Sheet = "Autre" })).Columns, Has.Count.EqualTo(2));
        Assert.That(app.Refused(new PreviewImport { Id = id, Sheet = "Nulle part" }).Errors["File"].Single(), Does.Contain("Nulle part"));
    }

    [Test]
    public async Task The_sheet_that_the_workbook_opens_on_is_read_first()
    {
        const string Book =
            $"""<workbook {Names}><bookViews><workbookView activeTab="1"/></bookViews><sheets>"""
            + """<sheet name="À propos" sheetId="1" r:id="r4"/><sheet name="Saisie" sheetId="2" r:id="r1"/></sheets></workbook>""";
        var id = (await app.Upload(Other(("xl/workbook.xml", Text(Book))))).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id })).Proposal.Sheet, Is.EqualTo("Saisie"));
    }

    const string Sheet = $"<worksheet {Names}><sheetData>";

    static byte[] Other(params (string Path, Action<Stream> Write)[] parts) => Workbook(Headings("Agent", "Date"), parts: parts);

    static IEnumerable<TestCaseData> Hostile()
    {
        var good = Lines(string.Concat(Enumerable.Range(2, 2_000).Select(row => Row(row, "s=\"1\"><v>42492</v>", $"><v>0.{row}</v>"))));
        yield return Case("half a file", good[..(good.Length / 2)], "abîmé");
        yield return Case("the end is missing", good[..^10], "abîmé");
        yield return Case("damaged within", [.. good.Select((value, index) => index is > 900 and < 1_000 ? (byte)0x5A : value)], "abîmé");
        yield return Case(
            "a sheet out of all proportion",
            Other(("xl/worksheets/sheet1.xml", Repeated(Sheet, $"<{new string('x', 250)}/>", 100))),
            "aucun tableau"
        );
        yield return Case(
            "texts out of all proportion",
            Other(("xl/sharedStrings.xml", Repeated($"<sst {Names}>", "<si><t>a</t></si>", 100))),
            "aucun tableau"
        );
        yield return Case("styles without end", Other(("xl/styles.xml", Repeated($"<styleSheet {Names}>", "<xf/>", 20))), "aucun tableau");
        yield return Case(
            "a cell without end",
            Other(("xl/worksheets/sheet1.xml", Repeated($"{Sheet}<row><c t=\"inlineStr\"><is><t>", "0123456789abcdef", 3))),
            "aucun tableau"
        );
        yield return Case(
            "an attribute without end",
            Other(("xl/worksheets/sheet1.xml", Repeated($"{Sheet}<row r=\"", "1234", 3))),
            "aucun tableau"
        );
        yield return Case(
            "entities that multiply",
            Other(
                (
                    "xl/worksheets/sheet1.xml",
                    Text(
                        """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>"""
                            + $"""{Sheet}<row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
                    )
                )
            ),
            "abîmé"
        );
        yield return Case(
            "an entity from outside",
            Other(("xl/workbook.xml", Text("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><workbook/>"))),
            "abîmé"
        );
        yield return Case(
            "ten thousand columns",
            Other(("xl/worksheets/sheet1.xml", Text($"{Sheet}<row r=\"1\"><c r=\"NTP1\"><v>1</v></c></row>"))),
            "colonnes"
        );
        yield return Case(
            "columns without end",
            Other(("xl/worksheets/sheet1.xml", Text($"{Sheet}<row r=\"1\"><c r=\"{new string('Z', 50_000)}1\"><v>1</v></c></row>"))),
            "colonnes"
        );
        yield return Case(
            "a row far away",
            Other(("xl/worksheets/sheet1.xml", Text($"{Sheet}<row r=\"2147483647\"><c><v>1</v></c></row>"))),
            "lignes"
        );
        yield return Case(
            "rows that go back",
            Other(
                (
                    "xl/worksheets/sheet1.xml",
                    Text($"{Sheet}<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row></sheetData></worksheet>")
                )
            ),
            "abîmé"
        );
        yield return Case(
            "a text that is not there",
            Other(("xl/worksheets/sheet1.xml", Text($"{Sheet}<row r=\"1\"><c t=\"s\"><v>99</v></c></row></sheetData></worksheet>"))),
            "abîmé"
        );
        yield return Case("no sheet", Other(("xl/workbook.xml", Text($"<workbook {Names}/>"))), "n'est pas un classeur");
        yield return Case("another archive", Archive(1), "n'est pas un classeur");
        yield return Case("thirty thousand entries", Archive(30_000), "aucun tableau");

        static TestCaseData Case(string name, byte[] file, string word) => new TestCaseData(file, word).SetArgDisplayNames(name);
    }

    static byte[] Archive(int entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            for (var entry = 0; entry < entries; entry++)
                zip.CreateEntry($"{entry}.txt", CompressionLevel.NoCompression);
        return stream.ToArray();
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task Broken_and_hostile_workbooks_are_refused_in_words_and_nothing_is_written(byte[] file, string word)
    {
        var id = (await app.Upload(file, name: "lignes.xlsx")).Id;
        string? message;
        try
        {
            await app.Send(new PreviewImport { Id = id });
            message = (await app.Check(id, c => c.Mapping!.Columns = new()
                    {
                        ["agent"] = 1,
                        ["day"] = 2,
                        ["quantity"] = 3,
                        ["activity"] = 4,
                    })).Message;
        }
        catch (Refusal refusal)
        {
            message = refusal.Errors["File"].Single();
        }
        Assert.That(message, Does.Contain(word));
        Assert.That((await app.Send(new GetImport(id))).State, Is.EqualTo(ImportState.Uploaded));
        Assert.That(await app.Count("TimeEntries"), Is.Zero);
    }
}
