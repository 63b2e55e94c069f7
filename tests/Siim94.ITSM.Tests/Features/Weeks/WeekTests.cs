using CsCheck;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Weeks;

sealed class WeekTests
{
    const string ThisWeek = "2017-W11",
        LastWeek = "2017-W10",
        Culture = "SI-DOMAINE||CULTURE|||",
        Finances = "SI-DOMAINE||FINANCES|||";

    static readonly DateOnly Monday = new(2017, 3, 13);

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

    static WeekCellChange Cell(string row, int day, decimal? quantity, long? version = null, string? unit = null, string? note = null) =>
        new()
        {
            Row = WeekRowAxes.Parse(row),
            Day = Monday.AddDays(day),
            Quantity = quantity,
            Unit = unit,
            Version = version,
            Note = note,
        };

    SaveWeekCells Save(params WeekCellChange[] cells) =>
        new()
        {
            Agent = agent,
            Week = ThisWeek,
            Cells = [.. cells],
        };

    Task<WeekDetails> Week(string week = ThisWeek) => app.Send(new GetWeek(agent, week));

    [TestCase("2099-W20", Culture, "Week")]
    [TestCase(ThisWeek, "SI-DOMAINE||CULTURE|||@ticket", "Row")]
    [TestCase(ThisWeek, "SI-DOMAINE|||||", "Row.Domain")]
    public void A_row_that_may_not_stand_there_is_refused_by_what_the_sender_chose(string week, string row, string field)
    {
        var refused = app.Refused(
            new KeepWeekRow
            {
                Agent = agent,
                Week = week,
                Row = WeekRowAxes.Parse(row),
            }
        );
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Somebody_who_comes_on_a_wednesday_and_leaves_the_friday_after_fills_the_days_between()
    {
        const string newcomer = "NOUVELLE";
        await app.Send(
            new AddAgent
            {
                Code = newcomer,
                Name = "Aline Nouvelle",
                Team = "SI",
                From = Monday.AddDays(2),
                DayMinutes = 420,
            }
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "agent",
                Code = newcomer,
                ClosedOn = Monday.AddDays(11),
            }
        );
        var first = await app.Send(new GetWeek(newcomer, ThisWeek));
        Assert.That(first.Days.Select(day => day.IsClosed), Is.EqualTo(new[] { true, true, false, false, false, false, false }));
        Assert.That(first.ExpectedMinutes, Is.EqualTo(3 * 420));
        var last = await app.Send(new GetWeek(newcomer, "2017-W12"));
        Assert.That(last.Days.Select(day => day.IsClosed), Is.EqualTo(new[] { false, false, false, false, true, true, true }));
        Assert.That(last.ExpectedMinutes, Is.EqualTo(4 * 420));

        Assert.That(await app.Send(new FindWeekRows(newcomer, ThisWeek) { Find = "domaine finances" }), Is.Not.Empty);
        var kept = await app.Send(
            new KeepWeekRow
            {
                Agent = newcomer,
                Week = ThisWeek,
                Row = WeekRowAxes.Parse(Finances),
            }
        );
        Assert.That(kept.Row, Is.EqualTo(Finances));
        var copied = await app.Send(
            new CopyWeek
            {
                Agent = newcomer,
                Week = "2017-W12",
                From = ThisWeek,
            }
        );
        Assert.That((copied.Rows, copied.Skipped), Is.EqualTo((1, Array.Empty<SkippedCopy>())));
    }

