using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Imports;

[SetCulture("fr-FR")]
sealed class KeyFigureImportTests
{
    const string Headings = "Indicateur;Période;Valeur;Source;Commentaire\n";

    TestApp app = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        await app.Send(
            new AddKeyFigure
            {
                Code = "PAGES",
                Name = "Pages imprimées",
                Group = "Essai",
                Unit = "pages",
                Kind = KeyFigureKind.Production,
            }
        );
        await app.Send(
            new AddKeyFigure
            {
                Code = "LOTS",
                Name = "Lots",
                Group = "Essai",
                Unit = "lots",
                Kind = KeyFigureKind.Production,
            }
        );
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    async Task<IEnumerable<(string, decimal, string?, string?)>> Values(string code) =>
        (await app.Send(new GetKeyFigure(code))).Figure.Values.Select(value => (value.Period, value.Value, value.Source, value.Note));

    [Test]
    public async Task Values_are_written_with_their_source_and_put_back_as_they_were()
    {
        await app.Send(
            new SetKeyFigureValue
            {
                Code = "PAGES",
                Period = "2015",
                Value = 7,
                Note = "compté",
            }
        );
        var id = (
            await app.Upload(
                Headings + "PAGES;2015;1 234 567,5;Relevé;\npages imprimees;03/2016;12;;à vérifier\nLots;2016-04;0;;\n",
                ImportKind.KeyFigures
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(new[] { (2, "period") }),
            "nothing is overwritten unseen"
        );
        Assert.That(check.Problems[0].Message, Does.Contain("7").And.Contain("« Remplacer les valeurs déjà saisies »"));
        var traces = await Traces();
        check = await app.Check(id, c => c.Mapping!.Confirm = true);
        Assert.That((check.RowsAccepted, check.RowsRefused), Is.EqualTo((3, 0)), string.Join(" ", check.Problems));
        Assert.That((await app.Commit(id)).State, Is.EqualTo(ImportState.Imported));
        Assert.That(
            await Values("PAGES"),
            Is.EqualTo(
                new (string, decimal, string?, string?)[] { ("2015", 1234567.5m, "Relevé", null), ("2016-03", 12, null, "à vérifier") }
            )
        );

        Assert.That(await Traces(), Is.EqualTo(traces + 3), "each value has its own");

        Assert.That((await app.Undo(id)).State, Is.EqualTo(ImportState.Undone));
        Assert.That(await Traces(), Is.EqualTo(traces + 6));
        Assert.That(await Values("PAGES"), Is.EqualTo(new (string, decimal, string?, string?)[] { ("2015", 7, null, "compté") }));
        Assert.That(await Values("LOTS"), Is.Empty);
        Assert.That(await app.Count("StagedKeyFigureValues"), Is.Zero);
    }

    Task<int> Traces() =>
        app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'key-figure'", null, default));

    [Test]
    public async Task A_value_corrected_since_keeps_the_import_from_being_undone()
    {
        var id = (await app.Import(Headings + "PAGES;2015;1;;\nLOTS;2015;1;;\n", ImportKind.KeyFigures)).Id;
        var manager = await app.AUser(Role.Manager, name: "Anne Responsable");
        await app.SendAs(
            manager,
            new SetKeyFigureValue
            {
                Code = "LOTS",
                Period = "2015",
                Value = 2,
                Version = 1,
            }
        );
        Assert.That(app.Refused(new UndoImport(id)).Message, Does.Contain("depuis : 1").And.Contain("Anne Responsable"));
        Assert.That(await Values("PAGES"), Is.Not.Empty);
    }

    [Test]
    public async Task A_value_entered_after_the_check_refuses_all()
    {
        var id = (await app.Upload(Headings + "PAGES;2015;1;;\nLOTS;2015;1;;\n", ImportKind.KeyFigures)).Id;
        await app.Check(id);
        await app.Send(
            new SetKeyFigureValue
            {
                Code = "LOTS",
                Period = "2015",
                Value = 5,
            }
        );
        var import = await app.Commit(id);
        Assert.That((import.State, import.Message is null), Is.EqualTo((ImportState.Checked, false)));
        Assert.That(await Values("PAGES"), Is.Empty, "all or nothing");
    }

    [Test]
    public async Task What_is_wrong_is_said_by_line_and_unknown_figures_are_asked_for()
    {
        var id = (
            await app.Upload(
                Headings
                    + "Feuilles;2015;1;;\nPAGES;l'an dernier;1;;\nPAGES;2015;beaucoup;;\nPAGES;2015;-1;;\nPAGES;2015;1;;\nPAGES;2015;2;;\n",
                ImportKind.KeyFigures
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(new[] { (2, "keyFigure"), (3, "period"), (4, "value"), (5, "value"), (7, "period") })
        );
        Assert.That(check.Spellings, Is.EqualTo(new UnknownSpelling[] { new("key-figure", "Feuilles", 1, null) }));
        check = await app.Check(id, c => c.Spellings = [new("key-figure", "Feuilles", "LOTS", false)]);
        Assert.That(check.Problems, Has.None.Property("Row").EqualTo(2));
        Assert.That(
            app.Refused(
                new CheckImport
                {
                    Id = id,
                    Mapping = check.Mapping,
                    Spellings = [new("key-figure", "Feuilles", "RIEN", false)],
                }
            ).Errors,
            Contains.Key("Spellings")
        );
    }
}
