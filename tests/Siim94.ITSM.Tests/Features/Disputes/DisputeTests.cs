using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Disputes;

sealed class DisputeTests
{
    TestApp app = null!;
    UserIdentity contact,
        other,
        manager;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        (contact, other, manager) = (
            await app.AUser(Role.MemberContact, member: "IVRY", name: "Ivry"),
            await app.AUser(Role.MemberContact, member: "ARCUEIL"),
            await app.AUser(Role.Manager, name: "Responsable")
        );
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static OpenDispute Dispute =>
        new()
        {
            Subject = "Jours par activité",
            Address = "/adherent/IVRY/2017",
            Reason = "Cette visite n'a pas eu lieu.",
        };

    async Task<TimeEntryDetails> Line(string member, decimal days) =>
        await app.Send(
            new LogTime
            {
                Agent = agent,
                Day = new DateOnly(2017, 3, 13),
                Quantity = days,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "CULTURE",
                Member = member,
                Note = "Réunion",
            }
        );

    static ChangeTimeEntry Changed(TimeEntryDetails line, decimal days, string member) =>
        new()
        {
            Id = line.Id,
            Version = line.Version,
            Agent = line.Agent,
            Day = line.Day,
            Quantity = days,
            Unit = "d",
            Activity = line.Activity,
            Domain = line.Domain,
            Member = member,
            Note = line.Note,
        };

    [Test]
    public async Task Is_opened_by_the_member_answered_by_a_manager_and_kept()
    {
        var opened = await app.SendAs(contact, Dispute);
        Assert.That((opened.Member, opened.State, opened.OpenedByName, opened.Answer), Is.EqualTo(("IVRY", "open", "Ivry", (string?)null)));
        Assert.That(
            (await app.SendAs(manager, new ListDisputes { State = "open" })).Items.Select(d => d.Id),
            Is.EqualTo(new[] { opened.Id })
        );

        var answer = new AnswerDispute
        {
            Id = opened.Id,
            Version = opened.Version,
            IsAccepted = true,
            Answer = "Ligne supprimée.",
        };
        Assert.That(app.RefusedAs(contact, answer).Status, Is.EqualTo(403));
        var answered = await app.SendAs(manager, answer);
        Assert.That(
            (answered.State, answered.Answer, answered.AnsweredByName),
            Is.EqualTo(("accepted", "Ligne supprimée.", "Responsable"))
        );
        Assert.That(app.RefusedAs(manager, answer with { IsAccepted = false }).Status, Is.EqualTo(412), "answered meanwhile");
        Assert.That((await app.SendAs(contact, new GetDispute(opened.Id))).Answer, Is.EqualTo("Ligne supprimée."));
        Assert.That(
            await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'dispute'", null, default)),
            Is.EqualTo(2)
        );
        Assert.That(app.RefusedAs(manager, answer with { Version = answered.Version }).Status, Is.EqualTo(409), "it has its answer");
    }

    [Test]
    public async Task Is_opened_again_by_a_member_who_is_not_satisfied_and_everything_said_is_kept()
    {
        var opened = await app.SendAs(contact, Dispute);
        var reopening = new ReopenDispute
        {
            Id = opened.Id,
            Version = opened.Version,
            Reason = "Elle y est encore.",
        };
        Assert.That(app.RefusedAs(contact, reopening).Status, Is.EqualTo(409), "still open");
        var answered = await app.SendAs(
            manager,
            new AnswerDispute
            {
                Id = opened.Id,
                Version = opened.Version,
                IsAccepted = false,
                Answer = "Elle a eu lieu.",
            }
        );
        Assert.That(app.RefusedAs(contact, reopening).Status, Is.EqualTo(412), "answered meanwhile");
        Assert.That(app.RefusedAs(contact, reopening with { Version = answered.Version, Reason = " " }).Errors, Contains.Key("Reason"));
        Assert.That(app.RefusedAs(other, reopening with { Version = answered.Version }).Status, Is.EqualTo(404));
        var reopened = await app.SendAs(contact, reopening with { Version = answered.Version });
        Assert.That((reopened.State, reopened.Answer), Is.EqualTo(("open", (string?)null)));
        await app.SendAs(
            manager,
            new AnswerDispute
            {
                Id = opened.Id,
                Version = reopened.Version,
                IsAccepted = true,
                Answer = "Retirée.",
            }
        );

        var file = await app.SendAs(contact, new GetDispute(opened.Id));
        Assert.That(
            file.Events.Select(said => (said.State, said.Text, said.ByName)),
            Is.EqualTo(
                new[]
                {
                    ("open", "Cette visite n'a pas eu lieu.", "Ivry"),
                    ("rejected", "Elle a eu lieu.", "Responsable"),
                    ("open", "Elle y est encore.", "Ivry"),
                    ("accepted", "Retirée.", "Responsable"),
                }
            )
        );
    }