    [Test]
    public async Task Cells_become_lines_and_stand_in_their_row()
    {
        var saved = await app.Send(
            Save(Cell(Culture, 0, 0.5m), Cell(Culture, 1, 150, unit: "min", note: "Réunion"), Cell(Finances, 0, 0.5m))
        );
        var week = await Week();
        Assert.That(week.Rows.Select(row => row.Row), Is.EquivalentTo(new[] { Culture, Finances }));
        var cells = week.Rows.Single(row => row.Row == Culture).Cells;
        Assert.That(
            cells.Select(cell => (cell.Day, cell.Quantity, cell.Unit, cell.Minutes, cell.Note, cell.IsEditable)),
            Is.EqualTo(
                new[] { (Monday, (decimal?)0.5m, "d", 210L, (string?)null, true), (Monday.AddDays(1), 150m, "min", 150L, "Réunion", true) }
            )
        );
        Assert.That(cells.Select(cell => cell.Id), Is.EqualTo(saved.Cells.Take(2).Select(cell => cell.Id)));
        Assert.That((await app.Send(new GetTimeEntry(cells[0].Id!.Value))).Source, Is.EqualTo(EntrySource.Timesheet));
        Assert.That((week.ExpectedMinutes, week.WorkedMinutes), Is.EqualTo((5 * 420L, 570L)));
        Assert.That(week.Days[0], Has.Property(nameof(WeekDay.MissingMinutes)).EqualTo(0));
        Assert.That(week.Days[1].MissingMinutes, Is.EqualTo(270));
    }

    [Test]
    public async Task A_cell_is_changed_by_its_version_emptied_by_a_blank_and_leaves_its_history()
    {
        var first = (await app.Send(Save(Cell(Culture, 0, 0.5m, note: "Début")))).Cells[0];
        var second = (await app.Send(Save(Cell(Culture, 0, 1, first.Version)))).Cells[0];
        Assert.That((second.Id, second.Version, second.Quantity, second.Note), Is.EqualTo((first.Id, first.Version + 1, 1m, "Début")));
        var third = (await app.Send(Save(Cell(Culture, 0, 1, second.Version, note: "")))).Cells[0];
        Assert.That((third.Note, third.Version), Is.EqualTo(((string?)null, second.Version + 1)));
        var emptied = (await app.Send(Save(Cell(Culture, 0, null, third.Version)))).Cells[0];
        Assert.That((emptied.Id, emptied.Quantity), Is.EqualTo(((long?)null, (decimal?)null)));
        Assert.That((await Week()).WorkedMinutes, Is.Zero);
        Assert.That(
            await app.Query(db =>
                db.Query<string>(
                    "SELECT a.Action FROM AuditEntries a WHERE a.Subject = 'time-entry' AND a.SubjectId = @Id ORDER BY a.Id",
                    new { first.Id },
                    default
                )
            ),
            Is.EqualTo(new[] { "change", "change", "delete" })
        );
    }

    [Test]
    public async Task What_somebody_else_changed_meanwhile_is_said_and_nothing_of_the_call_is_written()
    {
        var first = (await app.Send(Save(Cell(Culture, 0, 0.5m)))).Cells[0];
        await app.Send(Save(Cell(Culture, 0, 0.25m, first.Version)));
        foreach (var stale in new[] { first.Version, null })
        {
            var refused = app.Refused(Save(Cell(Finances, 1, 1), Cell(Culture, 0, 1, stale)));
            Assert.That((refused.Status, refused.Code), Is.EqualTo((412, "week.cells-changed")));
            Assert.That(refused.Errors["Cells[1].Version"][0], Does.Contain("25 j (version 2)"));
        }
        Assert.That(app.Refused(Save(Cell(Culture, 0, null, first.Version))).Status, Is.EqualTo(412));
        Assert.That(app.Refused(Save(Cell(Finances, 3, 1, version: 4))).Errors["Cells[0].Version"][0], Does.Contain("vide"));
        Assert.That((await Week()).WorkedMinutes, Is.EqualTo(105));
    }

