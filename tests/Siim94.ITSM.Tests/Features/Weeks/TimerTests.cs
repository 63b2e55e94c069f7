using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Weeks;

sealed class TimerTests
{
    TestApp app = null!;
    string agent = "";
    UserIdentity user;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("SI");
        user = await app.AUser(Role.ProjectLeader, agent: agent);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static StartTimer OnCulture =>
        new()
        {
            Activity = "SI-DOMAINE",
            Domain = "Culture",
            Note = "Relance",
        };

    [Test]
    public async Task A_timer_becomes_a_line_of_the_minutes_that_have_passed()
    {
        var started = await app.SendAs(user, OnCulture);
        Assert.That((started.Agent, started.Row.Row), Is.EqualTo((agent, "SI-DOMAINE||CULTURE|||")));
        app.Clock.Advance(TimeSpan.FromSeconds(95 * 60 + 31));
        Assert.That((await app.SendAs(user, new ListTimers())).Single().Minutes, Is.EqualTo(96));
        var line = await app.SendAs(user, new StopTimer());
        Assert.That(
            (line.Day, line.Quantity, line.Unit, line.Minutes, line.Note, line.Domain),
            Is.EqualTo((new DateOnly(2017, 3, 14), 96m, "min", 96L, "Relance", "CULTURE"))
        );
        Assert.That(await app.SendAs(user, new ListTimers()), Is.Empty);
        Assert.That(app.RefusedAs(user, new StopTimer()).Code, Is.EqualTo("timer.none"));
    }

    [Test]
    public async Task A_second_timer_on_the_same_row_and_day_is_added_to_the_line_that_is_there()
    {
        await app.SendAs(user, OnCulture);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var first = await app.SendAs(user, new StopTimer());
        await app.SendAs(user, OnCulture);
        app.Clock.Advance(TimeSpan.FromMinutes(12));
        var second = await app.SendAs(user, new StopTimer());
        Assert.That((second.Id, second.Minutes, second.Note), Is.EqualTo((first.Id, 42L, "Relance")));
    }

    [Test]
    public async Task A_note_that_does_not_fit_into_the_line_that_is_there_makes_one_of_its_own()
    {
        await app.SendAs(user, OnCulture with { Note = new('a', 990) });
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var first = await app.SendAs(user, new StopTimer());
        await app.SendAs(user, OnCulture with { Note = new('b', 500) });
        app.Clock.Advance(TimeSpan.FromMinutes(12));
        var second = await app.SendAs(user, new StopTimer());
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
        Assert.That((second.Minutes, second.Note), Is.EqualTo((12L, new string('b', 500))));
    }

    [Test]
    public async Task One_runs_a_person_even_when_two_are_started_at_once()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    try
                    {
                        await app.SendAs(user, OnCulture);
                        return true;
                    }
                    catch (Refusal refusal)
                    {
                        Assert.That(refusal.Code, Is.EqualTo("timer.running"));
                        return false;
                    }
                })
        );
        Assert.That(outcomes.Count(isStarted => isStarted), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_left_running_overnight_is_of_its_day_and_takes_the_minutes_that_are_said()
    {
        app.Clock.SetUtcNow(new DateTimeOffset(2017, 3, 14, 22, 30, 0, TimeSpan.Zero));
        await app.SendAs(user, OnCulture);
        app.Clock.Advance(TimeSpan.FromHours(30));
        Assert.That(app.RefusedAs(user, new StopTimer()).Errors.Keys, Is.EqualTo(new[] { "Quantity" }));
        Assert.That(app.RefusedAs(user, new StopTimer { Minutes = 0 }).Errors.Keys, Is.EqualTo(new[] { "Minutes" }));
        var line = await app.SendAs(user, new StopTimer { Minutes = 20 });
        Assert.That((line.Day, line.Minutes), Is.EqualTo((new DateOnly(2017, 3, 14), 20L)));
    }

    [Test]
    public async Task A_timer_that_would_make_no_line_does_not_start_and_one_given_up_makes_none()
    {
        Assert.That(app.RefusedAs(user, OnCulture with { Domain = null }).Errors.Keys, Is.EqualTo(new[] { "Domain" }));
        await app.SendAs(user, new SubmitTimesheet { Agent = agent, Period = "2017-W11" });
        Assert.That(app.RefusedAs(user, OnCulture).Code, Is.EqualTo("timesheet.submitted"));
        await app.SendAs(user, new RecallTimesheet { Agent = agent, Period = "2017-W11" });
        await app.SendAs(user, OnCulture);
        await app.SendAs(user, new DropTimer(null));
        Assert.That(app.RefusedAs(user, new DropTimer(null)).Code, Is.EqualTo("timer.none"));
        Assert.That((await app.SendAs(user, new ListTimeEntries { Agent = agent })).Items, Is.Empty);
    }

    [Test]
    public async Task Timers_are_ones_own_or_those_of_agents_whose_time_one_logs()
    {
        await app.SendAs(user, OnCulture);
        var other = await app.AUser(Role.Technician, agent: await app.AnAgent("SI"));
        Assert.That(app.RefusedAs(other, new ListTimers { Agent = agent }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(other, new StopTimer { Agent = agent }).Status, Is.EqualTo(404));
        var manager = await app.AUser(Role.Manager);
        Assert.That(await app.SendAs(manager, new ListTimers()), Is.Empty);
        Assert.That(app.RefusedAs(manager, new StopTimer()).Code, Is.EqualTo("timer.no-agent"));
        Assert.That((await app.SendAs(manager, new StopTimer { Agent = agent })).Agent, Is.EqualTo(agent));
    }
}