    [Test]
    public async Task The_correction_of_a_line_leaves_its_trace_in_the_dispute_without_the_agent()
    {
        var line = await Line("IVRY", 1);
        line = await app.Send(Changed(line, 0.75m, "IVRY"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var opened = await app.SendAs(contact, Dispute with { Address = $"/lignes/time-entry/{line.Id}" });
        Assert.That(
            (await app.SendAs(contact, new GetDispute(opened.Id))).Corrections,
            Is.Empty,
            "what came before the dispute is no correction of it"
        );
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        line = await app.SendAs(manager, Changed(line, 0.5m, "IVRY"));
        await app.SendAs(manager, new DeleteTimeEntry(line.Id, line.Version));

        var seen = (await app.SendAs(contact, new GetDispute(opened.Id))).Corrections;
        Assert.That(seen.Select(c => (c.Action, c.ByName)), Is.EqualTo(new[] { ("change", (string?)null), ("delete", null) }));
        Assert.That(seen[0].Fields.Select(f => (f.Field, f.Before, f.After)), Does.Contain(("quantity", "0.75", "0.5")));
        Assert.That(seen.SelectMany(c => c.Fields).Select(f => f.Field), Has.None.StartsWith("agent"));
        Assert.That((await app.SendAs(manager, new GetDispute(opened.Id))).Corrections[0].ByName, Is.EqualTo("Responsable"));
    }

    [Test]
    public async Task A_line_that_goes_to_another_member_takes_what_follows_with_it()
    {
        var line = await Line("IVRY", 1);
        var opened = await app.SendAs(contact, Dispute with { Address = $"/lignes/time-entry/{line.Id}" });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        line = await app.Send(Changed(line, 1, "ARCUEIL"));
        await app.Send(Changed(line, 0.25m, "ARCUEIL"));
        var seen = (await app.SendAs(contact, new GetDispute(opened.Id))).Corrections;
        Assert.That(seen.Single().Fields, Is.EqualTo(new[] { new CorrectedField("member", "Adhérent", "IVRY", "un autre adhérent") }));
        Assert.That((await app.SendAs(manager, new GetDispute(opened.Id))).Corrections, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Another_members_line_cannot_be_contested_to_see_what_becomes_of_it()
    {
        var theirs = await Line("ARCUEIL", 1);
        foreach (var address in new[] { $"/lignes/time-entry/{theirs.Id}", "/lignes/time-entry/999999", "/tickets/999999" })
        {
            Assert.That(app.RefusedAs(contact, Dispute with { Address = address }).Errors, Contains.Key("Address"), address);
            Assert.That(
                app.RefusedAs(manager, Dispute with { Address = address, Member = "IVRY" }).Errors,
                Contains.Key("Address"),
                address
            );
        }
        Assert.That((await app.SendAs(manager, new ListDisputes())).Items, Is.Empty);
    }

    [Test]
    public async Task A_figure_is_kept_as_the_member_saw_it_and_shown_as_it_is_now()
    {
        var line = await Line("IVRY", 0.75m);
        await Line("ARCUEIL", 0.25m);
        await app.RollUp();
        var definition = new PivotDefinition
        {
            Measures = ["days"],
            Rows = ["activity"],
            Columns = "year",
        };
        var query = PivotAddress.Query(definition, "2017", "2017", ("row", "SI-DOMAINE"), ("column", "2017"));
        var address = $"/croisement/lignes?{query}";
        var opened = await app.SendAs(contact, Dispute with { Address = address });
        await app.Send(Changed(line, 0.25m, "IVRY"));
        await app.RollUp();
        await app.SendAs(
            manager,
            new AnswerDispute
            {
                Id = opened.Id,
                Version = opened.Version,
                IsAccepted = true,
                Answer = "Corrigé.",
            }
        );
        foreach (var reader in new[] { contact, manager })
        {
            var file = await app.SendAs(reader, new GetDispute(opened.Id));
            Assert.That(
                (file.FigureAtOpening, file.FigureNow),
                Is.EqualTo(("0,8", "0,3")),
                "the member's own, whoever looks: not the day of all members"
            );
            Assert.That(file.Events.Select(said => said.Figure), Is.EqualTo(new[] { "0,8", "0,3" }));
        }
        var table = await app.SendAs(
            contact,
            Dispute with
            {
                Address = "/bilans/2017/tables/days-member-department/lignes?ligne=IVRY&colonne=SI",
            }
        );
        Assert.That((await app.SendAs(manager, new GetDispute(table.Id))).FigureNow, Is.EqualTo("0,3"));
        var madeUp = await app.SendAs(contact, Dispute with { Address = "/croisement/lignes?measures=moons" });
        Assert.That((await app.SendAs(contact, new GetDispute(madeUp.Id))).FigureNow, Is.Null);
    }

    [Test]
    public async Task Open_ones_are_counted_for_those_who_answer_and_answers_for_the_member_until_read()
    {
        var first = await app.SendAs(contact, Dispute);
        await app.SendAs(other, Dispute with { Address = "/adherent/ARCUEIL/2017" });
        Assert.That((await app.SendAs(manager, new CountDisputes())).Open, Is.EqualTo(2));
        await app.SendAs(
            manager,
            new AnswerDispute
            {
                Id = first.Id,
                Version = first.Version,
                Answer = "Non.",
            }
        );
        Assert.That(await app.SendAs(contact, new CountDisputes()), Is.EqualTo(new DisputeCounts { UnreadAnswers = 1 }));
        Assert.That(await app.SendAs(other, new CountDisputes()), Is.EqualTo(new DisputeCounts { Open = 1 }));
        Assert.That(app.RefusedAs(other, new SeeAnswer(first.Id)).Status, Is.EqualTo(404));
        await app.SendAs(manager, new SeeAnswer(first.Id));
        Assert.That(
            (await app.SendAs(contact, new ListDisputes())).Items.Single().IsUnread,
            Is.True,
            "a manager's look is not the member's"
        );
        await app.SendAs(contact, new SeeAnswer(first.Id));
        Assert.That((await app.SendAs(contact, new CountDisputes())).UnreadAnswers, Is.Zero);
    }

    [Test]
    public async Task Is_seen_by_the_member_and_by_staff_only()
    {
        var opened = await app.SendAs(contact, Dispute);
        Assert.That(app.RefusedAs(other, new GetDispute(opened.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(other, new ListDisputes())).Items, Is.Empty);
        Assert.That(app.RefusedAs(other, Dispute with { Member = "IVRY" }).Errors, Contains.Key("Member"));
        Assert.That(app.RefusedAs(await app.AUser(Role.Requester, member: "IVRY"), new ListDisputes()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(await app.AUser(Role.Technician), Dispute).Status, Is.EqualTo(403));
    }

    [TestCase("", "/lignes/ticket/1", "Motif", "Subject")]
    [TestCase("Ligne", "https://exemple.test/", "Motif", "Address")]
    [TestCase("Ligne", "//exemple.test/", "Motif", "Address")]
    [TestCase("Ligne", "javascript:alert(1)", "Motif", "Address")]
    [TestCase("Ligne", "/lignes/ticket/1", "", "Reason")]
    public void Is_refused_without_a_subject_a_place_in_the_product_and_a_reason(
        string subject,
        string address,
        string reason,
        string field
    ) =>
        Assert.That(
            app.RefusedAs(
                contact,
                new OpenDispute
                {
                    Subject = subject,
                    Address = address,
                    Reason = reason,
                }
            ).Errors,
            Contains.Key(field)
        );

    [Test]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        for (var number = 1; number <= 5; number++)
            await app.SendAs(contact, Dispute with { Subject = $"Ligne {number}" });
        var first = await app.SendAs(manager, new ListDisputes { Limit = 3 });
        var second = await app.SendAs(manager, new ListDisputes { Limit = 3, After = long.Parse(first.Next!) });
        Assert.That(
            first.Items.Concat(second.Items).Select(d => d.Subject),
            Is.EqualTo(new[] { "Ligne 5", "Ligne 4", "Ligne 3", "Ligne 2", "Ligne 1" })
        );
        Assert.That(second.Next, Is.Null);
    }
}
