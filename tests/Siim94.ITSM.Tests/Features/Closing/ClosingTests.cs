using MediatR;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Closing;

[SetCulture("fr-FR")]
sealed class ClosingTests
{
    static readonly DateOnly InFebruary = new(2017, 2, 14),
        InMarch = new(2017, 3, 6);

    TestApp app = null!;
    UserIdentity manager;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        manager = await app.AUser(Role.Manager, agent: agent, name: "Camille Martin");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Postings_and_departures_leave_the_days_of_closed_periods_as_they_were()
    {
        var (start, february, march) = (new DateOnly(2017, 1, 2), new DateOnly(2017, 2, 1), new DateOnly(2017, 3, 1));
        const string code = "NOUVEAU";
        await app.Send(
            new AddAgent
            {
                Code = code,
                Name = "Noé Nouveau",
                Team = "SI",
                From = start,
            }
        );
        var posting = new PostAgent
        {
            Code = code,
            From = march,
            Team = "SI",
            DayMinutes = 468,
        };
        await app.Send(posting);
        await Close(2017, 2);

        foreach (var from in new[] { start.AddDays(1), february, march.AddDays(-1) })
        {
            var refused = app.Refused(posting with { From = from });
            Assert.That(
                (refused.Status, refused.Code, refused.Errors.Keys.Single()),
                Is.EqualTo((409, "period.closed", "From")),
                $"{from}"
            );
        }
        await app.Send(posting with { From = february, DayMinutes = 420 });
        await app.Send(posting with { From = march.AddDays(6), DayMinutes = 400 });
        Assert.That(app.Refused(posting with { From = new(1, 1, 1) }).Errors, Contains.Key("From"));

        var leaving = new CloseReferential
        {
            Referential = "agent",
            Code = code,
            ClosedOn = march,
        };
        Assert.That(app.Refused(leaving with { ClosedOn = march.AddDays(-1) }).Code, Is.EqualTo("period.closed"));
        await app.Send(leaving);
        Assert.That(app.Refused(leaving with { ClosedOn = february }).Code, Is.EqualTo("period.closed"));
        await app.Send(new ReopenReferential { Referential = "agent", Code = code });
        await app.Send(
            new AddAgent
            {
                Code = "AUTRE",
                Name = "Anne Autre",
                Team = "SI",
                From = start,
            }
        );
    }

    Task<ClosingDetails> Close(int year, int? month = null) =>
        app.SendAs(
            manager,
            new ClosePeriod
            {
                Year = year,
                Month = month,
                Confirm = true,
            }
        );

