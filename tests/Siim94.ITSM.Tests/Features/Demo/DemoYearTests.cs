using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Demo;

sealed class DemoYearTests
{
    internal static readonly DemoPlan Plan = DemoPlan.Build(
        PublishedFile.Parse(SeedFiles.Read("published-tables.json")),
        SeedFiles.Read("reference.json")
    );

    [TestCase(2014)]
    [TestCase(2015)]
    [TestCase(2016)]
    [TestCase(2017)]
    public async Task Books_every_planned_minute_on_working_days_and_nobody_beyond_their_day(int year)
    {
        await using var app = await TestApp.Start();
        var referentials = await app.Query(db => new ReferentialCache().Read(db, default));
        var agents = DemoPeople.Agents(referentials.Teams);
        var demo = new DemoYear(Plan, year, agents, referentials);

        var sessions = demo.Sessions();
        var bookings = demo.Shifts()
            .Select(shift => (shift.Agent.Code, shift.Day, shift.Minutes))
            .Concat(demo.Visits().Select(visit => (visit.Agent.Code, visit.Day, visit.Minutes)))
            .Concat(
                demo.Entries()
                    .Select(entry =>
                        (entry.Agent!, entry.Day!.Value, (int)(entry.Unit == "d" ? entry.Quantity! * 420 : entry.Quantity!)!.Value)
                    )
            )
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(bookings.Sum(b => b.Item3), Is.EqualTo(Plan.Work.Where(work => work.Year == year).Sum(work => work.Minutes)));
            Assert.That(sessions.Sum(s => s.Minutes), Is.EqualTo(Plan.Training.Where(t => t.Year == year).Sum(t => t.SessionMinutes)));
            Assert.That(
                sessions.Sum(s => s.PreparationMinutes),
                Is.EqualTo(Plan.Training.Where(t => t.Year == year).Sum(t => t.PreparationMinutes))
            );
            Assert.That(
                sessions.Where(s => s.Agent is not null).Sum(s => s.Minutes),
                Is.EqualTo(Plan.Training.Where(t => t.Year == year).Sum(t => t.OwnTrainerMinutes))
            );
            Assert.That(
                sessions.Sum(s => s.Attendances.Sum(a => a.People)),
                Is.EqualTo(Plan.Training.Where(t => t.Year == year).Sum(t => t.People))
            );
            Assert.That(demo.Tickets(), Has.Count.EqualTo(Plan.Tickets.Where(t => t.Year == year).Sum(t => t.Count)));
            Assert.That(bookings.All(b => FrenchHolidays.IsWorkingDay(b.Item2) && b.Item2.Year == year));
            Assert.That(
                bookings.GroupBy(b => (b.Item1, b.Item2)).Max(day => (int?)day.Sum(b => b.Item3)) ?? 0,
                Is.LessThanOrEqualTo(WorkDay.DefaultMinutes)
            );
        });
    }

    [Test]
    public async Task Invents_agents_and_sites_whose_codes_are_their_own()
    {
        await using var app = await TestApp.Start();
        var referentials = await app.Query(db => new ReferentialCache().Read(db, default));
        var agents = DemoPeople.Agents(referentials.Teams);
        var sites = DemoPeople.Sites(referentials.Members).ToList();
        Assert.That(agents.Select(agent => agent.Code), Is.Unique);
        Assert.That(agents.Select(agent => agent.Name), Is.Unique);
        Assert.That(sites.Select(site => site.Code), Is.Unique);
        Assert.That((agents.Count, sites.Count), Is.EqualTo((43, 250)));
    }
}
