using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Documents;

/// <summary>A chapter is written, reviewed, published with the edition of its year; its figures follow the tables until then.</summary>
[SetCulture("fr-FR")]
[SetUICulture("fr-FR")]
sealed class ChapterTests
{
    const string Code = "systemes-information";

    TestApp app = null!;
    UserIdentity manager,
        writer,
        contact;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        manager = await app.AUser(Role.Manager, name: "Camille Martin");
        writer = await app.AUser(Role.ProjectLeader, name: "Dominique Petit");
        contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        await Log(1.5m, 1);
        await app.RollUp();
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    // Half a day more of run for finances, in the year before the clock's.
    Task Log(decimal days, int day, string domain = "FINANCES") =>
        app.Send(
            new LogTime
            {
                Agent = agent,
                Day = new(2016, 3, day),
                Quantity = days,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = domain,
                Confirm = true,
            }
        );

    Task<ChapterDetails> Write(string text, long version = 0, UserIdentity? by = null, string code = Code) =>
        app.SendAs(
            by ?? writer,
            new WriteChapter
            {
                Year = 2016,
                Code = code,
                Version = version,
                Text = text,
            }
        );

    async Task<ChapterDetails> Reviewed(string text, long version = 0)
    {
        var written = await Write(text, version);
        var submitted = await app.SendAs(writer, new SubmitChapter(2016, Code, written.Version));
        return await app.SendAs(
            manager,
            new ReviewChapter
            {
                Year = 2016,
                Code = Code,
                Version = submitted.Version,
                IsAccepted = true,
            }
        );
    }

    Task<ClosingDetails> Close() => app.SendAs(manager, new ClosePeriod { Year = 2016, Confirm = true });

    async Task<string> TextOf(UserIdentity reader) => (await app.SendAs(reader, new GetChapter(2016, Code))).Html;

    [Test]
    public async Task A_figure_inside_a_text_follows_its_table()
    {
        var text =
            "Gestion : {{si-general[Gestion Domaine,2016]}} jours, total {{si-general[TOTAL,2016]}}, "
            + "finances {{si-domain[finances,2016]}}.";
        await Write(text);
        Assert.That(
            await TextOf(writer),
            Does.Contain(">2</a> jours")
                .And.Contain(">1,5</a>.")
                .And.Contain("href=\"/bilans/2016/tables/si-general/lignes?ligne=SI-DOMAINE&amp;colonne=2016\"")
        );
        await Log(1, 2);
        await app.RollUp();
        var chapter = (await app.SendAs(writer, new GetDocument(2016))).Chapters.Single(c => c.Code == Code);
        Assert.That(chapter.Figures.Select(figure => figure.Text), Is.EqualTo(new[] { "3", "3", "2,5" }));
        Assert.That(chapter.Markdown, Is.EqualTo(text));
    }

    [Test]
    public async Task A_figure_is_still_found_after_a_rename()
    {
        await Write("{{si-domain[Finances,2016]}}");
        var row = (await app.Send(new ListReferential { Referential = "domain" })).Items.Single(domain => domain.Code == "FINANCES");
        await app.Send(
            new RenameReferential
            {
                Referential = "domain",
                Code = "FINANCES",
                Version = row.Version,
                Name = "Budget et comptabilité",
            }
        );
        Assert.That(await TextOf(writer), Does.Contain(">1,5</a>"));
        Assert.That((await app.SendAs(writer, new GetChapter(2016, Code))).Faults, Is.Empty);
    }

    [TestCase("{{si-nulle-part[MCO,2016]}}", "si-nulle-part")]
    [TestCase("Bien.\n\n{{si-general[Licornes,2016]}}", "Ligne 3")]
    [TestCase("{{si-general[Licornes,2016]}}", "Licornes")]
    [TestCase("{{si-general[Gestion Domaine,1999]}}", "1999")]
    [TestCase("{{si-general}}", "si-general")]
    [TestCase("{{key-figures-platform[total,2016]}}", "key-figures-platform")]
    [TestCase("[x](javascript:alert(1))", "javascript:alert(1)")]
    [TestCase("![x](https://exemple.test/x.png)", "image")]
    public async Task Refuses_a_text_that_names_what_is_not_there(string text, string named)
    {
        var refusal = app.RefusedAs(
            writer,
            new WriteChapter
            {
                Year = 2016,
                Code = Code,
                Text = text,
            }
        );
        Assert.That((refusal.Status, refusal.Errors.Keys.Single()), Is.EqualTo((422, "Text")));
        Assert.That(refusal.Errors["Text"].Single(), Does.Contain(named));
        Assert.That((await app.SendAs(writer, new GetChapter(2016, Code))).Version, Is.Zero);
        Assert.That((await app.SendAs(writer, new PreviewChapter { Year = 2016, Text = text })).Faults, Is.EqualTo(refusal.Errors["Text"]));
    }

