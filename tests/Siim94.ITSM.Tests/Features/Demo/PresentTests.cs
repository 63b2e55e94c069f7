using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Demo;

/// <summary>The demo's present, at several todays. The published years have their own tests.</summary>
sealed class PresentTests
{
    /// <summary>The first day of a year, a leap day, a Sunday and the emptiest week of summer.</summary>
    static readonly string[] Todays = ["2027-01-01", "2028-02-29", "2026-03-15", "2026-08-14"];

    static async Task<TestApp> At(DateTimeOffset now)
    {
        var app = await TestApp.Start();
        app.Clock.SetUtcNow(now);
        await app.Send(new AddDemoPeople(DemoYearTests.Plan));
        await new PresentBuilder(app.Services.GetRequiredService<Dispatcher>(), app.Clock).Build(_ => { });
        await app.RollUp();
        return app;
    }

    static DateTimeOffset Noon(string day) => new(DateOnly.Parse(day).ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero);

    static Task<IReadOnlyList<T>> Rows<T>(TestApp app, string sql) => app.Query(db => db.Query<T>(sql, null, default));

    static Task<T?> One<T>(TestApp app, string sql) => app.Query(db => db.FirstOrDefault<T>(sql, null, default));

    static async Task<UserIdentity> Persona(TestApp app, string login) =>
        new(await app.Query(db => db.FirstOrDefault<long>("SELECT Id FROM Users WHERE Login = @login", new { login }, default)));

    [TestCaseSource(nameof(Todays))]
    public async Task Everybody_finds_what_their_lists_are_for(string today)
    {
        await using var app = await At(Noon(today));
        var day = DateOnly.Parse(today);

        await ShowsEveryState(app, day);
        await IsWorkedAsPeopleDo(app, day);
        Assert.That(
            await RollupVerification.Run(app.Services.GetRequiredService<Dispatcher>(), default),
            Is.Empty,
            "roll-ups as counted anew"
        );
        await ShowsEachPersonaSomething(app, day);
        await ShowsWhatWaitsForApproval(app);
        await ShowsPlansOfPersonas(app, day);
    }

    static async Task ShowsPlansOfPersonas(TestApp app, DateOnly today)
    {
        foreach (var (login, agent) in await Personas(app))
        {
            var persona = await Persona(app, login);
            var proposals = new List<WeekProposal>();
            foreach (var week in new[] { Week.Of(today.AddDays(-3)), Week.Of(today.AddDays(4)), Week.Of(today.AddDays(11)) }.Distinct())
                proposals.AddRange((await app.SendAs(persona, new GetWeek(agent, week.Code))).Proposals);
            Assert.That(proposals, Is.Not.Empty, $"planned by {login}");
            Assert.That(await app.SendAs(persona, new ListWeekTemplates(agent, Week.Of(today).Code)), Has.Count.EqualTo(1), login);
        }
        var locked = (await app.Send(new ListLocks())).Items.Single();
        Assert.That((locked.Until < today.AddDays(-25), locked.LockedByName), Is.EqualTo((true, "Responsable de démonstration")));
    }

    static async Task<IReadOnlyList<(string Login, string Agent)>> Personas(TestApp app) =>
        [
            .. (await app.Send(new ListAccounts()))
                .Items.Where(account => account.Login is "hotline" or "technicien" or "chefprojet")
                .Select(account => (account.Login, account.Agent!)),
        ];

    static async Task ShowsWhatWaitsForApproval(TestApp app)
    {
        var sheets = (await app.Send(new ListTimesheets { Limit = Page<TimesheetDetails>.MaximumLimit })).Items;
        var states = sheets.CountBy(sheet => sheet.State).ToDictionary();
        Assert.That(states.Keys, Is.EquivalentTo(new[] { "submitted", "approved", "returned" }));
        Assert.That(sheets.Where(sheet => sheet.State == "approved").Select(sheet => sheet.Team).Distinct(), Is.EqualTo(new[] { "SI" }));
        Assert.That(states["submitted"], Is.GreaterThan(5));
        var leader = await Persona(app, "chefprojet");
        var waiting = (await app.SendAs(leader, new ListTimesheets { State = "submitted" })).Items;
        var corrections = (await app.SendAs(leader, new ListCorrections())).Items;
        Assert.That(corrections.Select(one => one.State), Is.EquivalentTo(new[] { CorrectionState.Asked, CorrectionState.Refused }));
        var bell = (await app.SendAs(leader, new ListNotices { Unread = true })).Items;
        Assert.That(bell.Select(notice => notice.Kind), Does.Contain(TimeNoticeKind.CorrectionAsked));
        Assert.That(waiting, Is.Not.Empty.And.All.Property(nameof(TimesheetDetails.Actions)).Contains("approve"));
    }

