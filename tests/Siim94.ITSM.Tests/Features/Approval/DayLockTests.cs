using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Approval;

/// <summary>Days are locked by date: of a team or of everybody, after a grace; what comes late is listed.</summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class DayLockTests
{
    static readonly DateOnly EndOfFebruary = new(2017, 2, 28),
        Today = new(2017, 3, 14);

    Sheets sheets = null!;
    TestApp app = null!;

    [SetUp]
    public async Task SetUp()
    {
        sheets = await Sheets.Start();
        app = sheets.App;
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    LockDays Lock(int grace = 0, string? team = null, DateOnly? until = null) =>
        new()
        {
            Team = team,
            Until = until ?? EndOfFebruary,
            Grace = grace,
        };

    [Test]
    public async Task A_locked_day_refuses_all_but_managers_and_says_who_locked_it()
    {
        var locked = await app.SendAs(sheets.AsManager, Lock());
        Assert.That(
            (locked.Team, locked.Until, locked.LocksOn, locked.LockedByName),
            Is.EqualTo(((string?)null, EndOfFebruary, EndOfFebruary.AddDays(1), "Marc Moreau"))
        );
        foreach (var user in new[] { sheets.AsAgent, sheets.AsLeader })
        {
            var refusal = app.RefusedAs(user, sheets.Line(EndOfFebruary));
            Assert.That((refusal.Status, refusal.Code), Is.EqualTo((409, "day.locked")));
            Assert.That(refusal.Message, Does.Contain("jusqu'au 28/02/2017 par Marc Moreau le 14/03/2017"));
            Assert.That(refusal.Errors, Contains.Key("Day"));
        }
        await app.SendAs(sheets.AsManager, sheets.Line(EndOfFebruary));
        await app.SendAs(sheets.AsAgent, sheets.Line(EndOfFebruary.AddDays(1)));
    }

    [Test]
    public async Task A_lock_of_a_team_is_of_its_people_alone()
    {
        var other = await app.AnAgent("INFRA-SYSRES");
        await app.Send(Lock(team: "SI"));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(EndOfFebruary)).Code, Is.EqualTo("day.locked"));
        var asOther = await app.AUser(Role.Technician, agent: other);
        var visit = new LogIntervention
        {
            Kind = "onsite",
            Agents = [other],
            Member = "ARCUEIL",
            Day = EndOfFebruary,
            Quantity = 0.5m,
            Unit = "d",
            Summary = "Postes",
        };
        await app.SendAs(asOther, visit);
        Assert.That(app.RefusedAs(asOther, visit with { Agents = [other, sheets.Agent] }).Code, Is.EqualTo("day.locked"));
    }

    [Test]
    public async Task A_grace_lets_through_what_is_late_and_lists_it()
    {
        await app.SendAs(sheets.AsManager, Lock(grace: 14));
        var entry = await app.SendAs(sheets.AsAgent, sheets.Line(EndOfFebruary, 0.5m));
        await app.SendAs(sheets.AsAgent, sheets.Line(Today));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(EndOfFebruary, 0.1m)).Code, Is.EqualTo("day.locked"));
        await app.SendAs(
            sheets.AsManager,
            new ChangeTimeEntry(sheets.Line(EndOfFebruary, 0.75m)) { Id = entry.Id, Version = entry.Version }
        );

        var late = (await app.SendAs(sheets.AsManager, new ListLateEntries())).Items;
        Assert.That(
            late.Select(one => (one.Agent, one.Day, one.DaysBefore, one.DaysAfter, one.WrittenByName, one.IsWithinGrace)),
            Is.EqualTo(
                new[]
                {
                    (sheets.Agent, EndOfFebruary, 0.5m, 0.75m, "Marc Moreau", false),
                    (sheets.Agent, EndOfFebruary, 0m, 0.5m, "Anne Martin", true),
                }
            )
        );
        Assert.That((await app.SendAs(sheets.AsLeader, new ListLateEntries { From = Today })).Items, Is.Empty);
        Assert.That((await app.SendAs(sheets.AsAgent, new ListLateEntries())).Items, Has.Count.EqualTo(2));
        Assert.That((await app.SendAs(sheets.AsColleague, new ListLateEntries())).Items, Is.Empty);
        var today = await app.Send(new ListLateEntries { WrittenFrom = app.Clock.GetUtcNow().AddHours(-1) });
        Assert.That(today.Items.Select(one => one.DaysAfter), Is.EqualTo(new[] { 0.75m }));
        var first = await app.Send(new ListLateEntries { Limit = 1 });
        Assert.That((await app.Send(new ListLateEntries { Limit = 1, After = first.Next })).Items.Single().DaysAfter, Is.EqualTo(0.5m));
    }

    [Test]
    public async Task A_visit_that_is_changed_late_is_one_late_entry_a_day()
    {
        var visit = new LogIntervention
        {
            Kind = "onsite",
            Agents = [sheets.Agent],
            Member = "ARCUEIL",
            Day = EndOfFebruary,
            Quantity = 0.5m,
            Unit = "d",
            Summary = "Postes",
        };
        var logged = await app.Send(visit);
        await app.Send(Lock());
        await app.SendAs(
            sheets.AsManager,
            new ChangeIntervention(visit with { Quantity = 1 }) { Id = logged.Id, Version = logged.Version }
        );
        Assert.That(
            (await app.Send(new ListLateEntries())).Items.Select(late => (late.DaysBefore, late.DaysAfter)),
            Is.EqualTo(new[] { (0.5m, 1m) })
        );
    }

    [Test]
    public async Task A_lock_takes_the_place_of_the_one_before_and_is_lifted()
    {
        var first = await app.Send(Lock());
        var second = await app.Send(Lock(until: new(2017, 1, 31)));
        var ofTeam = await app.Send(Lock(team: "SI", until: new(2017, 2, 15)));
        Assert.That(
            (await app.SendAs(sheets.AsAgent, new ListLocks())).Items.Select(one => (one.Id, one.Team)),
            Is.EqualTo(new[] { (second.Id, (string?)null), (ofTeam.Id, "SI") })
        );
        await app.SendAs(sheets.AsAgent, sheets.Line(EndOfFebruary));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(new(2017, 2, 15))).Code, Is.EqualTo("day.locked"));
        await app.Send(new UnlockDays(ofTeam.Id));
        await app.SendAs(sheets.AsAgent, sheets.Line(new(2017, 2, 15)));
        Assert.That(app.Refused(new UnlockDays(first.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(sheets.AsLeader, Lock()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(sheets.AsLeader, new UnlockDays(second.Id)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_later_lock_leaves_the_one_before_in_force_until_its_grace_is_over()
    {
        var january = await app.Send(Lock(until: new(2017, 1, 31)));
        var february = await app.Send(Lock(grace: 14));
        Assert.That((await app.Send(new ListLocks())).Items.Select(one => one.Id), Is.EqualTo(new[] { january.Id, february.Id }));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(new(2017, 1, 31))).Code, Is.EqualTo("day.locked"));
        await app.SendAs(sheets.AsAgent, sheets.Line(EndOfFebruary));

        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await app.Send(new ListLocks())).Items.Select(one => one.Id), Is.EqualTo(new[] { february.Id }));
        await app.Send(new UnlockDays(february.Id));
        Assert.That((await app.Send(new ListLocks())).Items, Is.Empty);
        await app.SendAs(sheets.AsAgent, sheets.Line(new(2017, 1, 31)));
    }

    [Test]
    public async Task A_lock_lifted_in_its_grace_leaves_the_one_before_and_an_earlier_day_opens_days()
    {
        var january = await app.Send(Lock(until: new(2017, 1, 31)));
        await app.Send(new UnlockDays((await app.Send(Lock(grace: 14))).Id));
        Assert.That((await app.Send(new ListLocks())).Items.Select(one => one.Id), Is.EqualTo(new[] { january.Id }));
        await app.Send(Lock(until: new(2017, 1, 30), grace: 60));
        await app.SendAs(sheets.AsAgent, sheets.Line(new(2017, 1, 30)));
    }

    [Test]
    public async Task An_earlier_day_opens_what_the_lock_in_force_has_hidden_too()
    {
        await app.Send(Lock(until: new(2017, 1, 31)));
        await app.Send(Lock(grace: 14));
        app.Clock.Advance(TimeSpan.FromDays(1));
        var earlier = await app.Send(Lock(until: new(2017, 1, 15)));
        Assert.That((await app.Send(new ListLocks())).Items.Select(one => one.Id), Is.EqualTo(new[] { earlier.Id }));
        await app.SendAs(sheets.AsAgent, sheets.Line(new(2017, 1, 31)));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(new(2017, 1, 13))).Code, Is.EqualTo("day.locked"));
    }

    [Test]
    public void A_lock_names_its_day_a_known_team_and_a_short_grace()
    {
        Assert.That(app.Refused(new LockDays()).Errors, Contains.Key("Until"));
        Assert.That(app.Refused(Lock(team: "INFRA-SYSRS")).Message, Does.Contain("INFRA-SYSRES"));
        Assert.That(app.Refused(Lock(grace: -1)).Errors, Contains.Key("Grace"));
    }
}
