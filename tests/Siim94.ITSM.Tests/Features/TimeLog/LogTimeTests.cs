using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Kernel.Web;

namespace Siim94.ITSM.Tests.Features.TimeLog;

sealed class LogTimeTests
{
    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("SI");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    LogTime Entry(decimal quantity = 0.5m, string unit = "d") =>
        new()
        {
            Agent = agent,
            Day = new DateOnly(2017, 3, 14),
            Quantity = quantity,
            Unit = unit,
            Activity = "MCO",
            SubActivity = "Suivi d'application",
            Domain = "RH",
        };

    [Test]
    public async Task Ones_own_projects_are_those_one_logged_on_in_the_period()
    {
        await app.AProject("PORTAIL", "FINANCES");
        var (own, other) = (await app.AUser(Role.ProjectLeader, agent: agent), await app.AUser(Role.Manager));
        var onProject = Entry() with
        {
            Activity = "SI-PROJET",
            SubActivity = "SI-PROJET-DEV",
            Project = "PORTAIL",
            Domain = "FINANCES",
            Member = "ARCUEIL",
        };
        await app.SendAs(own, onProject);
        await app.SendAs(own, Entry(0.25m));
        var ofYear = new ListOwnProjects(new(2017, 1, 1), new(2017, 12, 31));
        Assert.That(await app.SendAs(own, ofYear), Is.EqualTo(new[] { "PORTAIL" }));
        Assert.That(await app.SendAs(own, ofYear with { From = new(2017, 4, 1) }), Is.Empty);
        Assert.That(await app.SendAs(other, ofYear), Is.Empty);
    }

    [Test]
    public async Task Refuses_more_than_24_hours_even_when_logged_at_the_same_instant()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 9)
                .Select(async _ =>
                {
                    try
                    {
                        return (await app.Send(Entry(4, "h") with { Confirm = true })).Minutes;
                    }
                    catch (Refusal refusal)
                    {
                        Assert.That(refusal.Code, Is.EqualTo("time-entry.more-than-24-hours"));
                        return 0;
                    }
                })
        );
        Assert.That(outcomes.Sum(), Is.EqualTo(24 * 60));
    }

    [TestCase(0.5, "d", 210, 0.5)]
    [TestCase(3.5, "h", 210, 0.5)]
    [TestCase(150, "min", 150, 0.357143)]
    public async Task Computes_what_a_line_is_worth(decimal quantity, string unit, long minutes, decimal days)
    {
        var entry = await app.Send(Entry(quantity, unit));
        Assert.That((entry.Minutes, entry.Days), Is.EqualTo((minutes, days)));
    }

    [Test]
    public async Task Takes_the_length_of_the_agents_own_day()
    {
        agent = await app.AnAgent("SI", dayMinutes: 468);
        Assert.That((await app.Send(Entry(0.5m))).Minutes, Is.EqualTo(234));
    }

    [Test]
    public async Task Resolves_spellings_through_aliases()
    {
        var entry = await app.Send(Entry());
        Assert.That((entry.Activity, entry.SubActivity, entry.Domain), Is.EqualTo(("SI-MCO", "SI-MCO-SUIVI", "RESSOURCES-HUMAINES")));
    }

    [Test]
    public void Refuses_a_line_without_the_domain_that_its_activity_requires()
    {
        var refusal = app.Refused(Entry() with { Domain = null });
        Assert.That(refusal.Errors, Contains.Key("Domain"));
    }

    [Test]
    public void Refuses_an_activity_of_another_department() =>
        Assert.That(app.Refused(Entry() with { Activity = "INFRA-MCO", SubActivity = null }).Errors, Contains.Key("Activity"));

    [Test]
    public async Task Warns_of_more_than_a_day_until_it_is_confirmed()
    {
        await app.Send(Entry(1));
        var refusal = app.Refused(Entry(0.25m));
        Assert.That(refusal.Code, Is.EqualTo("time-entry.more-than-a-day"));
        Assert.That(refusal.Message, Does.Not.Contain("true"), "what people read");
        Assert.That(Problems.Details(refusal).Detail, Does.Contain("confirm").And.Contain("true"), "what programs are told besides");
        Assert.That((await app.Send(Entry(0.25m) with { Confirm = true })).Minutes, Is.EqualTo(105));
    }

    [TestCase(25)]
    [TestCase(1_000_000)]
    public void Refuses_more_than_24_hours_even_when_confirmed(decimal hours) =>
        Assert.That(app.Refused(Entry(hours, "h") with { Confirm = true }).Errors, Contains.Key("Quantity"));

    [Test]
    public async Task Writes_none_of_a_batch_when_one_line_is_wrong()
    {
        var refusal = app.Refused(new LogTimeBatch { Entries = [Entry(0.25m), Entry(0.25m) with { Domain = "inconnu" }] });
        Assert.That(refusal.Errors, Contains.Key("Entries[1].Domain"));
        Assert.That((await app.Send(new ListTimeEntries())).Items, Is.Empty);
    }

    [Test]
    public async Task Answers_the_same_key_and_request_once()
    {
        var first = await app.SendAs(UserIdentity.System, Entry(), "k1");
        var second = await app.SendAs(UserIdentity.System, Entry(), "k1");
        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That((await app.Send(new ListTimeEntries())).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Keeps_the_history_of_changes_and_deletions()
    {
        var entry = await app.Send(Entry());
        var changed = await app.Send(
            new ChangeTimeEntry
            {
                Id = entry.Id,
                Version = 1,
                Agent = agent,
                Day = entry.Day,
                Quantity = 0.25m,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );
        await app.Send(new DeleteTimeEntry(entry.Id, changed.Version));
        var history = await app.Send(new GetHistory("time-entry", entry.Id));
        Assert.That(history.Select(line => line.Action), Is.EqualTo(new[] { "delete", "change" }));
        Assert.That((history[1].BeforeJson, history[1].AfterJson), Is.EqualTo((history[1].BeforeJson, history[0].BeforeJson)));
        Assert.That(history[1].BeforeJson, Does.Contain("\"days\":0.5"));
    }

    [Test]
    public async Task An_engineer_logs_and_changes_their_own_time_only()
    {
        var engineer = await app.AUser(Role.ProjectLeader, agent: agent);
        var other = await app.AUser(Role.ProjectLeader, agent: await app.AnAgent("SI"));
        var entry = await app.SendAs(engineer, Entry());
        Assert.That(app.RefusedAs(other, Entry()).Errors, Contains.Key("Agent"));
        Assert.That(app.RefusedAs(other, new DeleteTimeEntry(entry.Id, entry.Version)).Errors, Contains.Key("Agent"));
    }

    [TestCase("agent")]
    [TestCase("team")]
    public async Task The_people_of_a_member_do_not_find_out_who_worked_by_asking(string filter)
    {
        await app.AnAgent(code: "AGENT-1");
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var list = filter == "agent" ? new ListTimeEntries { Agent = "AGENT-1" } : new ListTimeEntries { Team = "SI" };
        Assert.That(app.RefusedAs(contact, list).Status, Is.EqualTo(403));
        Assert.That((await app.SendAs(contact, new ListTimeEntries())).Items, Is.Empty);
    }
}