    [Test]
    public void Refuses_texts_that_are_too_long_or_hold_control_characters()
    {
        foreach (
            var text in new[] { new string('a', WriteChapter.LongestText + 1), "a\0b", "a\u001bb", null, new string('>', 5_000) + "a" }
        )
            Assert.That(
                app.RefusedAs(
                    writer,
                    new WriteChapter
                    {
                        Year = 2016,
                        Code = Code,
                        Text = text,
                    }
                ).Errors.Keys,
                Is.EqualTo(new[] { "Text" })
            );
        Assert.That(
            app.RefusedAs(
                writer,
                new WriteChapter
                {
                    Year = 2016,
                    Code = "nulle-part",
                    Text = "a",
                }
            ).Status,
            Is.EqualTo(404)
        );
        Assert.That(
            app.RefusedAs(
                writer,
                new WriteChapter
                {
                    Year = 1066,
                    Code = Code,
                    Text = "a",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Year" })
        );
    }

    [Test]
    public async Task Nothing_is_overwritten_unseen_and_every_version_is_kept()
    {
        var first = await Write("Un.");
        await Write("Deux.", first.Version, manager);
        Assert.That(
            app.RefusedAs(
                writer,
                new WriteChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = first.Version,
                    Text = "Trois.",
                }
            ).Status,
            Is.EqualTo(412)
        );
        Assert.That(
            app.RefusedAs(
                writer,
                new WriteChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = 0,
                    Text = "Trois.",
                }
            ).Status,
            Is.EqualTo(412)
        );
        var now = await app.SendAs(writer, new GetChapter(2016, Code));
        Assert.That((now.Text, now.ChangedByName, now.Version), Is.EqualTo(("Deux.", "Camille Martin", 2L)));
        var history = await app.SendAs(manager, new Siim94.ITSM.Features.Accounts.GetHistory("chapter", now.TextId));
        Assert.That(
            history.Select(line => (line.Action, line.ByName)),
            Is.EqualTo(new[] { ("change", "Camille Martin"), ("add", "Dominique Petit") })
        );
        Assert.That(history[0].BeforeJson, Does.Contain("Un."));
    }

