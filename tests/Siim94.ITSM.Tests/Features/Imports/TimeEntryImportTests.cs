using System.Text;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Imports;

[SetCulture("fr-FR")]
sealed class TimeEntryImportTests
{
    const string Headings = "Agent;Date;Durée;Activité;Domaine;Note\n";

    TestApp app = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        await app.AnAgent(code: "DUPONT");
        await app.AnAgent(code: "MARTIN");
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    static string Line(
        string agent = "DUPONT",
        string day = "02/05/2016",
        string quantity = "0,5",
        string activity = "SI-DOMAINE",
        string domain = "FINANCES",
        string note = ""
    ) => $"{agent};{day};{quantity};{activity};{domain};{note}\n";

    async Task<IReadOnlyList<TimeEntryDetails>> Entries() => (await app.Send(new ListTimeEntries { Limit = 500 })).Items;

    [Test]
    public async Task Lines_are_checked_written_and_say_where_they_came_from()
    {
        var id = (await app.Upload(Headings + Line() + "\n" + Line("MARTIN", "2016-05-03", "2h30", note: "é, \"à\""))).Id;
        var check = await app.Check(id);
        Assert.That(
            (check.State, check.RowsRead, check.RowsAccepted, check.RowsRefused, check.Message),
            Is.EqualTo((ImportState.Checked, 2, 2, 0, (string?)null))
        );
        Assert.That(await Entries(), Is.Empty, "a check writes nothing");

        var import = await app.Commit(id);
        Assert.That(import.State, Is.EqualTo(ImportState.Imported), import.Message);
        var entries = await Entries();
        Assert.That(
            entries.Select(e => (e.Agent, e.Day, e.Quantity, e.Unit, e.Minutes, e.Days, e.Domain, e.Import, e.ImportRow, e.Version)),
            Is.EqualTo(
                new (string, DateOnly, decimal, string, long, decimal, string?, long?, int?, long)[]
                {
                    ("DUPONT", new(2016, 5, 2), 0.5m, "d", 210, 0.5m, "FINANCES", id, 2, 1),
                    ("MARTIN", new(2016, 5, 3), 150m, "min", 150, 0.357143m, "FINANCES", id, 4, 1),
                }
            )
        );
        Assert.That(
            await app.Count("ImportChunks") + await app.Count("StagedTimeEntries"),
            Is.Zero,
            "the file and its staged rows are forgotten"
        );
    }

    [Test]
    public async Task Figures_follow()
    {
        await app.Import(Headings + Line() + Line("MARTIN", quantity: "1") + Line(day: "03/05/2016", quantity: "0,25"));
        await app.RollUp();
        var report = await app.Send(
            new GetReport
            {
                Id = "si-general",
                From = 2016,
                To = 2016,
            }
        );
        Assert.That(report.Totals[0].Value, Is.EqualTo(1.75m));
    }

