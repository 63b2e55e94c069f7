using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Approval;

/// <summary>A week is submitted, approved, sent back and recalled; who may write into it meanwhile.</summary>
[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class TimesheetTests
{
    const string LastWeek = "2017-W10",
        ThisWeek = "2017-W11";

    static readonly DateOnly Wednesday = new(2017, 3, 8);

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

    [Test]
    public async Task A_week_goes_from_its_author_to_its_approver_and_tells_who_did_what()
    {
        await sheets.Fill(LastWeek);
        var open = await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, LastWeek));
        Assert.That(
            (open.State, open.Version, open.ExpectedMinutes, open.WorkedMinutes, open.MissingMinutes, open.Warnings.Count),
            Is.EqualTo(("open", 0L, 2100L, 2100L, 0L, 0))
        );
        Assert.That(open.Actions, Is.EqualTo(new[] { "submit" }));

        var submitted = await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek) with { Comment = "Complète" });
        Assert.That((submitted.State, submitted.Version, submitted.Period), Is.EqualTo(("submitted", 1L, LastWeek)));
        Assert.That(submitted.Actions, Is.EqualTo(new[] { "recall" }));

        var judged = await app.SendAs(sheets.AsLeader, new GetTimesheet(sheets.Agent, LastWeek));
        Assert.That(judged.Actions, Is.EqualTo(new[] { "recall", "approve", "return" }));
        var approved = await app.SendAs(sheets.AsLeader, sheets.Approve(LastWeek));
        Assert.That((approved.State, approved.Version), Is.EqualTo(("approved", 2L)));
        Assert.That(
            approved.Steps.Select(step => (step.Kind, step.ByName, step.Comment)),
            Is.EqualTo(new[] { ("submit", "Anne Martin", "Complète"), ("approve", "Lucie Durand", (string?)null) })
        );
    }

    [TestCase("leader", 2, 3)]
    [TestCase("manager", 0, 3)]
    public async Task Whoever_approves_is_told_how_much_waits_as_many_as_the_list_shows(string approver, int forLeader, int forManager)
    {
        await sheets.Set("week", approver);
        foreach (var (agent, author) in new[] { (sheets.Agent, sheets.AsAgent), (sheets.Leader, sheets.AsLeader) })
            await app.SendAs(author, sheets.Submit(LastWeek, agent));
        var other = await app.AnAgent("SUPPORT");
        await app.Send(sheets.Submit(LastWeek, other));
        await app.SendAs(sheets.AsManager, sheets.Submit(LastWeek, sheets.Manager));

        foreach (
            var (reader, expected) in new[]
            {
                (sheets.AsAgent, 0),
                (sheets.AsColleague, 0),
                (sheets.AsLeader, forLeader),
                (sheets.AsManager, forManager),
            }
        )
        {
            var waiting = (await app.SendAs(reader, new ListTimesheets { ToApprove = true })).Items;
            Assert.That(waiting, Has.Count.EqualTo(expected));
            Assert.That(waiting.Select(sheet => sheet.Actions), Is.All.Contains(TimesheetStepKind.Approve));
            Assert.That((await app.SendAs(reader, new CountForApproval())).Sheets, Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task An_author_recalls_before_writing_and_is_locked_out_of_what_is_approved()
    {
        var entry = await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday, 0.5m));
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        var refusal = app.RefusedAs(sheets.AsAgent, sheets.Line(Wednesday, 0.25m));
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((409, "timesheet.submitted")));
        Assert.That(refusal.Message, Does.Contain("Rappelez l'envoi").And.Contains("Lucie Durand ou à un responsable"));
        Assert.That(refusal.Errors, Contains.Key("Day"));
        Assert.That(app.RefusedAs(sheets.AsAgent, new DeleteTimeEntry(entry.Id, entry.Version)).Code, Is.EqualTo("timesheet.submitted"));

        var recalled = await app.SendAs(sheets.AsAgent, sheets.Recall(LastWeek));
        Assert.That(recalled.State, Is.EqualTo("open"));
        await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday, 0.25m));

        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        await app.SendAs(sheets.AsLeader, sheets.Approve(LastWeek));
        var locked = app.RefusedAs(sheets.AsAgent, sheets.Line(Wednesday, 0.1m));
        Assert.That(locked.Code, Is.EqualTo("timesheet.approved"));
        Assert.That(locked.Message, Does.Contain("validé par Lucie Durand le 14/03/2017"));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Recall(LastWeek)).Code, Is.EqualTo("timesheet.not-from-state"));
    }

    [Test]
    public async Task Who_leads_or_manages_corrects_what_is_approved_with_its_history()
    {
        var entry = await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday, 0.5m));
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        await app.SendAs(sheets.AsLeader, sheets.Approve(LastWeek));

        var fields = new ChangeTimeEntry(sheets.Line(Wednesday, 0.25m)) { Id = entry.Id, Version = entry.Version };
        Assert.That(app.RefusedAs(sheets.AsColleague, fields).Code, Is.EqualTo("time-entry.not-yours"));
        var corrected = await app.SendAs(sheets.AsLeader, fields);
        await app.SendAs(
            sheets.AsManager,
            new ChangeTimeEntry(sheets.Line(Wednesday, 0.75m)) { Id = entry.Id, Version = corrected.Version }
        );
        Assert.That((await app.Send(new GetTimeEntry(entry.Id))).Days, Is.EqualTo(0.75m));
    }

    [Test]
    public async Task What_is_sent_back_says_why_at_the_cell_and_is_written_again()
    {
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        await app.SendAs(sheets.AsLeader, sheets.Approve(LastWeek));
        var returned = await app.SendAs(
            sheets.AsLeader,
            sheets.Return(LastWeek) with
            {
                Cells =
                [
                    new()
                    {
                        Day = Wednesday,
                        Row = new() { Activity = "SI-DOMAINE", Domain = "finances" },
                        Comment = "Pour qui ?",
                    },
                ],
            }
        );
        Assert.That(returned.State, Is.EqualTo("returned"));
        var seen = await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, LastWeek));
        var step = seen.Steps[^1];
        Assert.That((step.Kind, step.ByName, step.Comment), Is.EqualTo(("return", "Lucie Durand", "Mercredi ?")));
        Assert.That(
            step.Cells.Select(cell => (cell.Day, cell.Row!.Key, cell.RowName, cell.Comment)),
            Is.EqualTo(new[] { ((DateOnly?)Wednesday, "SI-DOMAINE||FINANCES|||", "Gestion de domaine · Finances", "Pour qui ?") })
        );
        await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday));
        Assert.That((await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek))).State, Is.EqualTo("submitted"));
    }

    [Test]
    public async Task A_return_without_a_word_or_about_another_week_is_refused()
    {
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        Assert.That(app.RefusedAs(sheets.AsLeader, sheets.Return(LastWeek) with { Comment = " " }).Errors, Contains.Key("Comment"));
        var outside = sheets.Return(LastWeek) with { Cells = [new() { Day = Wednesday.AddDays(7), Comment = "?" }] };
        Assert.That(app.RefusedAs(sheets.AsLeader, outside).Errors, Contains.Key("Cells[0].Day"));
        Assert.That(
            app.RefusedAs(sheets.AsLeader, sheets.Return(LastWeek) with { Cells = [new() { Comment = "?" }] }).Errors,
            Contains.Key("Cells[0].Day")
        );
        var unknown = new TimesheetRemark
        {
            Day = Wednesday,
            Row = new() { Activity = "SI-DOMAINE", Domain = "Alchimie" },
            Comment = "?",
        };
        Assert.That(
            app.RefusedAs(sheets.AsLeader, sheets.Return(LastWeek) with { Cells = [unknown] }).Errors,
            Contains.Key("Cells[0].Row.Domain")
        );
    }

    [Test]
    public async Task The_checks_warn_of_what_is_missing_too_much_and_unusual_and_keep_nobody_from_submitting()
    {
        await app.Send(sheets.Line(new(2017, 3, 6), 0.5m));
        await app.Send(sheets.Line(new(2017, 3, 7), 1.5m));
        await app.Send(sheets.Line(new(2017, 3, 11), 0.5m));
        var sheet = await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        Assert.That(
            sheet.Warnings.Select(warning => (warning.Day.Day, warning.Kind, warning.Minutes)),
            Is.EqualTo(
                new[]
                {
                    (6, "missing", 210L),
                    (7, "excess", 210L),
                    (7, "unusual", 630L),
                    (8, "missing", 420L),
                    (9, "missing", 420L),
                    (10, "missing", 420L),
                    (11, "unusual", 210L),
                }
            )
        );
        Assert.That(
            (sheet.ExpectedMinutes, sheet.WorkedMinutes, sheet.MissingMinutes, sheet.ExcessMinutes),
            Is.EqualTo((2100L, 1050L, 1470L, 420L))
        );
        Assert.That(
            sheet.ExpectedMinutes,
            Is.EqualTo(sheet.WorkedMinutes + sheet.AbsentMinutes + sheet.MissingMinutes - sheet.ExcessMinutes)
        );
    }

    [Test]
    public async Task All_that_has_no_warning_is_approved_in_one_press_and_the_rest_is_left()
    {
        await sheets.Fill(LastWeek);
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        await app.Send(sheets.Line(Wednesday, agent: sheets.Colleague));
        await app.SendAs(sheets.AsColleague, sheets.Submit(LastWeek, sheets.Colleague));
        await sheets.Fill(LastWeek, sheets.Leader);
        await app.SendAs(sheets.AsLeader, sheets.Submit(LastWeek, sheets.Leader));

        Assert.That((await app.SendAs(sheets.AsAgent, new ApproveTimesheets())).Approved, Is.Empty, "nobody approves themselves");
        var done = await app.SendAs(sheets.AsLeader, new ApproveTimesheets { Team = Sheets.Team });
        Assert.That(done.Approved.Select(sheet => sheet.Agent), Is.EqualTo(new[] { sheets.Agent }));
        Assert.That(done.Left.Select(sheet => sheet.Agent), Is.EqualTo(new[] { sheets.Colleague }));

        var rest = await app.SendAs(sheets.AsManager, new ApproveTimesheets());
        Assert.That(rest.Approved.Select(sheet => sheet.Agent), Is.EqualTo(new[] { sheets.Leader }));
        var waiting = await app.SendAs(sheets.AsManager, new ListTimesheets { State = "submitted" });
        Assert.That(waiting.Items.Select(sheet => sheet.Agent), Is.EqualTo(new[] { sheets.Colleague }));
    }

    [Test]
    public async Task Nobody_approves_their_own_time_and_strangers_find_nothing()
    {
        await app.SendAs(sheets.AsLeader, sheets.Submit(LastWeek, sheets.Leader));
        Assert.That(app.RefusedAs(sheets.AsLeader, sheets.Approve(LastWeek, sheets.Leader)).Code, Is.EqualTo("timesheet.own"));
        Assert.That(app.RefusedAs(sheets.AsColleague, new GetTimesheet(sheets.Leader, LastWeek)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(sheets.AsColleague, sheets.Approve(LastWeek, sheets.Leader)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(sheets.AsColleague, new ListTimesheets())).Items, Is.Empty);
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new ListTimesheets()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Where_managers_approve_a_leader_only_looks()
    {
        await sheets.Set("week", "manager");
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        Assert.That(app.RefusedAs(sheets.AsLeader, sheets.Approve(LastWeek)).Status, Is.EqualTo(403));
        Assert.That((await app.SendAs(sheets.AsLeader, new ListTimesheets())).Items, Has.Count.EqualTo(1));
        var held = app.RefusedAs(sheets.AsAgent, sheets.Line(Wednesday));
        Assert.That(held.Message, Does.Contain("un responsable").And.Not.Contain("Lucie Durand"));
        Assert.That((await app.SendAs(sheets.AsManager, sheets.Approve(LastWeek))).State, Is.EqualTo("approved"));
    }

    [Test]
    public async Task Where_nobody_approves_what_is_sent_is_approved()
    {
        await sheets.Set("week", "nobody");
        Assert.That((await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek))).State, Is.EqualTo("approved"));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(Wednesday)).Code, Is.EqualTo("timesheet.approved"));
        Assert.That((await app.SendAs(sheets.AsManager, sheets.Return(LastWeek))).State, Is.EqualTo("returned"));
    }

    [Test]
    public async Task A_team_may_submit_by_month()
    {
        await sheets.Set("month", "leader");
        var sheet = await app.SendAs(sheets.AsAgent, sheets.Submit("2017-02"));
        Assert.That((sheet.Period, sheet.From, sheet.To), Is.EqualTo(("2017-02", new DateOnly(2017, 2, 1), new DateOnly(2017, 2, 28))));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Line(new(2017, 2, 28))).Code, Is.EqualTo("timesheet.submitted"));
        await app.SendAs(sheets.AsAgent, sheets.Line(new(2017, 3, 1)));
        // The Thursday of week 9 is the second of March.
        Assert.That((await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, "2017-W09"))).Period, Is.EqualTo("2017-03"));
        Assert.That((await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, "2017-W08"))).State, Is.EqualTo("submitted"));
    }

    [Test]
    public async Task A_month_is_none_of_a_team_that_submits_by_week_but_one_from_before_stays()
    {
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Submit("2017-02")).Code, Is.EqualTo("timesheet.by-week"));
        await sheets.Set("month", "leader");
        await app.SendAs(sheets.AsAgent, sheets.Submit("2017-02"));
        await sheets.Set("week", "leader");
        Assert.That((await app.SendAs(sheets.AsLeader, sheets.Approve("2017-02"))).State, Is.EqualTo("approved"));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Submit("2017-01")).Code, Is.EqualTo("timesheet.by-week"));
    }

    [Test]
    public async Task A_week_shows_the_sheet_that_holds_its_days_whatever_the_cycle_was_then()
    {
        const string week = "2017-W08";
        var day = new DateOnly(2017, 2, 22);
        await app.SendAs(sheets.AsAgent, sheets.Submit(week));
        await app.SendAs(sheets.AsLeader, sheets.Return(week));
        await sheets.Set("month", "leader");
        await app.SendAs(sheets.AsAgent, sheets.Submit("2017-02"));
        await app.SendAs(sheets.AsLeader, sheets.Approve("2017-02"));
        foreach (var cycle in new[] { "month", "week" })
        {
            await sheets.Set(cycle, "leader");
            foreach (var code in new[] { week, "2017-W07" })
            {
                var sheet = await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, code));
                Assert.That(
                    (sheet.Period, sheet.State, sheet.MayAskCorrection, sheet.Actions.Count),
                    Is.EqualTo(("2017-02", "approved", true, 0)),
                    $"{code}, by {cycle}"
                );
                Assert.That((await app.SendAs(sheets.AsAgent, new GetWeek(sheets.Agent, code))).State, Is.EqualTo("approved"));
            }
        }
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Submit("2017-W07")).Code, Is.EqualTo("timesheet.not-from-state"));
        var correction = new AskCorrection
        {
            Agent = sheets.Agent,
            Period = week,
            Day = day,
            Wanted = "Une demi-journée",
            Reason = "Oubli",
        };
        Assert.That((await app.SendAs(sheets.AsAgent, correction)).Period, Is.EqualTo("2017-02"));

        await app.SendAs(sheets.AsLeader, sheets.Return("2017-02"));
        Assert.That((await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, week))).Period, Is.EqualTo(week));
    }

    [Test]
    public async Task A_week_that_is_held_says_so_before_it_speaks_of_versions()
    {
        var entry = await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday, 0.5m));
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        var refused = app.RefusedAs(
            sheets.AsAgent,
            new SaveWeekCells
            {
                Agent = sheets.Agent,
                Week = LastWeek,
                Cells =
                [
                    new()
                    {
                        Row = WeekRowAxes.Parse("SI-DOMAINE||FINANCES|||"),
                        Day = Wednesday,
                        Quantity = 1,
                        Version = entry.Version + 1,
                    },
                ],
            }
        );
        Assert.That((refused.Status, refused.Code), Is.EqualTo((409, "timesheet.submitted")));
        Assert.That(refused.Errors, Contains.Key("Cells[0].Day"));
    }

    [Test]
    public async Task A_step_taken_from_an_old_version_or_another_state_is_refused()
    {
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Submit(LastWeek)).Code, Is.EqualTo("timesheet.not-from-state"));
        Assert.That(app.RefusedAs(sheets.AsLeader, sheets.Approve(LastWeek) with { Version = 7 }).Status, Is.EqualTo(412));
        Assert.That((await app.SendAs(sheets.AsLeader, sheets.Approve(LastWeek) with { Version = 1 })).State, Is.EqualTo("approved"));
        Assert.That(app.RefusedAs(sheets.AsAgent, sheets.Submit("2017-W12")).Code, Is.EqualTo("timesheet.not-begun"));
        var unknown = app.RefusedAs(sheets.AsAgent, sheets.Submit("2017-W60"));
        Assert.That((unknown.Code, unknown.Errors.Keys.Single()), Is.EqualTo(("timesheet.period-unknown", "Week")));
        Assert.That((await app.SendAs(sheets.AsAgent, sheets.Submit(ThisWeek))).State, Is.EqualTo("submitted"));
    }

    [Test]
    public async Task Lists_page_by_page_those_of_ones_reach()
    {
        foreach (var week in new[] { "2017-W08", "2017-W09", LastWeek })
            await app.SendAs(sheets.AsAgent, sheets.Submit(week));
        await app.SendAs(sheets.AsColleague, sheets.Submit("2017-W09", sheets.Colleague));
        var first = await app.SendAs(sheets.AsLeader, new ListTimesheets { Limit = 3 });
        var second = await app.SendAs(sheets.AsLeader, new ListTimesheets { Limit = 3, After = first.Next });
        Assert.That(
            first.Items.Concat(second.Items).Select(sheet => (sheet.Period, sheet.Agent == sheets.Agent)),
            Is.EqualTo(new[] { ("2017-W08", true), ("2017-W09", true), ("2017-W09", false), (LastWeek, true) })
        );
        Assert.That(second.Next, Is.Null);
        Assert.That((await app.SendAs(sheets.AsLeader, new ListTimesheets { Agent = sheets.Colleague })).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_submission_and_writes_at_the_same_instant_do_not_both_win()
    {
        for (var week = 1; week <= 8; week++)
        {
            var period = SheetPeriod.Of(new Week(2017, week));
            var submitted = Task.Run(() => app.SendAs(sheets.AsAgent, sheets.Submit(period.Code)));
            var writes = Enumerable
                .Range(0, 5)
                .Select(day =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await app.SendAs(sheets.AsAgent, sheets.Line(period.FirstDay.AddDays(day)));
                            return 1;
                        }
                        catch (Refusal refusal)
                        {
                            Assert.That(refusal.Code, Is.EqualTo("timesheet.submitted"));
                            return 0;
                        }
                    })
                )
                .ToList();
            var written = (await Task.WhenAll(writes)).Sum();
            // What the author saw when submitting is what there is.
            Assert.That((await submitted).WorkedMinutes, Is.EqualTo(written * 420L));
        }
    }

    [Test]
    public async Task An_absence_counts_and_is_written_by_those_who_may_write_time()
    {
        await app.SendAs(sheets.AsAgent, sheets.Submit(LastWeek));
        var absence = new AskAbsence
        {
            Agent = sheets.Agent,
            Kind = "MALADIE",
            From = Wednesday,
        };
        var refusal = app.RefusedAs(sheets.AsAgent, absence);
        Assert.That(refusal.Code, Is.EqualTo("timesheet.submitted"));
        Assert.That(refusal.Errors, Contains.Key("From"));
        await app.SendAs(sheets.AsLeader, absence);
        var sheet = await app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, LastWeek));
        Assert.That((sheet.AbsentMinutes, sheet.MissingMinutes), Is.EqualTo((420L, 1680L)));
    }

    [Test]
    public async Task A_setting_says_its_values_and_is_not_overwritten()
    {
        Assert.That(
            app.Refused(
                new SetTeamApproval
                {
                    Team = "SI",
                    Cycle = "day",
                    Approver = "nobody",
                }
            ).Errors,
            Contains.Key("Cycle")
        );
        Assert.That(
            app.Refused(
                new SetTeamApproval
                {
                    Team = "SI",
                    Cycle = "week",
                    Approver = "nobody",
                }
            ).Status,
            Is.EqualTo(412)
        );
        var setting = (await app.Send(new ListTeamApprovals())).Items.Single(one => one.Team == "SI");
        Assert.That((setting.Cycle, setting.Approver, setting.Version), Is.EqualTo(("week", "leader", 1L)));
        Assert.That(setting.Leaders, Is.EqualTo(new[] { sheets.Leader }));
        Assert.That(
            app.RefusedAs(
                sheets.AsLeader,
                new SetTeamApproval
                {
                    Team = "SI",
                    Version = 1,
                    Cycle = "week",
                    Approver = "nobody",
                }
            ).Status,
            Is.EqualTo(403)
        );
        var other = (await app.Send(new ListTeamApprovals())).Items.First(one => one.Version == 0);
        Assert.That((other.Cycle, other.Approver), Is.EqualTo(("week", "manager")), "what a team has that nobody set anything for");
    }
}