    [Test]
    public async Task The_same_call_twice_writes_once()
    {
        var once = await app.Send(Save(Cell(Culture, 0, 0.5m), Cell(Culture, 1, 2, unit: "h")));
        var twice = await app.Send(Save(Cell(Culture, 0, 0.5m), Cell(Culture, 1, 2, unit: "h")));
        Assert.That(twice.Cells, Is.EqualTo(once.Cells));
        var changed = await app.Send(Save(Cell(Culture, 0, 1, once.Cells[0].Version)));
        Assert.That((await app.Send(Save(Cell(Culture, 0, 1, once.Cells[0].Version)))).Cells, Is.EqualTo(changed.Cells));
        await app.Send(Save(Cell(Culture, 0, null, changed.Cells[0].Version)));
        await app.Send(Save(Cell(Culture, 0, null, changed.Cells[0].Version)));
        Assert.That((await Week()).WorkedMinutes, Is.EqualTo(120));
    }

    [Test]
    public async Task Every_cell_says_what_is_wrong_with_it_and_none_is_written()
    {
        var refused = app.Refused(
            Save(
                Cell(Culture, 0, 0.5m),
                Cell("SI-DOMAINE||CULTUR|||", 0, 0.5m),
                Cell("SI-DOMAINE|||||", 1, 0.5m),
                Cell(Culture, 9, 0.5m),
                Cell(Culture, 0, 1)
            )
        );
        Assert.That((refused.Status, refused.Code), Is.EqualTo((422, "week.cells")));
        Assert.That(
            refused.Errors.Keys,
            Is.EquivalentTo(new[] { "Cells[1].Row.Domain", "Cells[2].Row.Domain", "Cells[3].Day", "Cells[4].Row" })
        );
        Assert.That(refused.Errors["Cells[1].Row.Domain"][0], Does.Contain("CULTURE"), "the nearest code");
        Assert.That(app.Refused(Save(Cell(Culture, 0, -1))).Errors.Keys, Is.EqualTo(new[] { "Cells[0].Quantity" }));
        Assert.That(app.Refused(Save(Cell(Culture, 0, 1, unit: "x"))).Errors.Keys, Is.EqualTo(new[] { "Cells[0].Unit" }));
        Assert.That(app.Refused(Save()).Errors.Keys, Is.EqualTo(new[] { "Cells" }));
        Assert.That(
            app.Refused(Save([.. Enumerable.Range(0, 201).Select(_ => Cell(Culture, 0, 1))])).Errors.Keys,
            Is.EqualTo(new[] { "Cells" })
        );
        Assert.That((await Week()).Rows, Is.Empty);
    }