    static async Task ShowsEveryState(TestApp app, DateOnly today)
    {
        var counts = await app.Send(new CountTickets());
        Assert.That(TicketStatus.All.Where(status => counts.GetValueOrDefault(status) == 0), Is.Empty, "states");
        Assert.That(counts[TicketStatus.New], Is.LessThan(60), "not yet taken");
        Assert.That(
            await One<int>(
                app,
                """
                SELECT COUNT(*) FROM Tickets t JOIN TicketEvents e ON e.TicketId = t.Id AND e.Kind = 'reopen'
                WHERE t.Status IN ('assigned', 'pending', 'planned')
                """
            ),
            Is.Positive,
            "reopened"
        );
        var opened = await Rows<DateOnly>(app, "SELECT t.OpenedOn FROM Tickets t WHERE t.Status NOT IN ('resolved', 'closed')");
        Assert.That(opened.Max(), Is.GreaterThan(today.AddDays(-6)), "the youngest open one");
        Assert.That(opened.Min(), Is.LessThan(today.AddDays(-30)), "the oldest");
        Assert.That(
            await Rows<string>(app, "SELECT DISTINCT e.Kind FROM TicketEvents e"),
            Is.EquivalentTo(
                new[]
                {
                    TicketEventKind.Open,
                    TicketEventKind.TakeCharge,
                    TicketEventKind.Plan,
                    TicketEventKind.Hold,
                    TicketEventKind.FollowUp,
                    TicketEventKind.Resolve,
                    TicketEventKind.Close,
                    TicketEventKind.Reopen,
                    TicketEventKind.Escalate,
                    TicketEventKind.Rate,
                }
            )
        );
        Assert.That(await One<int>(app, "SELECT COUNT(*) FROM TicketEvents e WHERE e.IsPrivate = 1"), Is.Positive);
        Assert.That(
            await One<DateTime>(app, "SELECT MAX(e.At) FROM TicketEvents e"),
            Is.LessThanOrEqualTo(app.Clock.GetUtcNow().UtcDateTime)
        );
        Assert.That(
            await One<int>(app, "SELECT COUNT(*) FROM Tickets t WHERE t.Status = 'planned' AND t.PlannedOn IS NULL"),
            Is.Zero,
            "planned without a day"
        );
    }

    sealed record DayOfAgent
    {
        public DateOnly WorkedOn { get; init; }
        public string Source { get; init; } = "";
        public long Minutes { get; init; }
        public long DayMinutes { get; init; }
    }

    static async Task IsWorkedAsPeopleDo(TestApp app, DateOnly today)
    {
        var days = await Rows<DayOfAgent>(
            app,
            """
            SELECT e.WorkedOn, MIN(e.Source) AS Source, SUM(e.Minutes) AS Minutes, MIN(p.DayMinutes) AS DayMinutes
            FROM TimeEntries e
            JOIN AgentPostings p ON p.AgentId = e.AgentId
            GROUP BY e.AgentId, e.WorkedOn
            """
        );
        Assert.That(days.Where(day => day.Minutes > day.DayMinutes), Is.Empty, "nobody beyond their day");
        Assert.That(days.Where(day => !FrenchHolidays.IsWorkingDay(day.WorkedOn)), Is.Empty);
        Assert.That(days.Min(day => day.WorkedOn), Is.GreaterThanOrEqualTo(new DateOnly(today.Year - 1, 1, 1)), "nothing before last year");
        Assert.That(days.Count(day => day.WorkedOn >= today.AddYears(-1)), Is.GreaterThan(3_000));
        Assert.That(
            await Rows<string>(app, $"SELECT DISTINCT e.Source FROM TimeEntries e WHERE e.WorkedOn <= '{today:yyyy-MM-dd}'"),
            Is.EquivalentTo(
                new[] { EntrySource.Timesheet, EntrySource.Ticket, EntrySource.Intervention, EntrySource.Hotline, EntrySource.Training }
            )
        );

        // Weeks with gaps: of the last ten working days, some people have written down fewer than others.
        var recent = await Rows<int>(
            app,
            $"""
            SELECT COUNT(DISTINCT e.WorkedOn)
            FROM TimeEntries e
            WHERE e.WorkedOn BETWEEN '{today.AddDays(-14):yyyy-MM-dd}' AND '{today:yyyy-MM-dd}' AND e.Source = 'timesheet'
            GROUP BY e.AgentId
            """
        );
        Assert.That(recent.Distinct().Count(), Is.GreaterThan(2));
    }

