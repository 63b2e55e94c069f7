using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Absences;

/// <summary>Coverage as tables of the report and of the pivot, against its days.</summary>
sealed class CoverageTableTests
{
    TestApp app = null!;
    string agent = "",
        elsewhere = "";
    UserIdentity own,
        manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (agent, elsewhere) = (await app.AnAgent(), await app.AnAgent("SUPPORT"));
        own = await app.AUser(Role.Technician, agent: agent);
        manager = await app.AUser(Role.Manager);
        await app.Send(
            new LogTime
            {
                Agent = agent,
                Day = new(2017, 3, 6),
                Quantity = 9,
                Unit = "h",
                Activity = "MCO",
                SubActivity = "Suivi d'application",
                Domain = "RH",
                Confirm = true,
            }
        );
        await app.RollUp();
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<Report> Table(UserIdentity reader, string id) =>
        app.SendAs(
            reader,
            new GetReport
            {
                Id = id,
                From = 2017,
                To = 2017,
            }
        );

    static decimal?[] Cells(ReportLine row) => [.. row.Cells.Select(cell => cell.Value)];

    [Test]
    public async Task Adds_up_like_its_days_up_to_yesterday()
    {
        var days = (await app.SendAs(manager, new GetCoverage { From = new(2017, 1, 1), To = new(2017, 3, 13) })).Rows;
        var table = await Table(manager, "coverage-agent");
        foreach (var row in days)
            Assert.That(
                Cells(table.Rows.Single(line => line.Key == $"{row.Team}|{row.Agent}")).Select(hours => hours * 60),
                Is.EqualTo(new[] { row.ExpectedMinutes, row.WorkedMinutes, row.AbsentMinutes, row.MissingMinutes, row.ExcessMinutes })
            );
        Assert.That(
            table.Totals.Select(cell => cell.Value * 60),
            Is.EqualTo(
                new[]
                {
                    days.Sum(row => row.ExpectedMinutes),
                    days.Sum(row => row.WorkedMinutes),
                    days.Sum(row => row.AbsentMinutes),
                    days.Sum(row => row.MissingMinutes),
                    days.Sum(row => row.ExcessMinutes),
                }
            )
        );
        var share = await app.SendAs(own, new GetDocumentedShare(2017));
        Assert.That(share, Is.EqualTo(new DocumentedShare(days.Sum(d => d.ExpectedMinutes), days.Sum(d => d.MissingMinutes))));
    }

    [Test]
    public async Task Follows_every_absence_at_once_and_every_line_once_it_is_rolled_up()
    {
        async Task<decimal?[]> Hours() => Cells((await Table(own, "coverage-agent")).Rows.Single());
        var before = await Hours();
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "RTT",
                From = new(2017, 3, 7),
            }
        );
        var away = await Hours();
        Assert.That((away[2], away[3]), Is.EqualTo((before[2] + 7, before[3] - 7)));
        await app.Send(
            new PostAgent
            {
                Code = agent,
                From = new(2017, 3, 8),
                Team = "SI",
                DayMinutes = 480,
            }
        );
        Assert.That((await Hours())[0], Is.EqualTo(before[0] + 4), "four days of an hour more");
    }

    [Test]
    public async Task Follows_a_line_that_moves_to_another_day_of_its_month()
    {
        async Task<decimal?[]> Hours() => Cells((await Table(own, "coverage-agent")).Rows.Single());
        var line = (await app.SendAs(manager, new ListTimeEntries { Agent = agent })).Items.Single();
        var before = await Hours();
        await app.SendAs(
            manager,
            new ChangeTimeEntry
            {
                Id = line.Id,
                Version = line.Version,
                Agent = agent,
                Day = new(2017, 3, 4),
                Quantity = 9,
                Unit = "h",
                Activity = "MCO",
                SubActivity = "Suivi d'application",
                Domain = "RH",
                Confirm = true,
            }
        );
        await app.RollUp();
        var after = await Hours();
        Assert.That(after[..2], Is.EqualTo(before[..2]), "the sums of the month are what they were");
        Assert.That((after[3], after[4]), Is.EqualTo((before[3] + 7, before[4] + 7)), "a Monday is missing, and a Saturday too much");
    }

    [Test]
    public async Task Names_agents_within_reach_only_and_tells_people_of_a_member_nothing()
    {
        Assert.That((await Table(own, "coverage-agent")).Rows.Select(row => row.Key), Is.EqualTo(new[] { $"SI|{agent}" }));
        Assert.That((await Table(own, "coverage-team")).Rows.Select(row => row.Key), Is.EquivalentTo(new[] { "SI", "SUPPORT" }));
        var filtered = await app.SendAs(
            own,
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["missing-hours"],
                    Rows = ["team"],
                    Columns = "month",
                    Filters = new Dictionary<string, IReadOnlyList<string>> { ["agent"] = [elsewhere] },
                },
                From = "2017",
                To = "2017",
            }
        );
        Assert.That(filtered.Rows, Is.Empty);
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That((await Table(contact, "coverage-team")).Rows, Is.Empty);
        Assert.That((await app.SendAs(contact, new GetDocumentedShare(2017))).ExpectedMinutes, Is.Zero);
    }

    [Test]
    public void Goes_with_no_other_measure_and_has_no_lines()
    {
        var mixed = new GetPivot
        {
            Definition = new()
            {
                Measures = ["expected-hours", "days"],
                Rows = ["team"],
                Columns = "year",
            },
            From = "2017",
            To = "2017",
        };
        Assert.That(app.RefusedAs(manager, mixed).Errors.Keys, Has.Some.EndsWith("Measures"));
    }

    [Test]
    public async Task The_table_by_agent_is_none_of_a_printed_report()
    {
        var printed = (await app.SendAs(manager, new ListReports())).Items.Select(entry => entry.Id).ToList();
        Assert.That(printed, Does.Contain("coverage-team").And.Not.Contain("coverage-agent"));
    }
}
