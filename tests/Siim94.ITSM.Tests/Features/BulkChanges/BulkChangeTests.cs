using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.FigureImpact;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Tests.Features.FigureImpact;

namespace Siim94.ITSM.Tests.Features.BulkChanges;

/// <summary>Many lines put on other axes at once: all or none, foreseen, kept in history, undone as a whole.</summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class BulkChangeTests
{
    static readonly EntrySelection Culture = new()
    {
        From = new(2016, 1, 1),
        To = new(2016, 12, 31),
        Domain = "CULTURE",
    };

    TestApp app = null!;
    UserIdentity manager;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        manager = await app.AUser(Role.Manager, name: "Mme Bulk");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task All_lines_change_as_foreseen_and_each_keeps_its_history()
    {
        var first = await Log(new(2016, 3, 7), "CULTURE", note: "Médiathèque");
        await Log(new(2016, 3, 8), "CULTURE", member: "IVRY");
        var other = await Log(new(2017, 3, 7), "CULTURE");
        await app.RollUp();
        var found = await Find(Culture);
        Assert.That((found.Count, found.Days, found.First[0].Id), Is.EqualTo((2, 1m, first.Id)));

        var change = Change(found, new() { Domain = "FINANCES", Member = "GENTILLY" });
        var before = await Figures.All(app);
        var impact = await app.SendAs(manager, new PreviewImpact(change));
        Assert.That((await app.Send(new GetTimeEntry(first.Id))).Domain, Is.EqualTo("CULTURE"), "only foreseen");
        var done = await app.SendAs(manager, change);
        await app.RollUp();
        Assert.That(impact.After(before), Is.EquivalentTo(await Figures.All(app)));

        var after = await app.Send(new GetTimeEntry(first.Id));
        Assert.That(
            (after.Domain, after.Member, after.Version, after.Minutes, after.Note),
            Is.EqualTo(("FINANCES", "GENTILLY", 2L, first.Minutes, "Médiathèque"))
        );
        Assert.That((await app.Send(new GetTimeEntry(other.Id))).Version, Is.EqualTo(1));
        Assert.That((done.LineCount, done.ChangedByName), Is.EqualTo((2, "Mme Bulk")));
        var traces = await app.Query(db =>
            db.Query<string>(
                "SELECT AfterJson FROM AuditEntries WHERE Subject = 'time-entry' AND Action = 'change' AND SubjectId = @Id",
                new { first.Id },
                default
            )
        );
        Assert.That(traces.Single(), Does.Contain("\"domain\":\"FINANCES\"").And.Contain("\"version\":2"));
    }

    [Test]
    public async Task Is_undone_as_a_whole_unless_a_line_changed_since()
    {
        var line = await Log(new(2016, 3, 7), "CULTURE", member: "IVRY");
        var done = await Send(new() { Member = "" });
        Assert.That((await app.Send(new GetTimeEntry(line.Id))).Member, Is.Null);
        await app.SendAs(manager, new UndoBulkChange(done.Id));
        var back = await app.Send(new GetTimeEntry(line.Id));
        Assert.That((back.Member, back.Version), Is.EqualTo(("IVRY", 3L)));
        Assert.That(app.RefusedAs(manager, new UndoBulkChange(done.Id)).Status, Is.EqualTo(409));
        Assert.That(app.RefusedAs(manager, new UndoBulkChange(999)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(manager, new ListBulkChanges())).Items.Single().UndoneAt, Is.Not.Null);

        var again = await Send(new() { Domain = "FINANCES" });
        await app.Send(new DeleteTimeEntry(line.Id, 4));
        Assert.That(app.RefusedAs(manager, new UndoBulkChange(again.Id)).Code, Is.EqualTo("bulk-change.changed-since"));
        Assert.That((await app.SendAs(manager, new ListBulkChanges())).Items[0].UndoneAt, Is.Null, "a refusal leaves it as it was");
    }

    [Test]
    public async Task Lines_that_changed_meanwhile_are_refused()
    {
        var line = await Log(new(2016, 3, 7), "CULTURE");
        var change = Change(await Find(Culture), new() { Domain = "FINANCES" });
        await app.Send(Entry(new(2016, 3, 9), "CULTURE"));
        Assert.That(app.RefusedAs(manager, change).Status, Is.EqualTo(412), "one more");
        change = Change(await Find(Culture), new() { Domain = "FINANCES" });
        await app.Send(
            new ChangeTimeEntry
            {
                Id = line.Id,
                Version = 1,
                Agent = agent,
                Day = line.Day,
                Quantity = 0.25m,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "CULTURE",
            }
        );
        Assert.That(app.RefusedAs(manager, change).Status, Is.EqualTo(412), "another version");
        Assert.That(app.RefusedAs(manager, new PreviewImpact(change)).Status, Is.EqualTo(412));
    }

    [Test]
    public async Task All_or_none_with_an_error_for_each_line_that_does_not_fit()
    {
        var first = await Log(new(2016, 3, 7), "CULTURE");
        var late = await Log(new(2016, 6, 7), "CULTURE");
        await app.Send(
            new CloseReferential
            {
                Referential = "domain",
                Code = "FINANCES",
                ClosedOn = new(2016, 5, 1),
            }
        );
        var refusal = app.RefusedAs(manager, Change(await Find(Culture), new() { Domain = "FINANCES" }));
        Assert.That(refusal.Errors.Single().Key, Is.EqualTo($"Lines[{late.Id}].Domain"));
        Assert.That(refusal.Errors.Single().Value.Single(), Does.Contain("07/06/2016"));
        Assert.That((await app.Send(new GetTimeEntry(first.Id))).Version, Is.EqualTo(1));

        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { Domain = "" })).Errors.Keys,
            Is.EquivalentTo(new[] { $"Lines[{first.Id}].Domain", $"Lines[{late.Id}].Domain" }),
            "its activity asks for one"
        );
        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { Activity = "SI-MCO" })).Errors,
            Contains.Key($"Lines[{first.Id}].SubActivity")
        );
        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { Activity = "INFRA-MCO", SubActivity = "INFRA-MCO-SYS" })).Errors,
            Contains.Key($"Lines[{first.Id}].Activity"),
            "of another team"
        );
        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { Domain = "CULTURE" })).Errors,
            Contains.Key("Set"),
            "nothing changes"
        );
    }

    [Test]
    public async Task Another_activity_takes_the_sub_activity_with_it()
    {
        var line = await app.Send(
            Entry(new(2016, 3, 7), "CULTURE") with
            {
                Activity = "SI-MCO",
                SubActivity = (await SubActivities("SI-MCO"))[0],
            }
        );
        await Send(new() { Activity = "SI-DOMAINE" });
        var after = await app.Send(new GetTimeEntry(line.Id));
        Assert.That((after.Activity, after.SubActivity), Is.EqualTo(("SI-DOMAINE", (string?)null)));
        var sub = (await SubActivities("SI-MCO"))[1];
        await Send(new() { Activity = "SI-MCO", SubActivity = sub });
        Assert.That((await app.Send(new GetTimeEntry(line.Id))).SubActivity, Is.EqualTo(sub));

        async Task<string[]> SubActivities(string activity) =>
            [
                .. (await app.Send(new ListReferential { Referential = "activity" }))
                    .Items.Where(row => row.Parent == activity)
                    .Select(row => row.Code),
            ];
    }

    [Test]
    public async Task A_closed_period_refuses_with_who_closed_it()
    {
        await Log(new(2016, 3, 7), "CULTURE");
        await app.RollUp();
        await app.SendAs(manager, new ClosePeriod { Year = 2016, Confirm = true });
        var refusal = app.RefusedAs(manager, Change(await Find(Culture), new() { Domain = "FINANCES" }));
        Assert.That(refusal.Message, Does.Contain("Mme Bulk"));
        Assert.That(refusal.Errors, Contains.Key("From"));
    }

    [Test]
    public async Task Lines_of_a_visit_are_for_the_visit_to_change()
    {
        await app.Send(
            new LogIntervention
            {
                Kind = "onsite",
                Agents = [agent],
                Member = "IVRY",
                Day = new(2016, 3, 7),
                Quantity = 1,
                Unit = "h",
                Summary = "Visite",
                Confirm = true,
            }
        );
        await Log(new(2016, 3, 8), "CULTURE", member: "IVRY");
        var all = new EntrySelection
        {
            From = new(2016, 1, 1),
            To = new(2016, 12, 31),
            Member = "IVRY",
        };
        var found = await Find(all);
        Assert.That((found.Count, found.WrittenElsewhere), Is.EqualTo((2, 1)));
        Assert.That(
            app.RefusedAs(
                manager,
                new ChangeLinesInBulk
                {
                    Lines = all,
                    Digest = found.Digest,
                    Set = new() { Member = "GENTILLY" },
                }
            ).Errors,
            Contains.Key("Source")
        );
        var own = all with { Source = "timesheet" };
        await app.SendAs(
            manager,
            new ChangeLinesInBulk
            {
                Lines = own,
                Digest = (await Find(own)).Digest,
                Set = new() { Member = "GENTILLY" },
            }
        );
        Assert.That((await Find(all)).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Filters_look_into_notes_whatever_the_accents()
    {
        var line = await Log(new(2016, 3, 7), "CULTURE", note: "Réseau des médiathèques");
        await Log(new(2016, 3, 8), "CULTURE", note: "Autre chose");
        await Log(new(2016, 3, 9), "CULTURE");
        Assert.That((await Find(Culture with { Note = "MEDIATHEQUES" })).First.Select(found => found.Id), Is.EqualTo(new[] { line.Id }));
        Assert.That((await Find(Culture with { Note = "%' OR 1=1 --" })).Count, Is.Zero);
        Assert.That(
            (await Find(Culture with { Agent = agent, Team = "SI", Activity = "SI-DOMAINE", Source = "timesheet" })).Count,
            Is.EqualTo(3)
        );
        Assert.That((await Find(Culture with { Project = (await app.Send(new AddProject { Name = "Vide" })).Code })).Count, Is.Zero);
    }

    [Test]
    public async Task A_merge_that_lines_stand_in_the_way_of_is_possible_once_they_are_changed()
    {
        await Log(new(2016, 3, 7), "CULTURE");
        var merge = new SucceedReferential
        {
            Referential = "domain",
            Code = "CULTURE",
            Version = 1,
            StartsOn = new(2016, 1, 1),
            Into = ["FINANCES"],
        };
        Assert.That(app.RefusedAs(manager, merge).Code, Is.EqualTo("succession.still-used"));
        var done = await Send(new() { Domain = "FINANCES" });
        await app.SendAs(manager, merge);
        Assert.That(
            app.RefusedAs(manager, new UndoBulkChange(done.Id)).Code,
            Is.EqualTo("bulk-change.misfits"),
            "nothing returns to what is closed"
        );
    }

    [Test]
    public async Task Only_who_logs_for_others_changes_lines_in_bulk()
    {
        var leader = await app.AUser(Role.ProjectLeader);
        Assert.That(app.RefusedAs(leader, new FindLinesToChange(Culture)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(leader, new ListBulkChanges()).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(leader, new PreviewImpact(Change(await Find(Culture), new() { Domain = "FINANCES" }))).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public void What_makes_no_sense_is_refused_naming_the_field()
    {
        Assert.That(Refused(Culture with { From = null }, new() { Domain = "FINANCES" }), Contains.Key("From"));
        Assert.That(Refused(Culture with { From = new(2017, 1, 1) }, new() { Domain = "FINANCES" }), Contains.Key("To"));
        Assert.That(Refused(Culture with { Source = "moon" }, new() { Domain = "FINANCES" }), Contains.Key("Source"));
        Assert.That(Refused(Culture with { Note = "a\0b" }, new() { Domain = "FINANCES" }), Contains.Key("Note"));
        Assert.That(Refused(Culture with { Agent = new string('x', 201) }, new() { Domain = "FINANCES" }), Contains.Key("Agent"));
        Assert.That(Refused(Culture, new()), Contains.Key("Set"));
        Assert.That(Refused(Culture, null), Contains.Key("Set"));
        Assert.That(Refused(Culture, new() { Activity = " " }), Contains.Key("Set.Activity"));
        Assert.That(Refused(Culture, new() { Domain = "<script>" }, digest: null), Contains.Key("Digest"));
        Assert.That(app.RefusedAs(manager, new FindLinesToChange(Culture with { Domain = "<script>" })).Errors, Contains.Key("Domain"));

        IReadOnlyDictionary<string, string[]> Refused(EntrySelection lines, AxesToSet? set, string? digest = "0") =>
            app.RefusedAs(
                manager,
                new ChangeLinesInBulk
                {
                    Lines = lines,
                    Set = set!,
                    Digest = digest,
                }
            ).Errors;
    }

    [Test]
    public async Task An_unknown_code_to_set_is_refused_naming_it()
    {
        await Log(new(2016, 3, 7), "CULTURE");
        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { Domain = "'; DROP TABLE TimeEntries" })).Errors,
            Contains.Key("Set.Domain")
        );
        Assert.That(
            app.RefusedAs(manager, Change(await Find(Culture), new() { SubActivity = "INFRA-MCO-SYS" })).Errors,
            Contains.Key("Set.SubActivity")
        );
    }

    Task<LinesToChange> Find(EntrySelection lines) => app.SendAs(manager, new FindLinesToChange(lines));

    static ChangeLinesInBulk Change(LinesToChange found, AxesToSet set) =>
        new()
        {
            Lines = Culture,
            Digest = found.Digest,
            Set = set,
        };

    /// <summary>Changes whatever the year has, on any domain.</summary>
    async Task<BulkChange> Send(AxesToSet set)
    {
        var lines = Culture with { Domain = null };
        return await app.SendAs(
            manager,
            new ChangeLinesInBulk
            {
                Lines = lines,
                Digest = (await Find(lines)).Digest,
                Set = set,
            }
        );
    }

    LogTime Entry(DateOnly day, string domain) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = 0.5m,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = domain,
        };

    Task<TimeEntryDetails> Log(DateOnly day, string domain, string? member = null, string? note = null) =>
        app.Send(Entry(day, domain) with { Member = member, Note = note });
}