    static async Task ShowsEachPersonaSomething(TestApp app, DateOnly today)
    {
        foreach (var login in (string[])["hotline", "technicien", "chefprojet", "manager", "correspondant", "demandeur"])
        {
            var tickets = await app.SendAs(await Persona(app, login), new ListTickets { Status = TicketFilter.Open });
            Assert.That(tickets.Items, Is.Not.Empty, $"open tickets of {login}");
        }
        var queue = (await app.SendAs(await Persona(app, "hotline"), new ListTickets { Status = TicketStatus.New })).Items;
        Assert.That(queue.Select(ticket => ticket.AssignedAgent), Is.All.Null, "unassigned");

        var visits = (await app.SendAs(await Persona(app, "technicien"), new ListInterventions { From = today.AddDays(-3) })).Items;
        Assert.That(visits.Where(visit => visit.Day > today), Is.Not.Empty, "visits to come");
        Assert.That(
            (await app.SendAs(await Persona(app, "correspondant"), new ListInterventions())).Items,
            Is.Not.Empty,
            "visits of a member"
        );

        var sessions = (await app.SendAs(await Persona(app, "formateur"), new ListTrainingSessions())).Items;
        Assert.That(sessions.Where(session => session.StartsOn > today), Is.Not.Empty, "sessions to come");
        Assert.That(
            sessions.Where(session => session.StartsOn > today).SelectMany(session => session.Attendances),
            Is.Not.Empty,
            "places taken"
        );

        var shifts = (await app.SendAs(await Persona(app, "hotline"), new ListHotlineShifts())).Items;
        Assert.That(shifts.Where(shift => shift.Day > today), Is.Not.Empty, "presence to come");

        var disputes = await app.SendAs(await Persona(app, "correspondant"), new CountDisputes());
        Assert.That((disputes.Open, disputes.UnreadAnswers), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task An_engineer_finds_the_week_half_filled_and_a_technician_visits_of_today()
    {
        // A Thursday.
        await using var app = await At(Noon("2018-03-15"));
        var today = new DateOnly(2018, 3, 15);
        var week = await app.SendAs(
            await Persona(app, "chefprojet"),
            new ListTimeEntries
            {
                Agent = await AgentOf("chefprojet"),
                From = today.AddDays(-3),
                To = today.AddDays(3),
            }
        );
        Assert.That(week.Items.Where(entry => entry.Day < today).Sum(entry => entry.Days), Is.InRange(0.5m, 2.9m));

        var technician = await AgentOf("technicien");
        var visits = (await app.SendAs(await Persona(app, "technicien"), new ListInterventions { From = today, To = today })).Items;
        Assert.That(visits.Where(visit => visit.Agents.Contains(technician)), Is.Not.Empty);

        async Task<string> AgentOf(string login) =>
            (
                await app.Query(db =>
                    db.FirstOrDefault<string>(
                        "SELECT a.Code FROM Agents a JOIN Users u ON u.AgentId = a.Id WHERE u.Login = @login",
                        new { login },
                        default
                    )
                )
            )!;
    }

    // Passwords are salted, and identities of rows follow the order of writing.
    static readonly string[] Compared =
    [
        "SELECT * FROM Tickets ORDER BY Id",
        "SELECT * FROM TicketEvents ORDER BY Id",
        "SELECT * FROM TimeEntries ORDER BY Id",
        "SELECT * FROM Interventions ORDER BY Id",
        "SELECT * FROM HotlineShifts ORDER BY Id",
        "SELECT * FROM TrainingSessions ORDER BY Id",
        "SELECT * FROM TrainingSessionAttendances ORDER BY TrainingSessionId, MemberId",
        "SELECT * FROM Agents ORDER BY Id",
        "SELECT Id, Login, DisplayName, Role, MemberId, AgentId FROM Users ORDER BY Id",
        "SELECT * FROM ReportWorkByMonth ORDER BY YearMonth, AgentId, ActivityId, Id",
    ];

    [Test]
    public async Task The_same_minute_gives_the_same_content()
    {
        await using var first = await At(Noon("2018-02-28"));
        await using var second = await At(Noon("2018-02-28"));
        foreach (var sql in Compared)
        {
            var rows = await Content(first, sql);
            Assert.That(rows, Is.Not.Empty);
            Assert.That(await Content(second, sql), Is.EqualTo(rows), sql);
        }

        static async Task<List<string>> Content(TestApp app, string sql) =>
            [.. (await Rows<dynamic>(app, sql)).Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values))];
    }

