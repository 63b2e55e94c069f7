using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class CoverageTests
{
    static readonly DateOnly Monday = new(2017, 3, 6);

    TestApp app = null!;
    string agent = "";
    UserIdentity own,
        manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        own = await app.AUser(Role.Technician, agent: agent);
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<TimeEntryDetails> Work(DateOnly day, decimal hours) =>
        app.Send(
            new LogTime
            {
                Agent = agent,
                Day = day,
                Quantity = hours,
                Unit = "h",
                Activity = "MCO",
                SubActivity = "Suivi d'application",
                Domain = "RH",
                Confirm = true,
            }
        );

    Task<CoverageOfAgents> March(UserIdentity reader, string? of = null) =>
        app.SendAs(
            reader,
            new GetCoverage
            {
                From = Monday,
                To = Monday.AddDays(6),
                Agent = of,
            }
        );

    [Test]
    public async Task Adds_up_on_each_day_of_a_week_of_everything()
    {
        await Work(Monday, 7);
        await Work(Monday.AddDays(1), 8.5m);
        await Work(Monday.AddDays(2), 2);
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "RTT",
                From = Monday.AddDays(2),
                FromHalf = HalfDays.Afternoon,
                To = Monday.AddDays(3),
            }
        );
        await app.SendAs(
            manager,
            new AddClosure
            {
                Name = "Inventaire",
                From = Monday.AddDays(4),
                ToHalf = HalfDays.Morning,
            }
        );
        await Work(Monday.AddDays(5), 1);

        var row = (await March(own)).Rows.Single();
        Assert.That(
            row.Days,
            Is.EqualTo(
                new CoverageDay[]
                {
                    new(Monday, 420, 420, 0, 0, 0),
                    new(Monday.AddDays(1), 420, 510, 0, 0, 90),
                    new(Monday.AddDays(2), 420, 120, 210, 90, 0),
                    new(Monday.AddDays(3), 420, 0, 420, 0, 0),
                    new(Monday.AddDays(4), 210, 0, 0, 210, 0),
                    new(Monday.AddDays(5), 0, 60, 0, 0, 60),
                }
            )
        );
        Assert.That(
            (row.ExpectedMinutes, row.WorkedMinutes, row.AbsentMinutes, row.MissingMinutes, row.ExcessMinutes),
            Is.EqualTo((1890L, 1110L, 630L, 300L, 150L))
        );
    }

    [Test]
    public async Task Of_everybody_follows_each_absence_and_counts_one_over_new_year_once()
    {
        await app.AnAgent();
        async Task<long> Absent(DateOnly from, DateOnly to) =>
            (await app.SendAs(manager, new GetCoverage { From = from, To = to })).Rows.Sum(row => row.AbsentMinutes);
        var (december, january) = (new DateOnly(2016, 12, 26), new DateOnly(2017, 1, 8));
        Assert.That(await Absent(december, january), Is.Zero);

        var absence = await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "RTT",
                From = new(2016, 12, 30),
                FromHalf = HalfDays.Afternoon,
                To = new(2017, 1, 3),
            }
        );
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "RTT",
                From = new(2016, 12, 30),
                To = new(2016, 12, 30),
                ToHalf = HalfDays.Morning,
            }
        );
        Assert.That(await Absent(december, january), Is.EqualTo(3 * 420));
        Assert.That(await Absent(december, new(2016, 12, 31)), Is.EqualTo(420));
        Assert.That(await Absent(new(2017, 1, 1), january), Is.EqualTo(2 * 420));

        await app.SendAs(manager, new DeleteAbsence(absence.Id, absence.Version));
        Assert.That(await Absent(december, january), Is.EqualTo(210));
    }

    [Test]
    public async Task A_contract_that_changes_leaves_what_was_before()
    {
        async Task<long> Expected(int month) =>
            (
                await app.SendAs(
                    own,
                    new GetCoverage { From = new(2017, month, 1), To = new DateOnly(2017, month, 1).AddMonths(1).AddDays(-1) }
                )
            )
                .Rows.Single()
                .ExpectedMinutes;

        Assert.That((await Expected(3), await Expected(6)), Is.EqualTo((23 * 420L, 21 * 420L)), "Whit Monday is in June");
        await app.Send(
            new PostAgent
            {
                Code = agent,
                From = new(2017, 6, 1),
                Team = "SI",
                DayMinutes = 468,
            }
        );
        await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = new(2017, 7, 1),
                Week = [468, 468, 0, 468, 468],
            }
        );
        Assert.That((await Expected(3), await Expected(6), await Expected(7)), Is.EqualTo((23 * 420L, 21 * 468L, 16 * 468L)));
    }

    [Test]
    public async Task Adds_up_over_as_many_years_as_one_answer_holds_and_says_how_many()
    {
        GetCoverage Century(string? of) =>
            new()
            {
                From = new(2000, 1, 1),
                To = new(2100, 12, 31),
                Agent = of,
            };
        var row = (await app.SendAs(manager, Century(agent))).Rows.Single();
        Assert.That(row.Days.Sum(day => day.ExpectedMinutes), Is.EqualTo(row.ExpectedMinutes));
        Assert.That(row.Days.Select(day => day.Day.Year).Distinct().Count(), Is.GreaterThan(80));
        for (var more = 0; more < 10; more++)
            await app.AnAgent();
        var refusal = app.RefusedAs(manager, Century(null));
        Assert.That((refusal.Code, refusal.Errors.Keys.Single()), Is.EqualTo(("coverage.too-long", "To")));
        var team = Century(null) with { Team = "SUPPORT" };
        await app.AnAgent("SUPPORT");
        Assert.That((await app.SendAs(manager, team)).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Whoever_left_is_expected_only_until_then_and_an_absence_without_pay_not_at_all()
    {
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "SANS-SOLDE",
                From = Monday,
            }
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "agent",
                Code = agent,
                ClosedOn = Monday.AddDays(3),
            }
        );
        Assert.That(
            (await March(manager, agent)).Rows.Single().Days.Select(day => day.Day),
            Is.EqualTo(new[] { Monday.AddDays(1), Monday.AddDays(2) })
        );
    }

    [Test]
    public async Task Shows_ones_own_ones_teams_or_all_of_it()
    {
        var (leader, elsewhere) = (await app.AnAgent(), await app.AnAgent("SUPPORT"));
        var leading = await app.AUser(Role.ProjectLeader, agent: leader);
        await app.SendAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = [leader] });
        string[] Agents(CoverageOfAgents coverage) => [.. coverage.Rows.Select(row => row.Agent).Order()];

        Assert.That(Agents(await March(own)), Is.EqualTo(new[] { agent }));
        Assert.That(Agents(await March(leading)), Is.EqualTo(new[] { agent, leader }.Order()));
        Assert.That(Agents(await March(manager)), Is.SupersetOf(new[] { agent, leader, elsewhere }));
        Assert.That(app.RefusedAs(own, new GetCoverage { Agent = leader }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(leading, new GetCoverage { Agent = elsewhere }).Status, Is.EqualTo(404));
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new GetCoverage()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Whoever_changes_teams_has_a_row_in_each()
    {
        await app.Send(
            new PostAgent
            {
                Code = agent,
                From = Monday.AddDays(2),
                Team = "SUPPORT",
                DayMinutes = 420,
            }
        );
        var rows = (await March(own)).Rows;
        Assert.That(rows.Select(row => (row.Team, row.ExpectedMinutes)), Is.EqualTo(new[] { ("SI", 840L), ("SUPPORT", 1260L) }));
        var support = await app.SendAs(
            manager,
            new GetCoverage
            {
                From = Monday,
                To = Monday.AddDays(6),
                Team = "SUPPORT",
                Agent = agent,
            }
        );
        Assert.That(support.Rows.Single().ExpectedMinutes, Is.EqualTo(1260));
    }

    [Test]
    public async Task A_pattern_that_ends_gives_way_to_the_one_before()
    {
        await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = new(2017, 1, 1),
                Week = [420, 420, 210, 420, 420],
            }
        );
        // Odd weeks are those of the calendar: the sixth of March begins the tenth.
        var temporary = await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = Monday,
                To = Monday.AddDays(6),
                Week = [1, 1, 1, 1, 1],
                EvenWeek = [300, 300, 300, 300, 0, 60, 0],
            }
        );
        Assert.That((await March(own)).Rows.Single().ExpectedMinutes, Is.EqualTo(1260));
        Assert.That(
            (await app.SendAs(own, new GetExpectedDays(agent, Monday.AddDays(7), Monday.AddDays(13)))).Sum(day => day.ExpectedMinutes),
            Is.EqualTo(1890)
        );
        Assert.That(
            (await app.SendAs(own, new ListWorkPatterns())).Items.Select(pattern => pattern.From),
            Is.EqualTo(new[] { new DateOnly(2017, 1, 1), Monday })
        );
        await app.SendAs(manager, new DeleteWorkPattern(temporary.Id, temporary.Version));
        Assert.That((await March(own)).Rows.Single().ExpectedMinutes, Is.EqualTo(1890));
    }

    [Test]
    public async Task A_closure_of_a_team_is_its_own_and_may_be_taken_back()
    {
        var elsewhere = await app.AnAgent("SUPPORT");
        var closure = await app.SendAs(
            manager,
            new AddClosure
            {
                Name = "Déménagement",
                From = Monday,
                To = Monday.AddDays(1),
                Team = "SUPPORT",
            }
        );
        async Task<long> Expected(string of) => (await March(manager, of)).Rows.Single().ExpectedMinutes;
        Assert.That((await Expected(agent), await Expected(elsewhere)), Is.EqualTo((2100L, 1260L)));
        Assert.That((await app.SendAs(own, new ListClosures { Year = 2017 })).Items.Single().Name, Is.EqualTo("Déménagement"));
        await app.SendAs(manager, new DeleteClosure(closure.Id, closure.Version));
        Assert.That(await Expected(elsewhere), Is.EqualTo(2100));
    }
}
