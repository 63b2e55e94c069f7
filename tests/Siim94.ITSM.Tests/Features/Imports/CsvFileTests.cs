using System.Text;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>Every way in which a spreadsheet may have saved the same lines; and files that are no tables.</summary>
[SetCulture("fr-FR")]
sealed class CsvFileTests
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

    [Test]
    public async Task Reads_every_encoding_with_every_separator_quoted_or_not(
        [Values("utf-8", "utf-8 bom", "utf-16", "utf-16BE", "utf-16 bom", "utf-16BE bom", "windows-1252")] string encoding,
        [Values(";", ",", "\t", "|")] string separator,
        [Values] bool isQuoted
    )
    {
        string[][] rows =
        [
            ["Agent", "Date", "Durée", "Activité", "Domaine", "Remarque"],
            ["DUPONT", "02/05/2016", separator == "," ? "0.5" : "0,5", "SI-DOMAINE", "FINANCES", "déjà vu – 5 € à côté"],
            ["DUPONT", "2016-05-03", "2h30", "SI-DOMAINE", "FINANCES", $"un{separator}deux \"trois\""],
            ["DUPONT", "04.05.2016", "1 j", "SI-DOMAINE", "FINANCES", "ligne 1\nligne 2"],
        ];
        var text = string.Concat(rows.Select(row => string.Join(separator, row.Select(Quote)) + "\r\n"));
        var id = (await app.Upload(Encode(encoding, text))).Id;

        var preview = await app.Send(new PreviewImport { Id = id });
        Assert.That(
            (preview.Proposal.Encoding, preview.Proposal.Separator, preview.Proposal.HasHeadings),
            Is.EqualTo((encoding.Split(' ')[0], separator, true))
        );
        Assert.That(preview.Columns[5].Samples, Is.EqualTo(rows.Skip(1).Select(row => row[5])));

        var check = await app.Check(id);
        Assert.That(check.Problems, Is.Empty);
        Assert.That(check.RowsAccepted, Is.EqualTo(3));

        string Quote(string cell) =>
            isQuoted || cell.IndexOfAny(['"', '\n', separator[0]]) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
    }

    [Test]
    public async Task Texts_that_our_own_files_keep_from_being_formulas_are_read_as_they_were()
    {
        const string Text = "Agent;Date;Durée;Activité;Domaine;Remarque\r\nDUPONT;02/05/2016;1 j;SI-DOMAINE;FINANCES;'=1+1\r\n";
        var preview = await app.Send(new PreviewImport { Id = (await app.Upload(Encode("utf-8", Text))).Id });
        Assert.That(preview.Columns[5].Samples, Is.EqualTo(new[] { "=1+1" }));
    }

    static byte[] Encode(string name, string text)
    {
        var encoding = TextEncodings.Of(name.Split(' ')[0]);
        return name.EndsWith("bom", StringComparison.Ordinal)
            ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]
            : encoding.GetBytes(text);
    }

    [Test]
    public async Task A_file_without_headings_is_read_from_its_first_line()
    {
        var id = (await app.Upload("DUPONT;02/05/2016;0,5;SI-DOMAINE;FINANCES\nDUPONT;03/05/2016;0,5;SI-DOMAINE;FINANCES\n")).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id })).Proposal.HasHeadings, Is.False);
        var check = await app.Check(id, c => c.Mapping!.Columns = new()
            {
                ["agent"] = 1,
                ["day"] = 2,
                ["quantity"] = 3,
                ["activity"] = 4,
                ["domain"] = 5,
            });
        Assert.That((check.RowsRead, check.RowsAccepted), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Bytes_of_another_encoding_far_into_the_file_are_found()
    {
        var ascii = new StringBuilder("Agent;Date;Durée;Activité;Domaine\n".Replace("é", "e"));
        for (var line = 0; line < 40_000; line++)
            ascii.Append("DUPONT;02/05/2016;1 min;SI-DOMAINE;FINANCES\n");
        var bytes = (byte[])
            [.. Encoding.ASCII.GetBytes(ascii.ToString()), .. Encoding.Latin1.GetBytes("DUPONT;03/05/2016;1 min;Activité;FINANCES\n")];
        var id = (await app.Upload(bytes)).Id;
        Assert.That((await app.Send(new PreviewImport { Id = id })).Proposal.Encoding, Is.EqualTo("windows-1252"));
        Assert.That((await app.Check(id, c => c.Mapping!.Encoding = "utf-8")).Message, Does.Contain("encodage"));
    }

    static IEnumerable<TestCaseData> Broken()
    {
        yield return new(Encoding.UTF8.GetBytes("Agent;Date\nDUPONT;\"jamais fermé\nDUPONT;x\n"), "guillemet");
        yield return new(Encoding.UTF8.GetBytes("Agent;Date\nDUPONT;\"" + new string('x', 300_000) + "\n"), "guillemet");
        yield return new(Encoding.UTF8.GetBytes("Agent;Date\nDUPONT;a\0b\n"), "texte");
        yield return new(Encoding.UTF8.GetBytes("Agent;Date\n" + string.Concat(Enumerable.Repeat("a;", 5_000_000))), "pas de fin");
        yield return new(Encoding.UTF8.GetBytes("Agent;Date\n" + string.Concat(Enumerable.Repeat(";", 10_000)) + "\n"), "colonnes");
        yield return new(Encoding.UTF8.GetBytes("\n\n\n"), "vide");
        yield return new((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "XLSX");
        yield return new(Encoding.ASCII.GetBytes("%PDF-1.7\nblah"), "tableau");
        yield return new(Enumerable.Range(0, 4_000).Select(index => (byte)(index * 7919 >> 3)).ToArray(), "texte");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task What_is_no_table_is_refused_in_words_and_nothing_is_written(byte[] file, string word)
    {
        var id = (await app.Upload(file)).Id;
        var columns = new Dictionary<string, int>
        {
            ["agent"] = 1,
            ["day"] = 2,
            ["quantity"] = 3,
            ["activity"] = 4,
        };
        string? message;
        try
        {
            await app.Send(new PreviewImport { Id = id });
            message = (await app.Check(id, c => c.Mapping!.Columns = columns)).Message;
        }
        catch (Refusal refusal)
        {
            message = refusal.Errors["File"].Single();
        }
        Assert.That(message, Does.Contain(word));
        Assert.That((await app.Send(new GetImport(id))).State, Is.EqualTo(ImportState.Uploaded));
        Assert.That(await app.Count("TimeEntries"), Is.Zero);
    }

    [TestCase("Agent;Date\nDUPONT;x\n\"jamais fermé;x\nDUPONT;x\n", 3)]
    [TestCase("Agent;Date\nDUPONT;\"jamais fermé\nDUPONT;x\nDUPONT;\"y\"\n", 2)]
    [TestCase("Agent;Note\nDUPONT;\"deux\nlignes\"\nDUPONT;\"encore\ndeux\";\"jamais\n\nDUPONT;x\n", 5)]
    [TestCase("Agent;Date\r\nDUPONT;\"une\r\nautre\"\r\nDUPONT;\"jamais fermé\r\nDUPONT;x\r\n", 4)]
    [TestCase("sep=;\nAgent;Date\nDUPONT;\"jamais", 3)]
    public async Task A_quote_that_is_not_closed_is_told_with_the_line_where_it_opens(string file, int line)
    {
        var id = (await app.Upload(file)).Id;
        var refusal = Assert.ThrowsAsync<Refusal>(() => app.Send(new PreviewImport { Id = id }))!;
        Assert.That(refusal.Errors["File"].Single(), Is.EqualTo($"Un guillemet ouvert à la ligne {line} n'est jamais fermé."));
    }

    [Test]
    public async Task A_quote_that_is_not_closed_before_a_long_text_is_told_with_its_line()
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(row => $"DUPONT;x{row}\n"));
        var id = (await app.Upload($"Agent;Date\nDUPONT;\"deux\nlignes\"\nDUPONT;\"jamais fermé\n{rows}")).Id;
        var refusal = Assert.ThrowsAsync<Refusal>(() => app.Send(new PreviewImport { Id = id }))!;
        Assert.That(refusal.Errors["File"].Single(), Does.Contain("ligne 4 ").And.Contain("guillemet"));
    }

    [Test]
    public void An_empty_file_is_refused()
    {
        Assert.That(Assert.ThrowsAsync<Refusal>(() => app.Upload([]))!.Code, Is.EqualTo("import.empty-file"));
        Assert.That(Assert.ThrowsAsync<Refusal>(() => app.Upload([1], kind: "planètes"))!.Errors, Contains.Key("Kind"));
    }
}