    [Test]
    public async Task What_has_happened_at_noon_is_what_had_happened_in_the_evening()
    {
        await using var app = await TestApp.Start();
        var referentials = await app.Query(db => new ReferentialCache().Read(db, default));
        app.Clock.SetUtcNow(Noon("2018-06-14"));
        var noon = Tickets();
        app.Clock.Advance(TimeSpan.FromHours(5));
        var evening = Tickets();

        Assert.That(evening, Has.Count.GreaterThan(noon.Count));
        foreach (var (earlier, later) in noon.Zip(evening))
        {
            Assert.That(later.Opening, Is.EqualTo(earlier.Opening));
            Assert.That(later.Steps.Take(earlier.Steps.Count), Is.EqualTo(earlier.Steps));
        }

        IReadOnlyList<PresentTicket> Tickets()
        {
            var calendar = new PresentCalendar(app.Clock);
            var staff = new PresentStaff(referentials.Teams, calendar.Today);
            return new PresentTickets(calendar, staff, new PresentDesk(staff), referentials.Members).All;
        }
    }

    [Test]
    public async Task People_come_and_go_and_those_of_the_accounts_stay()
    {
        await using var app = await TestApp.Start();
        var teams = (await app.Query(db => new ReferentialCache().Read(db, default))).Teams;
        var staff = new PresentStaff(teams, new(2026, 11, 27));
        var leavers = staff.All.Where(agent => agent.LeavesOn is not null).ToList();
        var arrivals = staff.All.Where(agent => agent.Arrives is not null).ToList();

        Assert.That(leavers, Has.Count.EqualTo(5));
        Assert.That(arrivals.Select(agent => agent.Agent.Team), Is.EquivalentTo(leavers.Select(agent => agent.Agent.Team)));
        Assert.That(staff.All.Select(agent => agent.Code), Is.Unique);
        Assert.That(staff.All.Select(agent => agent.Agent.Name), Is.Unique);
        Assert.That(staff.All.Count(agent => agent.IsPersona), Is.EqualTo(4));
        Assert.That(leavers.Any(agent => agent.IsPersona), Is.False);
        Assert.That(
            new PresentStaff(teams, new(2018, 2, 1)).All.Any(agent => agent.LeavesOn is not null),
            Is.False,
            "nobody within 2014-2017"
        );
    }

    [Test]
    public async Task The_published_years_have_no_present()
    {
        await using var app = await TestApp.Start();
        await app.Send(new AddDemoPeople(DemoYearTests.Plan));
        app.Clock.SetUtcNow(Noon("2017-12-31"));
        Assert.That(await new PresentBuilder(app.Services.GetRequiredService<Dispatcher>(), app.Clock).Build(_ => { }), Is.Zero);
    }

    [Test]
    public async Task The_present_is_logged_by_administrators()
    {
        await using var app = await TestApp.Start();
        var manager = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(manager, new AddPresentPeople()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(manager, new AddPresentDirectory([])).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(manager, new LogPresentTickets([])).Status, Is.EqualTo(403));
    }

    [TestCase("2026-11-27 16:50", 30, "2026-11-27 17:20")]
    [TestCase("2026-11-27 17:00", 60, "2026-11-30 09:00")]
    [TestCase("2026-12-24 17:15", 20, "2026-12-28 08:35")]
    [TestCase("2026-11-28 12:00", 0, "2026-11-30 08:30")]
    public void Hours_pass_while_offices_are_open(string from, int minutes, string expected) =>
        Assert.That(PresentCalendar.Later(DateTime.Parse(from), minutes), Is.EqualTo(DateTime.Parse(expected)));
}
