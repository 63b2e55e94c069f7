using System.Globalization;
using System.Text;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Imports;

/// <summary>Files as other products export them: read as their authors mean them, asked about, or refused in words.</summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class FileReadingTests
{
    TestApp app = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        await app.AnAgent(code: "BGREFONTELLE", name: "Benoît Grefontelle");
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    const string Row = ";SI-DOMAINE;FINANCES\r\n";

    async Task<ImportPreview> Preview(string text, string kind = ImportKind.TimeEntries, Encoding? encoding = null) =>
        await app.Send(new PreviewImport { Id = (await app.Upload((encoding ?? Encoding.UTF8).GetBytes(text), kind)).Id });

    async Task<(ImportDetails Check, IReadOnlyList<(decimal Quantity, string Unit)> Entries)> Import(string text, string? unit = null)
    {
        var id = (await app.Upload(text)).Id;
        var mapping = (await app.Send(new PreviewImport { Id = id })).Proposal;
        mapping.Unit ??= unit;
        await app.Send(new CheckImport { Id = id, Mapping = mapping });
        var check = await app.Work(id);
        if (check.RowsAccepted > 0)
            await app.Commit(id, skipRefused: true);
        return (check, [.. (await app.Send(new ListTimeEntries())).Items.OrderBy(e => e.ImportRow).Select(e => (e.Quantity, e.Unit))]);
    }

    [Test]
    public async Task A_point_among_commas_is_the_decimal_sign_that_it_can_only_be()
    {
        var (check, entries) = await Import(
            "Agent;Date;Heures;Activité;Domaine\r\n"
                + $"BGREFONTELLE;12/03/2016;3,5{Row}BGREFONTELLE;13/03/2016;0.5{Row}BGREFONTELLE;14/03/2016;1,25{Row}"
        );
        Assert.That(check.Problems, Is.Empty);
        Assert.That(entries, Is.EqualTo(new[] { (3.5m, "h"), (0.5m, "h"), (1.25m, "h") }));
    }

    [Test]
    public async Task Notes_do_not_say_what_the_decimal_sign_is()
    {
        var (check, entries) = await Import(
            "Agent;Date;Temps passé;Activité;Domaine;Commentaire\r\n"
                + "BGREFONTELLE;18/02/2016;0,1;SI-DOMAINE;FINANCES;10.2\r\nBGREFONTELLE;19/02/2016;1;SI-DOMAINE;FINANCES;10.3\r\n"
                + "BGREFONTELLE;20/02/2016;0,1;SI-DOMAINE;FINANCES;11.0\r\n",
            unit: "d"
        );
        Assert.That(check.Problems, Is.Empty);
        Assert.That(entries, Is.EqualTo(new[] { (0.1m, "d"), (1m, "d"), (0.1m, "d") }));
        Assert.That((check.Understood!.IsWhole, check.Understood.Total.Days, check.Understood.Total.Hours), Is.EqualTo((true, 1.2m, 8.4m)));
    }

    [Test]
    public async Task Hours_are_hours_by_any_heading()
    {
        var (check, entries) = await Import(
            $"Agent;Date;Nombre d'heures;Activité;Domaine\r\nBGREFONTELLE;25/02/2016;0,5{Row}BGREFONTELLE;26/02/2016;1{Row}"
        );
        Assert.That(check.Problems, Is.Empty);
        Assert.That(entries, Is.EqualTo(new[] { (0.5m, "h"), (1m, "h") }));
    }

    [Test]
    public async Task Half_days_are_half_a_day_each_and_whole()
    {
        var (check, entries) = await Import(
            "Agent;Date;Demi-journées;Activité;Domaine\r\n"
                + $"BGREFONTELLE;25/02/2016;1{Row}BGREFONTELLE;26/02/2016;2{Row}"
                + $"BGREFONTELLE;29/02/2016;0,5{Row}BGREFONTELLE;01/03/2016;0,5 j{Row}"
        );
        Assert.That(entries, Is.EqualTo(new[] { (0.5m, "d"), (1m, "d"), (0.5m, "d") }));
        Assert.That(check.Problems.Select(problem => (problem.Row, problem.Field)), Is.EqualTo(new[] { (4, "quantity") }));
    }

    [Test]
    public async Task The_unit_column_says_half_days_too()
    {
        var (check, entries) = await Import(
            "Agent;Date;Quantité;Unité;Activité;Domaine\r\n"
                + $"BGREFONTELLE;25/02/2016;1;demi-journée{Row}BGREFONTELLE;26/02/2016;2;Heures{Row}BGREFONTELLE;29/02/2016;1;j/h{Row}"
        );
        Assert.That(entries, Is.EqualTo(new[] { (0.5m, "d"), (2m, "h") }));
        Assert.That(check.Problems.Select(problem => (problem.Row, problem.Field)), Is.EqualTo(new[] { (4, "unit") }));
    }

    [Test]
    public async Task A_heading_that_names_two_units_is_asked([Values("Jours/heures", "J/H", "Temps (j ou h)")] string heading)
    {
        var preview = await Preview($"Agent;Date;{heading};Activité;Domaine\r\nBGREFONTELLE;19/03/2016;2{Row}");
        Assert.That((preview.Proposal.Columns["quantity"], preview.Proposal.Unit), Is.EqualTo((3, (string?)null)));
        Assert.That(preview.Asks, Is.EqualTo(new[] { "unit" }));
        Assert.That(preview.Lines.Single().Problems.Single().Field, Is.EqualTo("quantity"));
    }

    [TestCase("M. Benoît GREFONTELLE")]
    [TestCase("Mr GREFONTELLE Benoît")]
    [TestCase("Monsieur Benoît Grefontelle")]
    [TestCase("GREFONTELLE Benoît (Mr)")]
    public async Task People_are_found_with_their_civility(string text)
    {
        var preview = await Preview($"Agent;Date;Heures;Activité;Domaine\r\n{text};19/03/2016;2{Row}");
        Assert.That(preview.Lines.Single().Problems, Is.Empty);
        Assert.That(preview.Lines.Single().Cells[0].Value, Is.EqualTo("Benoît Grefontelle"));
    }

    [Test]
    public async Task A_line_that_tells_excel_the_separator_is_no_heading([Values("sep=;", "\"sep=;\"", "SEP=;")] string line)
    {
        var preview = await Preview($"\uFEFF{line}\r\nAgent;Date;Temps passé;Activité;Domaine\r\nBGREFONTELLE;19/03/2016;0,5 j{Row}");
        Assert.That(
            preview.Columns.Select(column => column.Heading),
            Is.EqualTo(new[] { "Agent", "Date", "Temps passé", "Activité", "Domaine" })
        );
        Assert.That(preview.Lines.Single().Problems, Is.Empty);
    }

    [Test]
    public async Task A_unit_that_nothing_says_is_asked_and_bare_quantities_are_refused_until_then()
    {
        const string File = $"Agent;Date;Temps passé;Activité;Domaine\r\nBGREFONTELLE;19/03/2016;0,5{Row}BGREFONTELLE;20/03/2016;2h30{Row}";
        var preview = await Preview(File);
        Assert.That((preview.Proposal.Unit, preview.Asks), Is.EqualTo(((string?)null, preview.Asks)));
        Assert.That(preview.Asks, Is.EqualTo(new[] { "unit" }));
        Assert.That(preview.Guesses, Has.Some.Contains("Unité de « Temps passé »"));

        var (check, _) = await Import(File);
        Assert.That(check.RowsAccepted, Is.EqualTo(1), "2h30 says its unit");
        Assert.That(check.Problems.Single(), Is.EqualTo(new ImportProblem(2, "quantity", "0,5", check.Problems.Single().Message)));
        Assert.That(check.Problems.Single().Message, Does.Contain("unité"));
    }

    [Test]
    public async Task A_number_that_may_be_two_is_asked_and_then_read_as_was_chosen()
    {
        await app.Send(
            new AddKeyFigure
            {
                Code = "VENTES",
                Name = "Ventes",
                Group = "Essai",
                Unit = "€",
                Kind = KeyFigureKind.Production,
            }
        );
        const string File = "Indicateur;Période;Valeur\nVENTES;2016;113.613\nVENTES;2017;12,5\n";
        var id = (await app.Upload(File, ImportKind.KeyFigures)).Id;
        var preview = await app.Send(new PreviewImport { Id = id });
        Assert.That((preview.Proposal.Decimals, preview.Asks.Single()), Is.EqualTo(((string?)null, "decimals")));
        Assert.That(preview.Lines[0].Problems.Single().Message, Does.Contain("deux façons"));

        foreach (var (decimals, value) in new[] { (".", 113.613m), (",", 113_613m) })
        {
            var chosen = await app.Send(new PreviewImport { Id = id, Mapping = preview.Proposal with { Decimals = decimals } });
            Assert.That(
                chosen.Understood.Sums.Select(sum => (sum.Label, sum.Period, sum.Value)),
                Is.EqualTo(new[] { ("Ventes", "2016", (decimal?)value), ("Ventes", "2017", 12.5m) })
            );
            Assert.That(chosen.Asks, Is.Empty);
        }
    }

    [TestCase("1,234.56", 1234.56)]
    [TestCase("1 234,56 €", 1234.56)]
    [TestCase("€ 12", 12)]
    [TestCase("12 euros", 12)]
    [TestCase("+12,5", 12.5)]
    public async Task Amounts_are_read_with_the_unit_of_their_figure(string text, decimal value)
    {
        var (preview, _) = await Amount(text);
        Assert.That(preview.Lines.Single().Problems, Is.Empty);
        Assert.That(preview.Understood.Sums.Single().Value, Is.EqualTo(value));
    }

    [TestCase("12 k€", "k€")]
    [TestCase("12 %", "pourcentage")]
    [TestCase("#REF!", "erreur de tableur")]
    [TestCase("####", "erreur de tableur")]
    [TestCase("12 - 13", "pas compris")]
    [TestCase("(12)", "0 à")]
    public async Task Other_amounts_are_refused_in_words(string text, string word)
    {
        var (preview, _) = await Amount(text);
        Assert.That(
            preview.Lines.Single().Problems.Single(),
            Has.Property("Field").EqualTo("value").And.Property("Message").Contains(word)
        );
        Assert.That(preview.Understood.Sums, Is.Empty);
    }

    async Task<(ImportPreview Preview, long Id)> Amount(string text)
    {
        await app.Send(
            new AddKeyFigure
            {
                Code = "VENTES",
                Name = "Ventes",
                Group = "Essai",
                Unit = "€",
                Kind = KeyFigureKind.Production,
            }
        );
        var id = (
            await app.Upload(
                $"Indicateur;Période;Valeur\nVENTES;mars 2016;\"{text}\"\n".Replace("mars 2016", "2016"),
                ImportKind.KeyFigures
            )
        ).Id;
        return (await app.Send(new PreviewImport { Id = id }), id);
    }

    [Test]
    public async Task What_was_understood_is_shown_beside_the_file_and_added_up_by_person_and_month()
    {
        await app.AnAgent(code: "DUPONT", name: "Anne Dupont");
        var preview = await Preview(
            "Agent;Date;Heures;Activité;Domaine\n"
                + "GREFONTELLE Benoît;23 mars 2016;3,5;SI-DOMAINE;FINANCES\nbgrefontelle;26/03/2016;02:30:00;si domaine;FINANCES\n"
                + "Dupont, Anne;02/04/2016;7;SI-DOMAINE;FINANCES\nDUPONT;03/04/2016;beaucoup;SI-DOMAINE;FINANCES\n"
        );
        Assert.That(
            preview.Understood.Sums,
            Is.EqualTo(
                new UnderstoodSum[]
                {
                    new("Anne Dupont", "2016-04", 1, 1m, 7m, null),
                    new("Benoît Grefontelle", "2016-03", 2, 0.857143m, 6m, null),
                }
            )
        );
        Assert.That(preview.Understood.Total, Is.EqualTo(new UnderstoodSum("", "", 3, 1.857143m, 13m, null)));
        var first = preview.Lines[0].Cells.ToDictionary(cell => cell.Field);
        Assert.That((first["agent"].Text, first["agent"].Value), Is.EqualTo(("GREFONTELLE Benoît", "Benoît Grefontelle")));
        Assert.That((first["day"].Text, first["day"].Value), Is.EqualTo(("23 mars 2016", "23/03/2016")));
        Assert.That((first["quantity"].Text, first["quantity"].Value), Is.EqualTo(("3,5", "3\u00A0h\u00A030, soit 0,5 j")));
        Assert.That(preview.Lines[3].Problems.Single().Field, Is.EqualTo("quantity"));
        Assert.That(await app.Count("TimeEntries"), Is.Zero);
    }

    [Test]
    public async Task Titles_above_a_table_are_left_out()
    {
        var preview = await Preview(
            "Temps passé en 2016;;;;\r\nService informatique;;;;\r\n;;;;\r\n"
                + $"Agent;Date;Heures;Activité;Domaine\r\nBGREFONTELLE;19/03/2016;1{Row}"
        );
        Assert.That((preview.Proposal.FirstRow, preview.Proposal.HasHeadings), Is.EqualTo(((int?)4, true)));
        Assert.That(preview.Proposal.Columns, Has.Count.EqualTo(5));
        Assert.That((preview.Lines.Single().Row, preview.Understood.Total.Hours), Is.EqualTo((5, 1m)));
    }

    [TestCase("ibm850")]
    [TestCase("macintosh")]
    [TestCase("windows-1252")]
    public async Task Old_encodings_are_recognised(string name)
    {
        var preview = await Preview(
            "Agent;Date;Durée;Activité;Domaine;Note\r\nBGREFONTELLE;19/03/2016;1 h;SI-DOMAINE;FINANCES;Réunion à côté, déjà prévue\r\n",
            encoding: TextEncodings.Of(name)
        );
        Assert.That(preview.Proposal.Encoding, Is.EqualTo(name));
        Assert.That(preview.Columns.Select(column => column.Heading), Does.Contain("Durée").And.Contain("Activité"));
        Assert.That(preview.Columns[5].Samples.Single(), Is.EqualTo("Réunion à côté, déjà prévue"));
    }

    [TestCase("PK\u0003\u0004..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK", "LibreOffice")]
    [TestCase("<html><table><tr><td>Agent</td></tr></table></html>", "page web")]
    [TestCase("<?xml version=\"1.0\"?><Workbook/>", "page web")]
    [TestCase("%PDF-1.4", "tableau")]
    public async Task Other_files_are_refused_in_words_that_say_what_to_do(string file, string word)
    {
        var id = (await app.Upload(file)).Id;
        Assert.That(app.Refused(new PreviewImport { Id = id }).Errors["File"].Single(), Does.Contain(word));
    }

    [Test]
    public async Task All_that_is_wrong_with_a_line_of_tickets_is_said_at_once_in_the_readers_words()
    {
        var id = (
            await app.Upload(
                "Titre;Adhérent;Canal;Urgence;Ouvert le;Résolu le;Clos le\n"
                    + $"{new string('x', 500)};ARCUEIL;pigeon;énorme;12/03/2016 10:00;11/03/2016 09:00;10/03/2016\n",
                ImportKind.Tickets
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That(
            check.Problems.Select(problem => problem.Field),
            Is.EquivalentTo(new[] { "title", "channel", "urgency", "resolvedAt", "closedAt" })
        );
        var said = string.Join(" ", check.Problems.Select(problem => problem.Message));
        Assert.That(said, Does.Contain("téléphone, courriel").And.Contain("très haute").And.Contain("200 caractères"));
        Assert.That(said, Does.Not.Contain("Title").And.Not.Contain("very-low").And.Not.Contain("onsite"));
    }

    [Test]
    public async Task All_that_is_wrong_with_a_line_of_time_is_said_at_once()
    {
        var (check, _) = await Import("Agent;Date;Heures;Activité;Domaine;Ticket\nPERSONNE;12/03/2016;beaucoup;RIEN;FINANCES;douze\n");
        Assert.That(check.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "agent", "quantity", "activity", "ticket" }));
    }

    [Test]
    public async Task What_the_activity_asks_for_is_said_beside_all_else_that_is_wrong()
    {
        var (check, _) = await Import(
            "Agent;Date;Heures;Activité;Domaine;Adhérent\nPERSONNE;12/03/2016;beaucoup;SUPPORT-CONTINUE;FINANCES;IVRY\n"
                + "PERSONNE;13/03/2016;1;SI-MCO;;\nPERSONNE;14/03/2016;1;SI-DOMAINE;;\n"
        );
        Assert.That(
            check.Problems.Select(problem => $"{problem.Row} {problem.Field}"),
            Is.EquivalentTo("2 agent,2 quantity,2 domain,2 member,3 agent,3 subActivity,4 agent,4 domain".Split(','))
        );
    }

    [Test]
    public async Task What_may_follow_from_a_ticket_is_not_said_to_be_missing()
    {
        var (check, _) = await Import("Agent;Date;Heures;Activité;Ticket\nPERSONNE;12/03/2016;1;SI-DOMAINE;999\n");
        Assert.That(check.Problems.Select(problem => problem.Field), Is.EquivalentTo(new[] { "agent" }));
    }

    [Test]
    public async Task Problems_are_said_in_the_language_of_whoever_reads_them()
    {
        var (check, _) = await Import("Agent;Date;Heures;Activité;Domaine\nPERSONNE;12/03/2016;beaucoup;SI-DOMAINE;FINANCES\n");
        Assert.That(check.Problems[1].Message, Does.Contain("durée"));
        Assert.That(check.Spellings.Single().LineCount, Is.EqualTo(1));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        var read = await app.Send(new GetImport(check.Id));
        Assert.That(read.Problems.Select(problem => problem.Field), Is.EqualTo(check.Problems.Select(problem => problem.Field)));
        Assert.That(read.Problems[1].Message, Does.Contain("duration").And.Not.Contain("durée"));
        Assert.That((await app.Send(new ListImportProblems { Id = check.Id })).Items, Is.EqualTo(read.Problems));
    }
}