    [Test]
    public async Task Two_who_write_first_at_the_same_time_do_not_both_win()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async number =>
                {
                    try
                    {
                        await Write($"Texte {number}.");
                        return 200;
                    }
                    catch (Refusal refusal)
                    {
                        return refusal.Status;
                    }
                })
        );
        Assert.That(answers, Is.EquivalentTo(new[] { 200, 412, 412, 412 }));
    }

    [Test]
    public async Task A_text_goes_from_draft_to_review_and_back_when_changed()
    {
        var draft = await Write("Un.");
        Assert.That(
            app.RefusedAs(
                manager,
                new ReviewChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = draft.Version,
                    IsAccepted = true,
                }
            ).Code,
            Is.EqualTo("document.not-in-state")
        );
        var submitted = await app.SendAs(writer, new SubmitChapter(2016, Code, draft.Version));
        Assert.That(
            app.RefusedAs(
                manager,
                new ReviewChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = submitted.Version,
                    IsAccepted = false,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Comment" })
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new ReviewChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = draft.Version,
                    IsAccepted = true,
                }
            ).Status,
            Is.EqualTo(412)
        );
        var back = await app.SendAs(
            manager,
            new ReviewChapter
            {
                Year = 2016,
                Code = Code,
                Version = submitted.Version,
                IsAccepted = false,
                Comment = "Dites pourquoi.",
            }
        );
        Assert.That((back.State, back.ReviewComment, back.ReviewedByName), Is.EqualTo(("draft", "Dites pourquoi.", "Camille Martin")));
        var reviewed = await Reviewed("Deux.", back.Version);
        Assert.That((reviewed.State, reviewed.ReviewedByName), Is.EqualTo(("reviewed", "Camille Martin")));
        Assert.That((await Write("Trois.", reviewed.Version)).State, Is.EqualTo("draft"));
    }

    [Test]
    public async Task Publishing_waits_for_the_closing_and_for_every_review()
    {
        Assert.That(app.RefusedAs(manager, new PublishDocument(2016)).Code, Is.EqualTo("document.year-open"));
        await Close();
        Assert.That(app.RefusedAs(manager, new PublishDocument(2016)).Code, Is.EqualTo("document.nothing-written"));
        var draft = await Write("Un.");
        Assert.That(app.RefusedAs(manager, new PublishDocument(2016)).Message, Does.Contain("Systèmes d'information"));
        await Reviewed("Deux.", draft.Version);
        var published = await app.SendAs(manager, new PublishDocument(2016));
        Assert.That((published.Edition, published.PublishedByName), Is.EqualTo((1, "Camille Martin")));
        Assert.That(await app.SendAs(manager, new PublishDocument(2016)), Is.EqualTo(published));
    }

    [Test]
    public async Task A_published_document_does_not_move_whatever_happens_after()
    {
        var reviewed = await Reviewed("Gestion : {{si-general[Gestion Domaine,2016]}}, finances {{si-domain[Finances,2016]}}.");
        var closing = await Close();
        await app.SendAs(manager, new PublishDocument(2016));
        var before = await app.SendAs(manager, new GetDocument(2016));
        Assert.That(
            (before.IsProvisional, before.Edition, before.Chapters.Single(c => c.Code == Code).State),
            Is.EqualTo((false, (int?)1, "published"))
        );
        Assert.That(
            before.Chapters.Single(c => c.Code == Code).Markdown,
            Is.EqualTo("Gestion : {{si-general[SI-DOMAINE,2016]}}, finances {{si-domain[FINANCES,2016]}}.")
        );

        var refusal = app.RefusedAs(
            writer,
            new WriteChapter
            {
                Year = 2016,
                Code = Code,
                Version = reviewed.Version,
                Text = "Autre.",
            }
        );
        Assert.That((refusal.Code, refusal.Message), Is.EqualTo(("document.published", refusal.Message)));
        Assert.That(refusal.Message, Does.Contain("Camille Martin"));
        var row = (await app.Send(new ListReferential { Referential = "domain" })).Items.Single(domain => domain.Code == "FINANCES");
        await app.Send(
            new RenameReferential
            {
                Referential = "domain",
                Code = "FINANCES",
                Version = row.Version,
                Name = "Budget",
            }
        );
        Assert.That(Shown(await app.SendAs(manager, new GetDocument(2016))), Is.EqualTo(Shown(before)));

        await app.SendAs(manager, new ReopenPeriod { Id = closing.Id, Reason = "Une journée oubliée." });
        await Log(1, 2);
        await app.RollUp();
        var open = await app.SendAs(manager, new GetDocument(2016));
        Assert.That((open.IsProvisional, open.Chapters.Single(c => c.Code == Code).Figures[0].Text), Is.EqualTo((true, "3")));
        Assert.That(
            (await app.SendAs(contact, new GetChapter(2016, Code))).State,
            Is.EqualTo("published"),
            "readers keep what was published"
        );

        await Close();
        var second = await app.SendAs(manager, new PublishDocument(2016));
        Assert.That(second.Edition, Is.EqualTo(2));
        Assert.That(
            (await app.SendAs(manager, new GetDocument(2016))).Chapters.Single(c => c.Code == Code).Figures[0].Text,
            Is.EqualTo("3")
        );
        Assert.That(
            (await app.SendAs(manager, new GetEdition(2016, 1))).Tables.Single(t => t.Table.Id == "si-general").Table.Totals[^1].Text,
            Is.EqualTo("2")
        );

        static string Shown(ReportDocument document) =>
            string.Join(
                '\n',
                document.Chapters.Select(chapter =>
                    chapter.Html
                    + string.Concat(
                        chapter
                            .Tables.SelectMany(table => table.Rows)
                            .Select(line => line.Label + string.Concat(line.Cells.Select(cell => cell.Text)))
                    )
                )
            );
    }

    [Test]
    public async Task Everything_is_provisional_until_it_is_published()
    {
        await Reviewed("Un.");
        var file = await app.SendAs(manager, new ExportDocument { Year = 2016 });
        Assert.That(file.Name, Is.EqualTo("bilan-2016_provisoire_2017-03-14.docx"));
        Assert.That((await app.SendAs(manager, new GetDocument(2016))).Standing, Does.StartWith("Document provisoire"));
        await Close();
        await app.SendAs(manager, new PublishDocument(2016));
        Assert.That(
            (await app.SendAs(manager, new ExportDocument { Year = 2016, Format = ExportFormat.Xlsx })).Name,
            Is.EqualTo("bilan-2016_edition-1_2017-03-14.xlsx")
        );
        Assert.That(app.RefusedAs(manager, new ExportDocument { Year = 2016, Format = "exe" }).Errors.Keys, Is.EqualTo(new[] { "Format" }));
    }

    [Test]
    public async Task People_of_a_member_see_published_texts_without_figures_of_all_and_no_draft()
    {
        await Write("Brouillon de {{si-general[Gestion Domaine,2016]}} jours.", by: manager);
        Assert.That(
            (await app.SendAs(contact, new GetDocument(2016))).Chapters.Select(chapter => (chapter.State, chapter.Markdown)),
            Is.All.EqualTo(("none", ""))
        );
        Assert.That(
            (await app.SendAs(contact, new ListChapters(2016))).Items.Select(chapter =>
                (chapter.State, chapter.Text, chapter.ChangedByName)
            ),
            Is.All.EqualTo(("none", "", (string?)null))
        );
        Assert.That(
            app.RefusedAs(
                contact,
                new WriteChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = 1,
                    Text = "a",
                }
            ).Status,
            Is.EqualTo(403)
        );
        Assert.That(
            app.RefusedAs(contact, new PreviewChapter { Year = 2016, Text = "{{si-general[total,2016]}}" }).Status,
            Is.EqualTo(403)
        );
        Assert.That(app.RefusedAs(contact, new PublishDocument(2016)).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(
                writer,
                new ReviewChapter
                {
                    Year = 2016,
                    Code = Code,
                    Version = 1,
                    IsAccepted = true,
                }
            ).Status,
            Is.EqualTo(403)
        );

        await Reviewed("Publié : {{si-general[Gestion Domaine,2016]}} jours.", 1);
        await Close();
        await app.SendAs(manager, new PublishDocument(2016));
        var document = await app.SendAs(contact, new GetDocument(2016));
        var chapter = document.Chapters.Single(c => c.Code == Code);
        Assert.That(chapter.Html, Does.Contain("Publié : <span").And.Contain("…").And.Not.Contain(">2<"));
        Assert.That(chapter.Figures.Single(), Is.EqualTo(new InsertedFigure("si-general[SI-DOMAINE,2016]", "…", null, null)));
        Assert.That(document.EditionDigest, Is.Null);
        Assert.That(document.Members, Is.EqualTo(new[] { "Arcueil" }));
        Assert.That(
            document.Chapters.SelectMany(c => c.Tables).SelectMany(table => table.Rows),
            Is.Empty,
            "nothing was logged for the member"
        );
        using var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(
            new MemoryStream((await app.SendAs(contact, new ExportDocument { Year = 2016 })).Content),
            false
        );
        Assert.That(word.MainDocumentPart!.Document!.InnerText, Does.Contain("Publié : … jours.").And.Contain("Arcueil"));
    }

    [Test]
    public async Task Every_figure_of_every_table_can_be_named_and_reads_like_its_cell()
    {
        await Log(0.25m, 3, "CULTURE");
        await app.RollUp();
        var tables = (await app.SendAs(manager, new GetDocument(2016)))
            .Chapters.SelectMany(chapter => chapter.Tables)
            .Where(table => table.Rows.Count > 0)
            .ToList();
        var cells = tables
            .SelectMany(table =>
                table.Rows.SelectMany(row =>
                    row.Cells.Zip(table.Columns, (cell, column) =>
                        (Reference: $"{table.Id}[{(row.Key.Length > 0 ? row.Key : row.Label)},{column.Key}]", cell)
                    )
                )
            )
            .Concat(
                tables.SelectMany(table =>
                    table
                        .Totals.Zip(table.Columns, (cell, column) => (Reference: $"{table.Id}[total,{column.Key}]", cell))
                        .Where(_ => table.Totals.Any(total => total.Value is not null))
                )
            )
            .ToList();
        Assert.That(cells, Has.Count.GreaterThan(20));
        foreach (var some in cells.Chunk(200))
        {
            var version = (await app.SendAs(writer, new GetChapter(2016, "synthese"))).Version;
            await Write(string.Join('\n', some.Select(cell => $"- {{{{{cell.Reference}}}}}")), version, code: "synthese");
            var figures = (await app.SendAs(manager, new GetDocument(2016))).Chapters.Single(chapter => chapter.Code == "synthese").Figures;
            Assert.That(
                figures.Select(figure => figure.Text),
                Is.EqualTo(some.Select(cell => cell.cell.Value is null ? "–" : cell.cell.Text))
            );
        }
    }
}