    [Test]
    public async Task A_day_may_hold_more_than_its_length_but_not_more_than_a_day()
    {
        await app.Send(Save(Cell(Culture, 0, 10, unit: "h"), Cell(Finances, 0, 8, unit: "h")));
        var week = await Week();
        Assert.That(week.Days[0].ExcessMinutes, Is.EqualTo(660));
        var (culture, finances) = (
            week.Rows.Single(row => row.Row == Culture).Cells[0],
            week.Rows.Single(row => row.Row == Finances).Cells[0]
        );
        // Whatever the order in which they are sent, what makes room goes first.
        await app.Send(Save(Cell(Finances, 0, 20, finances.Version, "h"), Cell(Culture, 0, 1, culture.Version, "h")));
        var refused = app.Refused(Save(Cell("SI-DOMAINE||RESSOURCES-HUMAINES|||", 0, 4, unit: "h")));
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "Cells[0].Quantity" }));
        Assert.That((await Week()).Days[0].WorkedMinutes, Is.EqualTo(21 * 60));
    }

    [Test]
    public async Task Lines_from_elsewhere_and_several_in_one_cell_are_shown_and_not_changed_here()
    {
        var ticket = await app.ATicket();
        var onTicket = await app.Send(
            new LogTime
            {
                Agent = agent,
                Day = Monday,
                Quantity = 2,
                Unit = "h",
                Activity = "SI-DOMAINE",
                Domain = "CULTURE",
                Ticket = ticket.Number,
            }
        );
        foreach (var _ in Enumerable.Range(0, 2))
            await app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = Monday,
                    Quantity = 1,
                    Unit = "h",
                    Activity = "SI-DOMAINE",
                    Domain = "CULTURE",
                }
            );
        var rows = (await Week()).Rows;
        var elsewhere = rows.Single(row => row.Source == EntrySource.Ticket);
        Assert.That((elsewhere.Row, elsewhere.Cells[0].IsEditable), Is.EqualTo(($"{Culture}ARCUEIL@ticket", false)));
        Assert.That((elsewhere.Cells[0].Id, elsewhere.Cells[0].Address), Is.EqualTo((onTicket.Id, $"/tickets/{ticket.Number}")));
        var several = rows.Single(row => row.Row == Culture).Cells[0];
        Assert.That((several.IsEditable, several.Ids.Count, several.Minutes, several.Id), Is.EqualTo((false, 2, 120L, (long?)null)));
        Assert.That(several.Address, Is.EqualTo($"/temps/2017-S11/lignes?agent={agent}"));
        Assert.That(app.Refused(Save(Cell(Culture, 0, 1))).Errors.Keys, Is.EqualTo(new[] { "Cells[0].Row" }));
        Assert.That(
            app.Refused(Save(Cell(elsewhere.Row, 0, 1, elsewhere.Cells[0].Version))).Errors.Keys,
            Is.EqualTo(new[] { "Cells[0].Row" })
        );
    }

    [Test]
    public async Task A_closed_period_is_shown_and_refuses_its_cells()
    {
        var february = new DateOnly(2017, 2, 27);
        var there = (await app.Send(Save(Cell(Culture, 0, 0.5m)) with { Week = "2017-W09", Cells = [Cell(Culture, -14, 0.5m)] })).Cells[0];
        Assert.That(there.Day, Is.EqualTo(february));
        await app.RollUp();
        await app.Send(
            new ClosePeriod
            {
                Year = 2017,
                Month = 2,
                Confirm = true,
            }
        );
        var week = await Week("2017-W09");
        Assert.That(week.Days.Select(day => day.IsClosed), Is.EqualTo(new[] { true, true, false, false, false, false, false }));
        Assert.That(week.Days[0].ClosedBecause, Does.Contain("clôturé par").And.Contain("Un responsable peut la rouvrir"));
        Assert.That(week.Days[2].ClosedBecause, Is.Null);
        Assert.That(week.State, Is.EqualTo("open"));
        foreach (
            var change in new[] { Cell(Culture, -14, 1, there.Version), Cell(Culture, -14, null, there.Version), Cell(Finances, -13, 1) }
        )
        {
            var refused = app.Refused(Save() with { Week = "2017-W09", Cells = [change] });
            Assert.That((refused.Code, refused.Errors.Keys.Single()), Is.EqualTo(("period.closed", "Cells[0].Day")));
        }
        await app.Send(Save() with { Week = "2017-W09", Cells = [Cell(Finances, -12, 1)] });
    }

    [Test]
    public async Task Two_who_fill_the_same_empty_cell_at_once_write_it_once()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(async hours =>
                {
                    try
                    {
                        await app.Send(Save(Cell(Culture, 0, hours, unit: "h")));
                        return true;
                    }
                    catch (Refusal refusal)
                    {
                        Assert.That(refusal.Status, Is.EqualTo(412));
                        return false;
                    }
                })
        );
        Assert.That(outcomes.Count(isWritten => isWritten), Is.EqualTo(1));
        Assert.That((await Week()).Rows.Single().Cells.Single().Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Weeks_are_ones_own_or_anybodys_for_those_who_log_for_others()
    {
        var own = await app.AUser(Role.ProjectLeader, agent: agent);
        var other = await app.AUser(Role.Technician, agent: await app.AnAgent("SI"));
        var manager = await app.AUser(Role.Manager);
        await app.SendAs(own, Save(Cell(Culture, 0, 0.5m)));
        Assert.That((await app.SendAs(manager, new GetWeek(agent, ThisWeek))).WorkedMinutes, Is.EqualTo(210));
        Assert.That(app.RefusedAs(other, new GetWeek(agent, ThisWeek)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(other, Save(Cell(Culture, 1, 1))).Status, Is.EqualTo(404));
        Assert.That(
            app.RefusedAs(
                other,
                new CopyWeek
                {
                    Agent = agent,
                    Week = ThisWeek,
                    From = LastWeek,
                }
            ).Status,
            Is.EqualTo(404)
        );
        Assert.That(app.RefusedAs(other, new FindWeekRows(agent, ThisWeek)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(other, new GetWeek("NOBODY", ThisWeek)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new GetWeek(agent[..^1] + "!", ThisWeek)).Status, Is.EqualTo(404));
        foreach (var role in new[] { Role.Requester, Role.MemberContact })
            Assert.That(app.RefusedAs(await app.AUser(role, "ARCUEIL"), new GetWeek(agent, ThisWeek)).Status, Is.EqualTo(403), $"{role}");
        Assert.That(app.RefusedAs(own, new GetWeek(agent, "2017-W54")).Errors.Keys, Is.EqualTo(new[] { "Week" }));
    }

    [Test]
    public async Task Who_leads_a_team_has_its_weeks_and_no_others()
    {
        var leading = await app.AnAgent("SI");
        await app.Send(new ChooseTeamLeaders { Team = "SI", Agents = [leading] });
        var leader = await app.AUser(Role.ProjectLeader, agent: leading);
        await app.SendAs(leader, Save(Cell(Culture, 0, 1)));
        Assert.That((await app.SendAs(leader, new GetWeek(agent, ThisWeek))).WorkedMinutes, Is.EqualTo(420));
        var elsewhere = await app.AnAgent("SUPPORT");
        Assert.That(app.RefusedAs(leader, new GetWeek(elsewhere, ThisWeek)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Last_weeks_rows_come_alone_or_with_their_amounts_into_empty_cells_of_working_days()
    {
        var before = Save();
        // 17 April 2017, the Monday of week 16, is Easter Monday.
        await app.Send(
            before with
            {
                Week = "2017-W15",
                Cells = [Cell(Culture, 28, 0.5m), Cell(Culture, 29, 1), Cell(Finances, 30, 0.5m)],
            }
        );
        var shape = await app.Send(
            new CopyWeek
            {
                Agent = agent,
                Week = "2017-W17",
                From = "2017-W15",
            }
        );
        Assert.That((shape.Rows, shape.Cells, shape.Skipped), Is.EqualTo((2, 0, Array.Empty<SkippedCopy>())));
        var week = await Week("2017-W17");
        Assert.That(week.Rows.Select(row => (row.Row, row.Cells.Count)), Is.EquivalentTo(new[] { (Culture, 0), (Finances, 0) }));

        await app.Send(before with { Week = "2017-W16", Cells = [Cell(Culture, 36, 0.25m)] });
        var copied = await app.Send(
            new CopyWeek
            {
                Agent = agent,
                Week = "2017-W16",
                From = "2017-W15",
                Amounts = true,
            }
        );
        Assert.That((copied.Rows, copied.Cells), Is.EqualTo((2, 1)));
        week = await Week("2017-W16");
        Assert.That(week.Days[0].WorkedMinutes, Is.Zero, "a holiday");
        Assert.That(week.Days[1].WorkedMinutes, Is.EqualTo(105), "filled already");
        Assert.That(week.Days[2].WorkedMinutes, Is.EqualTo(210));
        Assert.That(
            (
                await app.Send(
                    new CopyWeek
                    {
                        Agent = agent,
                        Week = "2017-W16",
                        From = "2017-W15",
                        Amounts = true,
                    }
                )
            ).Cells,
            Is.Zero
        );
        Assert.That(
            app.Refused(
                new CopyWeek
                {
                    Agent = agent,
                    Week = ThisWeek,
                    From = "avant",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "From" })
        );
    }

    [Test]
    public async Task A_copy_leaves_out_what_is_filled_absent_or_locked_and_says_so()
    {
        await app.Send(
            Save(Cell(Culture, -7, 1), Cell(Culture, -6, 1), Cell(Culture, -5, 1), Cell(Culture, -2, 1)) with
            {
                Week = LastWeek,
            }
        );
        await app.Send(Save(Cell(Culture, 1, 0.5m)));
        var copy = new CopyWeek
        {
            Agent = agent,
            Week = ThisWeek,
            From = LastWeek,
            Amounts = true,
        };
        await app.Send(new LockDays { Until = Monday });
        var own = await app.AUser(Role.ProjectLeader, agent: agent);
        var copied = await app.SendAs(own, copy);
        Assert.That((copied.Rows, copied.Cells), Is.EqualTo((1, 1)));
        Assert.That(
            copied.Skipped.OrderBy(one => one.Day).Select(one => (one.Row, one.Day)),
            Is.EqualTo(new[] { 0, 1, 5 }.Select(day => (Culture, (DateOnly?)Monday.AddDays(day))))
        );
        Assert.That((await Week()).Days.Select(day => day.WorkedMinutes), Is.EqualTo(new[] { 0, 210, 420, 0, 0, 0, 0 }));

        // What a lock alone keeps from being copied is refused.
        var refused = app.RefusedAs(own, copy);
        Assert.That((refused.Status, refused.Code, refused.Errors.Count), Is.EqualTo((409, "day.locked", 0)));
    }

    [Test]
    public async Task Every_day_that_would_be_overfull_is_named()
    {
        var refused = app.Refused(
            Save(
                Cell(Culture, 0, 13, unit: "h"),
                Cell(Finances, 0, 12, unit: "h"),
                Cell(Culture, 1, 8, unit: "h"),
                Cell(Culture, 2, 20, unit: "h"),
                Cell(Finances, 2, 5, unit: "h")
            )
        );
        Assert.That((refused.Status, refused.Code), Is.EqualTo((422, "time-entry.more-than-24-hours")));
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "Cells[1].Quantity", "Cells[4].Quantity" }));
        Assert.That((await Week()).WorkedMinutes, Is.Zero);
    }

    [Test]
    public async Task A_row_stands_before_it_holds_anything_and_a_favourite_in_every_week()
    {
        var row = await app.Send(
            new KeepWeekRow
            {
                Agent = agent,
                Week = ThisWeek,
                Row = new() { Activity = "SI-DOMAINE", Domain = "culture" },
            }
        );
        Assert.That((row.Row, row.IsFavourite), Is.EqualTo((Culture, false)));
        await app.Send(
            new KeepWeekRow
            {
                Agent = agent,
                Week = ThisWeek,
                Row = WeekRowAxes.Parse(Culture),
            }
        );
        var favourite = new KeepWeekRow
        {
            Agent = agent,
            Week = ThisWeek,
            Row = WeekRowAxes.Parse(Finances),
            IsFavourite = true,
        };
        await app.Send(favourite);
        await app.Send(favourite);
        Assert.That((await Week()).Rows.Select(r => (r.Row, r.IsFavourite)), Is.EquivalentTo(new[] { (Culture, false), (Finances, true) }));
        Assert.That((await Week(LastWeek)).Rows.Select(r => r.Row), Is.EqualTo(new[] { Finances }));
        await app.Send(new DropWeekRow(agent, LastWeek, Finances, IsFavourite: true));
        await app.Send(new DropWeekRow(agent, ThisWeek, Culture, IsFavourite: false));
        Assert.That((await Week()).Rows, Is.Empty);
        Assert.That(
            app.Refused(
                new KeepWeekRow
                {
                    Agent = agent,
                    Week = ThisWeek,
                    Row = new() { Activity = "SI-DOMAINE" },
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Row.Domain" })
        );
    }

    [Test]
    public async Task Words_of_any_axis_find_a_row_and_none_the_usual_ones()
    {
        await app.Send(Save() with { Week = LastWeek, Cells = [Cell(Culture, -7, 1), Cell(Culture, -6, 1), Cell(Finances, -5, 1)] });
        Assert.That((await Find(null)).Select(row => row.Row), Is.EqualTo(new[] { Culture, Finances }), "the most used first");
        Assert.That((await Find("financ"))[0].Row, Is.EqualTo(Finances), "used before what is put together");
        Assert.That(
            (await Find("domaine rh")).Select(row => row.Row),
            Has.Member("SI-DOMAINE||RESSOURCES-HUMAINES|||"),
            "nobody used it yet"
        );
        Assert.That(await Find("rien de tel"), Is.Empty);

        Task<IReadOnlyList<WeekRow>> Find(string? text) => app.Send(new FindWeekRows(agent, ThisWeek) { Find = text });
    }

    /// <summary>What anybody may send, stale versions among it, against a week kept as a plain dictionary.</summary>
    [Test]
    public async Task Any_sequence_of_calls_leaves_what_a_naive_week_holds()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 6], Gen.Int[0, 4], Gen.Bool);
        await Gen.Select(step.List[1, 4].List[1, 12], Gen.Int[0, 5_000])
            .SampleAsync(
                async sample =>
                {
                    var (calls, number) = sample;
                    // A week of its own: weeks of two samples never meet.
                    var monday = Monday.AddDays(-7 * (number % 150));
                    agent = await app.AnAgent("SI");
                    var naive = new Dictionary<(int Row, int Day), (long Minutes, long Version)>();
                    foreach (var call in calls)
                        await SendAndCompare(monday, call, naive);
                },
                iter: 40,
                threads: 1
            );
    }

    static readonly string[] SomeRows = [Culture, Finances, "SI-DOMAINE||LOGEMENT|||"];

    async Task SendAndCompare(
        DateOnly monday,
        List<(int Row, int Day, int Hours, bool IsStale)> call,
        Dictionary<(int Row, int Day), (long Minutes, long Version)> naive
    )
    {
        var (isTwice, isStale) = (call.Select(cell => (cell.Row, cell.Day)).Distinct().Count() < call.Count, false);
        var after = new Dictionary<(int Row, int Day), (long Minutes, long Version)>(naive);
        var cells = new List<WeekCellChange>();
        foreach (var (row, day, hours, isOld) in call)
        {
            var there = naive.TryGetValue((row, day), out var held) ? held : default;
            cells.Add(
                new()
                {
                    Row = WeekRowAxes.Parse(SomeRows[row]),
                    Day = monday.AddDays(day),
                    Quantity = hours == 0 ? null : hours,
                    Unit = "h",
                    Version =
                        isOld ? there.Version + 7
                        : there.Version == 0 ? null
                        : there.Version,
                }
            );
            if (there.Minutes == hours * 60)
                continue;
            isStale |= isOld;
            if (hours == 0)
                after.Remove((row, day));
            else
                after[(row, day)] = (hours * 60, there.Version + 1);
        }
        var save = new SaveWeekCells
        {
            Agent = agent,
            Week = Siim94.ITSM.Kernel.Time.Week.Of(monday).Code,
            Cells = cells,
        };
        if (isTwice || isStale)
            Assert.That(app.Refused(save).Status, Is.EqualTo(isTwice ? 422 : 412));
        else
        {
            await app.Send(save);
            naive.Clear();
            foreach (var (cell, value) in after)
                naive[cell] = value;
        }
        var week = await app.Send(new GetWeek(agent, save.Week));
        Assert.That(
            week.Rows.SelectMany(row =>
                row.Cells.Select(cell =>
                    ((Array.IndexOf(SomeRows, row.Row), cell.Day.DayNumber - monday.DayNumber), (cell.Minutes, cell.Version))
                )
            ),
            Is.EquivalentTo(naive.Select(cell => (cell.Key, (cell.Value.Minutes, (long?)cell.Value.Version))))
        );
        Assert.That(week.WorkedMinutes, Is.EqualTo(naive.Values.Sum(cell => cell.Minutes)));
    }
}