    [Test]
    public async Task What_is_wrong_is_said_by_line_and_column_and_nothing_is_written_until_it_is_left_out()
    {
        var id = (
            await app.Upload(
                Headings
                    + Line()
                    + Line(day: "31/02/2016")
                    + Line(quantity: "beaucoup")
                    + Line(quantity: "-1")
                    + Line(domain: "")
                    + Line(agent: "")
                    + Line(quantity: "25 h")
                    + Line(note: "a\u0007b")
                    + Line(agent: "MARTIN", day: "01/01/1999")
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That((check.RowsRead, check.RowsAccepted, check.RowsRefused), Is.EqualTo((9, 1, 8)));
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(
                new[]
                {
                    (3, "day"),
                    (4, "quantity"),
                    (5, "quantity"),
                    (6, "domain"),
                    (7, "agent"),
                    (8, "quantity"),
                    (9, "note"),
                    (10, "day"),
                }
            )
        );
        Assert.That(check.Problems[0].Text, Is.EqualTo("31/02/2016"));
        Assert.That(check.Problems.Select(problem => problem.Message), Has.All.Not.Empty);

        Assert.That(app.Refused(new CommitImport { Id = id }).Code, Is.EqualTo("import.lines-refused"));
        Assert.That(await Entries(), Is.Empty);
        Assert.That((await app.Commit(id, skipRefused: true)).State, Is.EqualTo(ImportState.Imported));
        Assert.That(await Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Spellings_nobody_knows_are_asked_for_once_and_remembered()
    {
        var id = (
            await app.Upload(
                Headings + Line(agent: "M. Dupont") + Line(agent: "m dupont", day: "03/05/2016") + Line(domain: "Compta") + Line()
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That(check.RowsRefused, Is.EqualTo(3));
        Assert.That(
            check.Spellings,
            Is.EqualTo(new UnknownSpelling[] { new("agent", "M. Dupont", 2, null), new("domain", "Compta", 1, null) })
        );

        check = await app.Check(id, c =>
            c.Spellings = [new("agent", "M. Dupont", "DUPONT", Remember: true), new("domain", "Compta", "FINANCES", Remember: false)]
        );
        Assert.That((check.RowsAccepted, check.RowsRefused), Is.EqualTo((3, 1)), "two of half a day, and the third one is too much");
        Assert.That(check.Problems.Single().Field, Is.EqualTo("quantity"));
        check = await app.Check(id, c => c.Mapping!.Confirm = true);
        Assert.That((check.RowsAccepted, check.RowsRefused), Is.EqualTo((4, 0)), "what was chosen stays chosen");
        Assert.That((await app.Send(new GetReferentials())).Agents.Find("M Dupont").Single().Code, Is.EqualTo("DUPONT"));
        Assert.That((await app.Send(new GetReferentials())).Domains.Find("Compta"), Is.Empty);
        Assert.That((await app.Commit(id)).State, Is.EqualTo(ImportState.Imported));
    }

    [Test]
    public async Task A_choice_that_means_nothing_is_refused()
    {
        var id = (await app.Upload(Headings + Line(agent: "M. X"))).Id;
        var check = await app.Check(id);
        Assert.That(
            app.Refused(
                new CheckImport
                {
                    Id = id,
                    Mapping = check.Mapping,
                    Spellings = [new("agent", "M. X", "PERSONNE", true)],
                }
            ).Errors,
            Contains.Key("Spellings")
        );
        Assert.That(
            app.Refused(
                new CheckImport
                {
                    Id = id,
                    Mapping = check.Mapping,
                    Spellings = [new("planet", "M. X", "DUPONT", true)],
                }
            ).Errors,
            Contains.Key("Spellings")
        );
    }

    [Test]
    public async Task Days_hold_no_more_than_through_any_other_door()
    {
        await app.Send(
            new LogTime
            {
                Agent = "DUPONT",
                Day = new(2016, 5, 2),
                Quantity = 0.75m,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );
        var id = (await app.Upload(Headings + Line(quantity: "0,25") + Line(quantity: "0,25") + Line(quantity: "20 h"))).Id;
        var check = await app.Check(id);
        Assert.That(check.Problems.Select(problem => problem.Row), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(
            check.Problems[0].Message,
            Does.EndWith("Si c'est exact, cochez « Plus d'une journée par jour est exact », puis contrôlez de nouveau."),
            "what whoever imports a file can do"
        );
        check = await app.Check(id, c => c.Mapping!.Confirm = true);
        Assert.That(
            check.Problems.Select(problem => problem.Row),
            Is.EqualTo(new[] { 4 }),
            "more than a day may be confirmed, more than 24 hours may not"
        );
    }

    [Test]
    public async Task What_was_logged_after_the_check_counts()
    {
        var id = (await app.Upload(Headings + Line())).Id;
        await app.Check(id);
        await app.Send(
            new LogTime
            {
                Agent = "DUPONT",
                Day = new(2016, 5, 2),
                Quantity = 0.75m,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );
        var import = await app.Commit(id);
        Assert.That(import.State, Is.EqualTo(ImportState.Checked));
        Assert.That(import.Message, Does.Contain("Agent DUPONT"));
        Assert.That(await Entries(), Has.Count.EqualTo(1), "all or nothing");
        Assert.That((await app.Check(id)).RowsRefused, Is.EqualTo(1));
    }

    [Test]
    public async Task Referentials_that_change_after_the_check_ask_for_another_one()
    {
        var id = (await app.Upload(Headings + Line())).Id;
        await app.Check(id);
        await app.Send(
            new CloseReferential
            {
                Referential = "agent",
                Code = "DUPONT",
                ClosedOn = new(2016, 1, 1),
            }
        );
        Assert.That(app.Refused(new CommitImport { Id = id }).Code, Is.EqualTo("import.referentials-changed"));
        Assert.That((await app.Check(id)).Problems.Single().Field, Is.EqualTo("agent"));
    }

    [Test]
    public async Task A_period_closed_meanwhile_refuses_all_of_it_and_says_who_closed_it()
    {
        var id = (await app.Upload(Headings + Line() + Line(day: "02/06/2016"))).Id;
        await app.Check(id);
        await app.Send(
            new ClosePeriod
            {
                Year = 2016,
                Month = 6,
                Confirm = true,
            }
        );
        var import = await app.Commit(id);
        Assert.That(import.State, Is.EqualTo(ImportState.Checked));
        Assert.That(import.Message, Does.Contain("02/06/2016").And.Contain("Siim94.ITSM"));
        Assert.That(await Entries(), Is.Empty);
    }

    [Test]
    public async Task A_period_that_is_closed_already_is_told_line_by_line()
    {
        await app.Send(
            new ClosePeriod
            {
                Year = 2016,
                Month = 6,
                Confirm = true,
            }
        );
        var check = await app.Check((await app.Upload(Headings + Line() + Line(day: "02/06/2016"))).Id);
        Assert.That(check.Problems.Select(problem => (problem.Row, problem.Field)), Is.EqualTo(new[] { (3, "day") }));
    }

    [Test]
    public async Task An_import_is_undone_as_a_whole()
    {
        await app.Send(
            new LogTime
            {
                Agent = "MARTIN",
                Day = new(2016, 5, 2),
                Quantity = 1,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );
        var id = (await app.Import(Headings + Line() + Line(day: "03/05/2016"))).Id;
        await app.RollUp();
        Assert.That((await app.Undo(id)).State, Is.EqualTo(ImportState.Undone));
        Assert.That((await Entries()).Select(entry => entry.Agent), Is.EqualTo(new[] { "MARTIN" }));
        await app.RollUp();
        Assert.That((
                await app.Send(
                    new GetReport
                    {
                        Id = "si-general",
                        From = 2016,
                        To = 2016,
                    }
                )
            ).Totals[0].Value, Is.EqualTo(1m));
        Assert.That(app.Refused(new UndoImport(id)).Code, Is.EqualTo("import.not-in-state"));
    }

    [Test]
    public async Task Lines_changed_since_keep_an_import_from_being_undone()
    {
        var manager = await app.AUser(Role.Manager, name: "Anne Responsable");
        var id = (await app.Import(Headings + Line() + Line(day: "03/05/2016") + Line(day: "04/05/2016"))).Id;
        var entries = await Entries();
        await app.SendAs(
            manager,
            new ChangeTimeEntry
            {
                Id = entries[0].Id,
                Version = 1,
                Agent = "DUPONT",
                Day = entries[0].Day,
                Quantity = 1,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );
        await app.SendAs(manager, new DeleteTimeEntry(entries[1].Id, 1));
        var refusal = app.Refused(new UndoImport(id));
        Assert.That(refusal.Code, Is.EqualTo("import.changed-since"));
        Assert.That(refusal.Message, Does.Contain("depuis : 2").And.Contain("Anne Responsable").And.Contain("14/03/2017"));
        Assert.That(await Entries(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_period_closed_since_keeps_an_import_from_being_undone()
    {
        var id = (await app.Import(Headings + Line())).Id;
        await app.Send(
            new ClosePeriod
            {
                Year = 2016,
                Month = 5,
                Confirm = true,
            }
        );
        Assert.That(app.Refused(new UndoImport(id)).Code, Is.EqualTo("period.closed"));
    }

    [Test]
    public async Task The_same_file_is_imported_twice_only_when_confirmed()
    {
        var text = Headings + Line(quantity: "0,25");
        var first = await app.Import(text);
        var second = await app.Upload(text);
        Assert.That(second.SameAs, Is.EqualTo(first.Id));
        await app.Check(second.Id);
        Assert.That(app.Refused(new CommitImport { Id = second.Id }).Code, Is.EqualTo("import.same-file"));
        await app.Commit(second.Id, sameFile: true);
        Assert.That(await Entries(), Has.Count.EqualTo(2));
        await app.Undo(second.Id);
        await app.Undo(first.Id);
        Assert.That((await app.Upload(text)).SameAs, Is.Null, "what was undone may come again");
    }

    [Test]
    public async Task An_upload_sent_again_with_its_key_is_the_same_import()
    {
        var file = Encoding.UTF8.GetBytes(Headings + Line());
        var first = await app.Upload(file, key: "envoi-1");
        Assert.That((await app.Upload(file, key: "envoi-1")).Id, Is.EqualTo(first.Id));
        Assert.That(
            Assert.ThrowsAsync<Refusal>(() => app.Upload(Encoding.UTF8.GetBytes(Headings), key: "envoi-1"))!.Code,
            Is.EqualTo("import.another-file")
        );
        Assert.That((await app.Send(new GetImport(first.Id))).State, Is.EqualTo(ImportState.Uploaded));
        Assert.That(await app.Count("Imports"), Is.EqualTo(1));
    }

    [Test]
    public async Task Says_nothing_of_a_unit_that_each_line_says()
    {
        var silent = await app.Upload("Agent;Jour;Quantité;Activité\nDUPONT;02/05/2016;3;SI-DOMAINE\n");
        Assert.That((await app.Send(new PreviewImport { Id = silent.Id })).Guesses, Has.Some.Contains("ne la dit pas"));
        var stated = await app.Upload("Agent;Jour;Quantité;Unité;Activité\nDUPONT;02/05/2016;3;h;SI-DOMAINE\n");
        Assert.That((await app.Send(new PreviewImport { Id = stated.Id })).Guesses, Has.None.Contains("Unité"));
    }

    [Test]
    public async Task What_columns_are_is_remembered_for_the_same_headings()
    {
        const string Odd = "Qui;Quand;Combien;Quoi;Où\nDUPONT;02/05/2016;3;SI-DOMAINE;FINANCES\n";
        var id = (await app.Upload(Odd)).Id;
        var preview = await app.Send(new PreviewImport { Id = id });
        Assert.That((preview.IsRemembered, preview.Proposal.Columns.Count, preview.Proposal.HasHeadings), Is.EqualTo((false, 0, true)));
        Assert.That(app.Refused(new CheckImport { Id = id, Mapping = preview.Proposal }).Errors, Contains.Key("Columns.agent"));
        await app.Check(id, c => c.Mapping = c.Mapping! with
            {
                Unit = "h",
                Columns = new()
                {
                    ["agent"] = 1,
                    ["day"] = 2,
                    ["quantity"] = 3,
                    ["activity"] = 4,
                    ["domain"] = 5,
                },
            });

        preview = await app.Send(new PreviewImport { Id = (await app.Upload(Odd.Replace("3;", "4;"))).Id });
        Assert.That((preview.IsRemembered, preview.Proposal.Unit), Is.EqualTo((true, "h")));
        Assert.That(
            preview.Proposal.Columns,
            Is.EquivalentTo(
                new Dictionary<string, int>
                {
                    ["agent"] = 1,
                    ["day"] = 2,
                    ["quantity"] = 3,
                    ["activity"] = 4,
                    ["domain"] = 5,
                }
            )
        );
    }

    [Test]
    public async Task A_check_whose_job_died_is_taken_over_and_its_old_job_refused()
    {
        var id = (await app.Upload(Headings + Line() + Line(day: "03/05/2016"))).Id;
        var mapping = (await app.Send(new PreviewImport { Id = id })).Proposal with { Unit = "d" };
        await app.Send(new CheckImport { Id = id, Mapping = mapping });
        var old = await app.Send(new GetImportRow(id));
        var start = await app.Send(new BeginCheck(old));
        await using (start.File)
        {
            var rows = await app.Send(
                new CheckRows(
                    start.Run,
                    [new FileRow(2, [new("DUPONT"), new("02/05/2016"), new("0,5"), new("SI-DOMAINE"), new("FINANCES")])]
                )
            );
            Assert.That(await app.Send(new StageRows(old, rows, 1, 50)), Is.True);
            Assert.That(await app.Send(new ResumeImports()), Is.Empty, "it may still be alive");

            app.Clock.Advance(TimeSpan.FromMinutes(3));
            Assert.That(await app.Send(new ResumeImports()), Is.EqualTo(new[] { id }));
            Assert.That(await app.Send(new StageRows(old, rows, 2, 60)), Is.False);
        }
        var check = await app.Work(id);
        Assert.That((check.State, check.RowsRead, check.RowsAccepted), Is.EqualTo((ImportState.Checked, 2, 2)));
    }

    [Test]
    public async Task Written_twice_it_is_written_once()
    {
        var id = (await app.Upload(Headings + Line())).Id;
        await app.Check(id);
        await app.Send(new CommitImport { Id = id });
        await Task.WhenAll(app.Work(id), app.Work(id));
        Assert.That(await Entries(), Has.Count.EqualTo(1));
        await app.Send(new UndoImport(id));
        await Task.WhenAll(app.Work(id), app.Work(id));
        Assert.That(await Entries(), Is.Empty);
    }

    [Test]
    public async Task An_import_given_up_writes_nothing_and_keeps_nothing()
    {
        var id = (await app.Upload(Headings + Line())).Id;
        await app.Check(id);
        await app.Send(new CancelImport(id));
        await app.Work(id);
        Assert.That(app.Refused(new CommitImport { Id = id }).Code, Is.EqualTo("import.not-in-state"));
        Assert.That(await app.Count("ImportChunks") + await app.Count("StagedTimeEntries") + (await Entries()).Count, Is.Zero);
    }

    [Test]
    public async Task Whoever_loses_the_right_meanwhile_imports_nothing()
    {
        var manager = await app.AUser(Role.Manager);
        var id = (await app.Upload(Headings + Line(), by: manager)).Id;
        await app.Check(id, by: manager);
        await app.SendAs(manager, new CommitImport { Id = id });
        await app.Query(db => db.Execute("UPDATE Users SET Role = 'Technician' WHERE Id = @UserId", new { manager.UserId }, default));
        var import = await app.Work(id);
        Assert.That(import.State, Is.EqualTo(ImportState.Checked));
        Assert.That(import.Message, Is.Not.Empty);
        Assert.That(await Entries(), Is.Empty);
    }

    [TestCase(Role.Requester)]
    [TestCase(Role.MemberContact)]
    [TestCase(Role.Technician)]
    [TestCase(Role.ProjectLeader)]
    public async Task Others_than_managers_may_not_import(Role role)
    {
        var id = (await app.Upload(Headings + Line())).Id;
        var user = await app.AUser(role, role is Role.Requester or Role.MemberContact ? "ARCUEIL" : null);
        Assert.That(app.RefusedAs(user, new StartImport { Kind = ImportKind.TimeEntries, FileName = "x.csv" }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(user, new GetImport(id)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(user, new ListImports()).Status, Is.EqualTo(403));
    }
}