    LogTime Line(DateOnly day, decimal days = 0.25m) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = days,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "FINANCES",
            Confirm = true,
        };

    ChangeTimeEntry Change(TimeEntryDetails entry, DateOnly day, decimal days = 0.5m) =>
        new()
        {
            Id = entry.Id,
            Version = entry.Version,
            Agent = agent,
            Day = day,
            Quantity = days,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "FINANCES",
            Confirm = true,
        };

    LogIntervention Visit(DateOnly day) =>
        new()
        {
            Kind = "onsite",
            Agents = [agent],
            Member = "ARCUEIL",
            Day = day,
            Quantity = 0.25m,
            Unit = "d",
            Summary = "Postes",
            Confirm = true,
        };

    LogHotlineShift Shift(DateOnly day) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = 0.25m,
            Unit = "d",
            Confirm = true,
        };

    LogTrainingSession Session(DateOnly day) =>
        new()
        {
            Category = "BUREAUTIQUE",
            StartsOn = day,
            Days = 0.25m,
            Trainers = [agent],
            Attendances = [new() { Member = "ARCUEIL", People = 3 }],
            Confirm = true,
        };

    static OpenTicket Ticket(DateOnly day) =>
        new()
        {
            Title = "Imprimante en panne",
            Member = "ARCUEIL",
            OpenedAt = day.ToDateTime(new(10, 0), DateTimeKind.Utc),
        };

    async Task RefusedAsClosed<T>(IRequest<T> write, string? field = null)
    {
        var before = await Everything();
        var refusal = app.Refused(write);
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((409, "period.closed")), write.GetType().Name);
        Assert.That(refusal.Message, Does.Contain("Camille Martin").And.Contain("14/03/2017"));
        if (field is not null)
            Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { field }));
        Assert.That(await Everything(), Is.EqualTo(before), $"{write.GetType().Name} left something behind");
    }

    Task<string?> Everything() =>
        app.Query(db =>
            db.FirstOrDefault<string>(
                """
                SELECT CONCAT(
                    (SELECT COUNT(*) FROM TimeEntries), ' ', (SELECT SUM(Version) FROM TimeEntries), ' ',
                    (SELECT COUNT(*) FROM Tickets), ' ', (SELECT SUM(Version) FROM Tickets), ' ',
                    (SELECT COUNT(*) FROM Interventions), ' ', (SELECT COUNT(*) FROM HotlineShifts), ' ',
                    (SELECT COUNT(*) FROM TrainingSessions), ' ', (SELECT COUNT(*) FROM PendingDays))
                """,
                null,
                default
            )
        );

    [Test]
    public async Task A_closed_month_refuses_lines_through_every_door()
    {
        var (old, recent) = (await app.Send(Line(InFebruary)), await app.Send(Line(InMarch)));
        await Close(2017, 2);

        await RefusedAsClosed(Line(InFebruary), "Day");
        await RefusedAsClosed(new LogTimeBatch { Entries = [Line(InMarch), Line(InFebruary)] }, "Entries[1].Day");
        await RefusedAsClosed(Change(old, InFebruary), "Day");
        await RefusedAsClosed(Change(old, InMarch), "Day");
        await RefusedAsClosed(Change(recent, InFebruary), "Day");
        await RefusedAsClosed(new DeleteTimeEntry(old.Id, old.Version));

        await app.Send(Change(recent, InMarch.AddDays(1)));
        await app.Send(Line(new(2017, 1, 31)));
    }

    [Test]
    public async Task A_closed_month_refuses_visits_shifts_and_sessions_through_every_door()
    {
        var (oldVisit, visit) = (await app.Send(Visit(InFebruary)), await app.Send(Visit(InMarch)));
        var (oldShift, shift) = (await app.Send(Shift(InFebruary)), await app.Send(Shift(InMarch)));
        var (oldSession, session) = (await app.Send(Session(InFebruary)), await app.Send(Session(InMarch)));
        await Close(2017, 2);

        await RefusedAsClosed(Visit(InFebruary), "Day");
        await RefusedAsClosed(
            new ChangeIntervention
            {
                Id = visit.Id,
                Version = visit.Version,
                Kind = "onsite",
                Agents = [agent],
                Member = "ARCUEIL",
                Day = InFebruary,
                Quantity = 0.25m,
                Unit = "d",
                Summary = "Postes",
            }
        );
        await RefusedAsClosed(
            new ChangeIntervention
            {
                Id = oldVisit.Id,
                Version = oldVisit.Version,
                Kind = "onsite",
                Agents = [agent],
                Member = "ARCUEIL",
                Day = InMarch,
                Quantity = 0.25m,
                Unit = "d",
                Summary = "Postes",
            }
        );
        await RefusedAsClosed(new DeleteIntervention(oldVisit.Id, oldVisit.Version));

        await RefusedAsClosed(Shift(InFebruary), "Day");
        await RefusedAsClosed(
            new ChangeHotlineShift
            {
                Id = shift.Id,
                Version = shift.Version,
                Agent = agent,
                Day = InFebruary,
                Quantity = 0.25m,
                Unit = "d",
            }
        );
        await RefusedAsClosed(
            new ChangeHotlineShift
            {
                Id = oldShift.Id,
                Version = oldShift.Version,
                Agent = agent,
                Day = InMarch,
                Quantity = 0.25m,
                Unit = "d",
            }
        );
        await RefusedAsClosed(new DeleteHotlineShift(oldShift.Id, oldShift.Version));

        await RefusedAsClosed(Session(InFebruary), "StartsOn");
        await RefusedAsClosed(
            new ChangeTrainingSession
            {
                Id = session.Id,
                Version = session.Version,
                Category = "BUREAUTIQUE",
                StartsOn = InFebruary,
                Days = 0.25m,
                Trainers = [agent],
            }
        );
        await RefusedAsClosed(
            new ChangeTrainingSession
            {
                Id = oldSession.Id,
                Version = oldSession.Version,
                Category = "BUREAUTIQUE",
                StartsOn = InMarch,
                Days = 0.25m,
                Trainers = [agent],
            }
        );
        await RefusedAsClosed(new DeleteTrainingSession(oldSession.Id, oldSession.Version));
    }

    [Test]
    public async Task A_ticket_of_a_closed_month_lives_on_but_what_it_counts_as_stays()
    {
        var ticket = await app.Send(Ticket(InFebruary));
        var resolved = await app.Send(Ticket(InFebruary));
        var (_, done) = (
            await app.Send(
                new TakeTicketInCharge
                {
                    Number = resolved.Number,
                    Agent = agent,
                    At = InFebruary.ToDateTime(new(11, 0), DateTimeKind.Utc),
                }
            ),
            await app.Send(new ResolveTicket { Number = resolved.Number, At = InFebruary.ToDateTime(new(12, 0), DateTimeKind.Utc) })
        );
        await Close(2017, 2);

        await RefusedAsClosed(Ticket(InFebruary), "OpenedAt");
        await RefusedAsClosed(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = ticket.Title,
                Member = "IVRY",
            }
        );
        await RefusedAsClosed(new ReopenTicket { Number = done.Number });
        await RefusedAsClosed(
            new TakeTicketInCharge
            {
                Number = ticket.Number,
                Agent = agent,
                At = InFebruary.ToDateTime(new(15, 0), DateTimeKind.Utc),
            }
        );

        var described = await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = ticket.Title,
                Member = "ARCUEIL",
                Description = "Au deuxième étage.",
            }
        );
        Assert.That(described.Description, Is.EqualTo("Au deuxième étage."));
        await app.Send(new TakeTicketInCharge { Number = ticket.Number, Agent = agent });
        await app.Send(new ResolveTicket { Number = ticket.Number });
        await app.Send(new CloseTicket { Number = done.Number });
        await app.RollUp();
        Assert.That((await app.Send(new VerifyEdition(201702, 1))).IsEqual, Is.True);
    }

    [Test]
    public async Task A_year_closes_its_months_and_publishes_every_table_with_what_was_not_yet_rolled_up()
    {
        await app.Send(Line(new(2015, 6, 1), 0.5m));
        await app.Send(Line(new(2016, 6, 1), 0.75m));
        var closing = await Close(2016);
        Assert.That((closing.Edition, closing.ClosedByName, closing.ReopenedAt), Is.EqualTo(((int?)1, "Camille Martin", (DateTime?)null)));
        Assert.That(
            (await app.Send(new ListClosings { Year = 2016 })).Items.Select(c => c.Month),
            Is.EquivalentTo(Enumerable.Range(1, 12).Select(m => (int?)m).Prepend(null))
        );

        var edition = await app.Send(new GetEdition(2016, 1));
        Assert.That(
            edition.Tables.Select(t => t.Table.Id),
            Is.EqualTo((await app.Send(new ListReports())).Items.Select(t => t.Id)).And.Contain("key-figures-platform")
        );
        var table = edition.Tables.Single(t => t.Table.Id == "si-domain");
        Assert.That(table.Table.Columns.Select(c => c.Key), Is.EqualTo(new[] { "2015", "2016" }));
        Assert.That(table.Table.Totals.Select(t => t.Text), Is.EqualTo(new[] { "0,5", "0,8" }));
        Assert.That(table.Definition.GetProperty("rowAxes")[0].GetString(), Is.EqualTo("UpperDomain"));
        await RefusedAsClosed(Line(new(2016, 6, 2)));
        Assert.That((await app.Send(new VerifyEdition(2016, 1))).IsEqual, Is.True);
    }

    [Test]
    public async Task Key_figures_of_a_month_are_closed_with_it_and_those_of_the_year_with_the_year()
    {
        var code = (await app.Query(db => db.FirstOrDefault<string>("SELECT Code FROM KeyFigures ORDER BY Id", null, default)))!;
        SetKeyFigureValue Value(string period) =>
            new()
            {
                Code = code,
                Period = period,
                Value = 12,
            };
        await Close(2016, 12);
        await RefusedAsClosed(Value("2016-12"), "Period");
        await app.Send(Value("2016"));
        var year = await Close(2016);
        await RefusedAsClosed(Value("2016"), "Period");
        await RefusedAsClosed(Value("2016-05"), "Period");

        await app.SendAs(manager, new ReopenPeriod { Id = year.Id, Reason = "Un relevé" });
        await app.Send(Value("2016") with { Value = 13.5m, Version = 1 });
        Assert.That(
            (await app.Send(new VerifyEdition(2016, 1))).Lines.Select(l => (l.Period, l.Fact)),
            Is.EqualTo(new[] { ("2016", "key-figures") })
        );
        await Close(2016);
        Assert.That(
            (await app.Send(new GetEditionChanges(2016, 2)))
                .Figures.Where(f => !f.Column.Contains("change", StringComparison.Ordinal))
                .Select(f => (f.Table, f.Row, f.BeforeText, f.AfterText)),
            Is.EqualTo(new[] { ("key-figures-platform", code, "12", "13,50") })
        );
    }

    [Test]
    public async Task The_next_edition_says_what_came_late()
    {
        await app.Send(Line(new(2016, 6, 1), 0.5m));
        await app.Send(new LockDays { Until = new(2016, 12, 31) });
        await app.Send(Line(new(2016, 6, 2), 0.25m));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var closing = await Close(2016);
        var first = (await app.Send(new GetEditionChanges(2016, 1))).Late.Single();
        Assert.That((first.Team, first.EntryCount, first.DaysGained), Is.EqualTo(("SI", 1, 0.25m)), "before the first");
        Assert.That((await app.Send(new GetDocument(2016))).Late, Is.EqualTo(new[] { first }), "the report of the edition explains it");

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SendAs(manager, new ReopenPeriod { Id = closing.Id, Reason = "Une feuille oubliée" });
        await app.Send(Line(new(2016, 7, 1), 0.75m));
        Assert.That((await app.Send(new GetDocument(2016))).Late.Single().DaysGained, Is.EqualTo(0.75m), "and the one to come");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Close(2016);
        var second = (await app.Send(new GetEditionChanges(2016, 2))).Late.Single();
        Assert.That((second.Team, second.EntryCount, second.DaysGained), Is.EqualTo(("SI", 1, 0.75m)), "between the two");
        Assert.That((await app.Send(new GetDocument(2016))).Late, Is.EqualTo(new[] { second }));
        var ofMember = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That((await app.SendAs(ofMember, new GetDocument(2016))).Late, Is.Empty, "it is no member's");
    }

    [Test]
    public async Task Closing_twice_changes_nothing()
    {
        var first = await Close(2016);
        var again = await Close(2016);
        var month = await Close(2016, 5);
        Assert.That((again, month.Edition), Is.EqualTo((first, (int?)null)));
        Assert.That((await app.Send(new ListClosings { Limit = 500 })).Items, Has.Count.EqualTo(13));
        Assert.That((await app.Send(new ListEditions(2016))).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Reopened_and_closed_again_it_publishes_a_second_edition_which_says_what_changed()
    {
        await app.Send(Line(new(2016, 6, 1), 0.5m));
        var closing = await Close(2016);
        var first = await app.Send(new GetEdition(2016, 1));

        Assert.That(app.Refused(new ReopenPeriod { Id = closing.Id, Reason = " " }).Errors.Keys, Is.EqualTo(new[] { "Reason" }));
        var reopened = await app.SendAs(manager, new ReopenPeriod { Id = closing.Id, Reason = "Une feuille oubliée" });
        Assert.That((reopened.ReopenReason, reopened.ReopenedByName), Is.EqualTo(("Une feuille oubliée", "Camille Martin")));
        Assert.That(app.Refused(new ReopenPeriod { Id = closing.Id, Reason = "Encore" }).Code, Is.EqualTo("closing.already-reopened"));

        await app.Send(Line(new(2016, 7, 1), 0.75m));
        var second = await Close(2016);
        Assert.That(second.Edition, Is.EqualTo(2));
        var changes = await app.Send(new GetEditionChanges(2016, 2));
        Assert.That(changes.Lines, Is.EqualTo(new[] { new LineChange("2016-07", "work", 0, 1) }));
        var domain = changes
            .Figures.Where(f => f.Table == "si-domain")
            .Select(f => (f.Row, f.Column, f.Before, f.After, f.BeforeText, f.AfterText));
        Assert.That(
            domain,
            Is.EqualTo(
                new[] { ("FINANCES", "2016", (decimal?)0.5m, (decimal?)1.25m, "0,5", "1,3"), (null, "2016", 0.5m, 1.25m, "0,5", "1,3") }
            )
        );
        Assert.That(changes.Figures.Select(f => f.Table).Distinct(), Does.Not.Contain("infra-general"));
        Assert.That((await app.Send(new GetEditionChanges(2016, 1))).Figures, Is.Empty);

        // The first edition is what it was, says so, and no longer agrees with the ledger.
        var kept = await app.Send(new GetEdition(2016, 1));
        Assert.That((kept.Digest, kept.ReopenReason), Is.EqualTo((first.Digest, "Une feuille oubliée")));
        Assert.That(kept.Tables.Select(t => t.Table.Totals[^1].Value), Is.EqualTo(first.Tables.Select(t => t.Table.Totals[^1].Value)));
        var verification = await app.Send(new VerifyEdition(2016, 1));
        Assert.That(
            (verification.IsEqual, verification.IsIntact, verification.Lines.Single().Period),
            Is.EqualTo((false, true, "2016-07"))
        );
        Assert.That((await app.Send(new VerifyEdition(2016, 2))).IsEqual, Is.True);
        Assert.That(
            await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'closing'", null, default)),
            Is.EqualTo(3)
        );
    }

    [Test]
    public async Task Reopening_a_month_opens_its_year_again_and_leaves_the_other_months_closed()
    {
        await Close(2016);
        var june = (await app.Send(new ListClosings { Year = 2016 })).Items.Single(c => c.Month == 6);
        await app.SendAs(manager, new ReopenPeriod { Id = june.Id, Reason = "Erreur en juin" });
        await app.Send(Line(new(2016, 6, 1)));
        await RefusedAsClosed(Line(new(2016, 5, 31)));
        Assert.That((await app.Send(new ListEditions(2016))).Items.Single().ReopenReason, Is.EqualTo("Erreur en juin"));
        Assert.That((await Close(2016)).Edition, Is.EqualTo(2));
        await RefusedAsClosed(Line(new(2016, 6, 2)));
    }

    [Test]
    public async Task Checks_come_first_and_warnings_are_confirmed()
    {
        var checks = (await app.SendAs(manager, new GetClosingChecks { Year = 2017, Month = 2 })).ToDictionary(c => c.Code);
        Assert.That(checks["missing-days"].State, Is.EqualTo("warning"));
        Assert.That(checks["missing-days"].Details, Has.Some.Contain(agent).And.Some.Contain("20"));
        Assert.That(checks["over"].State, Is.EqualTo("ok"));
        Assert.That(app.Refused(new ClosePeriod { Year = 2017, Month = 2 }).Errors.Keys, Is.EqualTo(new[] { "Confirm" }));
        Assert.That((await app.Send(new ListClosings())).Items, Is.Empty);

        await app.Send(
            new AskAbsence
            {
                Agent = agent,
                Kind = "CONGE",
                From = new(2017, 2, 1),
                To = new(2017, 2, 3),
            }
        );
        foreach (var day in FrenchHolidays.WorkingDays(new(2017, 2, 4), new(2017, 2, 28)))
            await app.Send(Line(day, 1));
        await app.Send(Ticket(InFebruary));
        Assert.That(
            (await app.Send(new GetClosingChecks { Year = 2017, Month = 2 })).Where(c => c.State != "ok").Select(c => (c.Code, c.State)),
            Is.EquivalentTo(new[] { ("pending", "information"), ("drift", "information"), ("open-tickets", "information") })
        );
        await app.RollUp();
        await app.Query(db => db.Execute("UPDATE ReportWorkByMonth SET MicroDays = MicroDays + 1", null, default));
        Assert.That(
            (await app.Send(new GetClosingChecks { Year = 2017, Month = 2 })).Single(c => c.Code == "drift").State,
            Is.EqualTo("warning")
        );

        // Repaired by the closing, which then has nothing to confirm.
        Assert.That((await app.Send(new ClosePeriod { Year = 2017, Month = 2 })).Edition, Is.EqualTo(1));
    }

    [Test]
    public async Task The_tables_of_a_year_are_reconciled_with_each_other()
    {
        foreach (var day in FrenchHolidays.WorkingDays(new(2016, 1, 1), new(2016, 3, 31)))
            await app.Send(Line(day, 1));
        await app.Send(Session(new(2016, 4, 4)));
        // A domain below another one is printed by the tables by domain, and counted in its parent by the one of upper domains.
        for (var day = 5; day <= 8; day++)
            await app.Send(
                Line(new(2016, 4, day), 1) with
                {
                    Activity = "SI-MCO",
                    SubActivity = "SI-MCO-SUIVI",
                    Domain = "COMMUNICATION-ET-RELATIONS-PUBLIQUES",
                }
            );
        await app.RollUp();
        var check = (await app.Send(new GetClosingChecks { Year = 2016 })).Single(c => c.Code == "reconciliation");
        Assert.That((check.State, check.Details), Is.EqualTo(("ok", Array.Empty<string>())));
    }

    [Test]
    public void A_period_that_is_not_over_is_not_closed()
    {
        Assert.That(
            app.Refused(
                new ClosePeriod
                {
                    Year = 2017,
                    Month = 3,
                    Confirm = true,
                }
            ).Code,
            Is.EqualTo("closing.not-over")
        );
        Assert.That(app.Refused(new ClosePeriod { Year = 2017, Confirm = true }).Code, Is.EqualTo("closing.not-over"));
    }

    [TestCase(Role.Technician)]
    [TestCase(Role.ProjectLeader)]
    [TestCase(Role.MemberContact)]
    public async Task Only_managers_close_and_reopen(Role role)
    {
        var closing = await Close(2016);
        var other = await app.AUser(role, member: role == Role.MemberContact ? "ARCUEIL" : null);
        Assert.That(app.RefusedAs(other, new ClosePeriod { Year = 2015, Confirm = true }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(other, new ReopenPeriod { Id = closing.Id, Reason = "Non" }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(other, new GetClosingChecks { Year = 2016 }).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task People_of_a_member_read_no_frozen_figure()
    {
        await app.Send(Line(new(2016, 6, 1)));
        await Close(2016);
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new GetEdition(2016, 1)).Status, Is.EqualTo(403));
        var seen = (await app.SendAs(contact, new ListEditions(2016))).Items[0];
        Assert.That((seen.Number, seen.LineCount, seen.Digest), Is.EqualTo((1, (long?)null, (string?)null)), "those of all lines");
        Assert.That(app.RefusedAs(contact, new VerifyEdition(2016, 1)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(contact, new GetEditionChanges(2016, 1)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(contact, new ListClosings()).Status, Is.EqualTo(403));
        Assert.That((await app.SendAs(contact, new ListEditions(2016))).Items.Single().Number, Is.EqualTo(1));
    }

    [Test]
    public async Task An_edition_tampered_with_in_the_database_says_so()
    {
        await app.Send(Line(new(2016, 6, 1)));
        await Close(2016);
        await app.Query(db =>
            db.Execute("UPDATE EditionTables SET TableJson = REPLACE(TableJson, '0.25', '0.35') WHERE Code = 'si-domain'", null, default)
        );
        var verification = await app.Send(new VerifyEdition(2016, 1));
        Assert.That((verification.IsEqual, verification.IsIntact, verification.Lines.Count), Is.EqualTo((false, false, 0)));
        Assert.That(verification.Figures.Select(f => f.Table).Distinct(), Is.EqualTo(new[] { "si-domain" }));
    }

    [TestCase("UPDATE EditionTables SET TableJson = REPLACE(TableJson, 'Finances', 'Dépenses') WHERE Code = 'si-domain'")]
    [TestCase("UPDATE EditionTables SET DefinitionJson = REPLACE(DefinitionJson, 'UpperDomain', 'Domain') WHERE Code = 'si-domain'")]
    [TestCase("UPDATE EditionTables SET SortOrder = 100 WHERE Code = 'si-domain'")]
    [TestCase("DELETE FROM EditionTables WHERE Code = 'si-domain'")]
    [TestCase("UPDATE EditionLines SET LineCount = LineCount + 1 WHERE Period = 201606 AND Fact = 'work'")]
    [TestCase("DELETE FROM EditionLines WHERE Period = 201606 AND Fact = 'work'")]
    [TestCase("UPDATE Editions SET ChecksJson = REPLACE(ChecksJson, 'warning', 'ok')")]
    [TestCase("UPDATE Editions SET Number = 3")]
    public async Task Whatever_is_changed_of_what_is_stored_of_an_edition_shows(string tampering)
    {
        await app.Send(Line(new(2016, 6, 1)));
        await Close(2016);
        Assert.That(await app.Query(db => db.Execute(tampering, null, default)), Is.GreaterThan(0));
        var number = (await app.Send(new ListEditions(2016))).Items.Single().Number;
        var verification = await app.Send(new VerifyEdition(2016, number));
        Assert.That((verification.IsEqual, verification.IsIntact), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_printed_digest_tells_whether_an_edition_is_the_one_on_paper()
    {
        await app.Send(Line(new(2016, 6, 1)));
        await Close(2016);
        var printed = (await app.Send(new GetEdition(2016, 1))).Digest!;
        Assert.That((await app.Send(new VerifyEdition(2016, 1, $" {printed.ToUpperInvariant()} "))).IsPrinted, Is.True);
        var other = await app.Send(new VerifyEdition(2016, 1, new string('0', 64)));
        Assert.That((other.IsPrinted, other.IsIntact, other.IsEqual), Is.EqualTo(((bool?)false, true, false)));
        Assert.That(app.Refused(new VerifyEdition(2016, 1, "abc")).Errors.Keys, Is.EqualTo(new[] { "Digest" }));

        // Whoever rewrites all of an edition, digests included, cannot rewrite what is on paper.
        await app.Query(db => db.Execute("UPDATE Editions SET Digest = @Digest", new { Digest = new string('1', 64) }, default));
        Assert.That((await app.Send(new VerifyEdition(2016, 1, printed))).IsPrinted, Is.False);
    }

    [Test]
    public async Task A_month_has_its_own_tables_which_say_what_changed_figure_by_figure()
    {
        await app.Send(Line(new(2017, 1, 10)));
        await app.Send(Line(InFebruary, 0.5m));
        var closing = await Close(2017, 2);
        var edition = await app.Send(new GetEdition(201702, 1));
        Assert.That(edition.Tables.Select(t => t.Table.Id), Is.EqualTo((await app.Send(new ListReports())).Items.Select(t => t.Id)));
        var table = edition.Tables.Single(t => t.Table.Id == "si-domain").Table;
        Assert.That((table.Columns.Single().Key, table.Totals.Single().Text), Is.EqualTo(("2017-02", "0,5")), "that month alone");
        Assert.That((await app.Send(new VerifyEdition(201702, 1))).IsEqual, Is.True);

        await app.SendAs(manager, new ReopenPeriod { Id = closing.Id, Reason = "Une feuille oubliée" });
        await app.Send(Line(InFebruary.AddDays(1), 0.25m));
        await app.RollUp();
        Assert.That(
            (await app.Send(new VerifyEdition(201702, 1))).Figures.Where(f => f.Table == "si-domain").Select(f => f.IsOfYear),
            Is.EqualTo(new[] { true, true })
        );
        await Close(2017, 2);
        Assert.That(
            (await app.Send(new GetEditionChanges(201702, 2)))
                .Figures.Where(f => f.Table == "si-domain")
                .Select(f => (f.Row, f.Column, f.BeforeText, f.AfterText)),
            Is.EqualTo(new[] { ("FINANCES", "2017-02", "0,5", "0,8"), (null, "2017-02", "0,5", "0,8") })
        );
    }

    [Test]
    public async Task A_closed_year_refuses_contributions_and_prices()
    {
        await Close(2016);
        await RefusedAsClosed(
            new SetContribution
            {
                Year = 2016,
                Member = "ARCUEIL",
                Nature = "cotisation",
                Amount = 12,
            },
            "Year"
        );
        await RefusedAsClosed(
            new SetDayCost
            {
                Year = 2016,
                Department = "SI",
                Amount = 400,
            },
            "Year"
        );
        await app.SendAs(
            manager,
            new SetDayCost
            {
                Year = 2017,
                Department = "SI",
                Amount = 400,
            }
        );
    }

    [Test]
    public async Task Allocations_that_nobody_decided_are_drafts_to_confirm()
    {
        await app.Send(Shift(InFebruary));
        await app.Send(Ticket(InFebruary));
        await app.SendAs(
            manager,
            new AddAllocationKey
            {
                Code = "TICKETS",
                Name = "Tickets",
                Measure = "ticketsOpened",
                ValidFrom = new(2014, 1, 1),
            }
        );
        await app.SendAs(
            manager,
            new AddAllocationPot
            {
                Code = "HOTLINE",
                Name = "Permanence",
                Key = "TICKETS",
                Activities = ["ASSIST-HOTLINE"],
                Takes = ["nobody"],
            }
        );
        var proposed = await app.SendAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2017-02" });
        var drafts = await Drafts();
        Assert.That((drafts.State, drafts.Details.Single()), Is.EqualTo(("warning", "Permanence, février 2017 : 0,25 j")));
        await app.SendAs(manager, new AcceptAllocation { Id = proposed.Id });
        Assert.That((await Drafts()).State, Is.EqualTo("ok"));

        await Close(2017, 2);
        await RefusedAsClosed(new RejectAllocation { Id = proposed.Id, Reason = "Non" }, "Period");
        await RefusedAsClosed(new ProposeAllocation { Pot = "HOTLINE", Period = "2017-02" }, "Period");

        async Task<ClosingCheck> Drafts() =>
            (await app.SendAs(manager, new GetClosingChecks { Year = 2017, Month = 2 })).Single(check => check.Code == "drafts");
    }

    [Test]
    public async Task A_label_that_changes_later_does_not_change_what_was_published()
    {
        await app.Send(Line(new(2016, 6, 1)));
        await Close(2016);
        await app.Query(async db =>
        {
            await using var transaction = await db.Begin(default);
            await db.Execute("UPDATE Domains SET Name = @Name WHERE Code = 'FINANCES'", new { Name = "Gestion financière" }, default);
            await ReferentialCache.Touch(db, default);
            await transaction.Commit(default);
            return 0;
        });
        Assert.That((await app.Send(new GetReport { Id = "si-domain", To = 2016 })).Rows.Single().Label, Is.EqualTo("Gestion financière"));
        Assert.That(
            (await app.Send(new GetEdition(2016, 1))).Tables.Single(t => t.Table.Id == "si-domain").Table.Rows.Single().Label,
            Is.EqualTo("Finances")
        );
        Assert.That((await app.Send(new VerifyEdition(2016, 1))).IsEqual, Is.True);
    }

    [Test]
    public void There_is_no_edition_of_what_was_never_closed()
    {
        Assert.That(app.Refused(new GetEdition(2016, 1)).Status, Is.EqualTo(404));
        Assert.That(app.Refused(new VerifyEdition(20169, 1)).Status, Is.EqualTo(404));
    }
}
