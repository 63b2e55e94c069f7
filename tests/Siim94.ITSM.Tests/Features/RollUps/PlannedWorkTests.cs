using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.RollUps;

/// <summary>What is dated after today is planned: it counts nowhere until its day has come.</summary>
sealed class PlannedWorkTests
{
    static readonly DateOnly Today = new(2017, 3, 14);

    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("SUPPORT");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task Plan(string kind, DateOnly day) =>
        kind switch
        {
            "line" => app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = day,
                    Quantity = 1,
                    Unit = "d",
                    Activity = "SUPPORT-PREPARATION",
                }
            ),
            "visit" => app.Send(
                new LogIntervention
                {
                    Kind = "onsite",
                    Agents = [agent],
                    Member = "ARCUEIL",
                    Day = day,
                    Quantity = 1,
                    Unit = "d",
                    Summary = "Postes",
                }
            ),
            "shift" => app.Send(
                new LogHotlineShift
                {
                    Agent = agent,
                    Day = day,
                    Quantity = 1,
                    Unit = "d",
                }
            ),
            "session" => app.Send(
                new LogTrainingSession
                {
                    Category = "BUREAUTIQUE",
                    StartsOn = day,
                    Days = 1,
                    Trainers = [agent],
                    Attendances = [new() { Member = "ARCUEIL", People = 4 }],
                }
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of fact."),
        };

    /// <summary>A figure of the year, the same from the roll-ups as from the lines.</summary>
    async Task<decimal> Sum(string measure)
    {
        var ofMonths = await Total(measure, "month");
        Assert.That(await Total(measure, "day"), Is.EqualTo(ofMonths), "from the lines");
        return ofMonths;
    }

    async Task<decimal> Total(string measure, string rows)
    {
        var pivot = await app.Send(
            new GetPivot
            {
                Definition = new() { Measures = [measure], Rows = [rows] },
                From = "2017",
                To = "2017",
            }
        );
        return pivot.Rows.Sum(row => row.Cells[0].Value ?? 0);
    }

    [TestCase("line", "days")]
    [TestCase("visit", "days")]
    [TestCase("visit", "visits")]
    [TestCase("shift", "days")]
    [TestCase("session", "days")]
    [TestCase("session", "sessions")]
    [TestCase("session", "people-trained")]
    public async Task Counts_from_its_day_on(string kind, string measure)
    {
        await Plan(kind, Today.AddDays(1));
        await app.RollUp();
        Assert.That(await Sum(measure), Is.Zero, "the day before");
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.Empty);

        app.Clock.Advance(TimeSpan.FromHours(14)); // midnight in Paris
        await app.RollUp();
        var expected = measure == "people-trained" ? 4 : 1;
        Assert.That(await Sum(measure), Is.EqualTo(expected), "on the day");
        await app.RollUp();
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.Empty);
        Assert.That(await Sum(measure), Is.EqualTo(expected), "rolled up again");
    }

    [Test]
    public async Task Counts_when_its_day_came_while_nothing_ran()
    {
        await Plan("line", Today.AddDays(1));
        await Plan("visit", Today.AddMonths(1));
        await app.RollUp();
        app.Clock.Advance(TimeSpan.FromDays(60));
        Assert.That(await app.Send(new VerifyRollupMonth(new(2017, 3))), Is.Empty, "no drift: the roll-up has yet to run");
        await app.RollUp();
        Assert.That((await Sum("days"), await Sum("visits")), Is.EqualTo((2m, 1m)));
    }

    [Test]
    public async Task Of_a_session_over_several_days_those_that_have_come_count()
    {
        await app.Send(
            new LogTrainingSession
            {
                Category = "BUREAUTIQUE",
                StartsOn = Today,
                Days = 3,
                Trainers = [agent],
            }
        );
        await app.RollUp();
        Assert.That(await Sum("days"), Is.EqualTo(1m));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RollUp();
        Assert.That(await Sum("days"), Is.EqualTo(2m));
    }

    [Test]
    public async Task Of_what_was_done_and_is_put_off_nothing_counts_any_more()
    {
        var line = await app.Send(
            new LogTime
            {
                Agent = agent,
                Day = Today,
                Quantity = 1,
                Unit = "d",
                Activity = "SUPPORT-PREPARATION",
            }
        );
        await app.RollUp();
        Assert.That(await Sum("days"), Is.EqualTo(1m));
        await app.Send(
            new ChangeTimeEntry
            {
                Id = line.Id,
                Version = line.Version,
                Agent = agent,
                Day = Today.AddDays(7),
                Quantity = 1,
                Unit = "d",
                Activity = "SUPPORT-PREPARATION",
            }
        );
        await app.RollUp();
        Assert.That(await Sum("days"), Is.Zero);
    }
}
