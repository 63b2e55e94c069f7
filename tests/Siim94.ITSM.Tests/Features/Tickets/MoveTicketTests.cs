using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class MoveTicketTests
{
    TestApp app = null!;
    UserIdentity hotline;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("ASSIST-TECH");
        hotline = await app.AUser(Role.Hotline, agent: agent);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<UserIdentity> AnotherTechnician() => await app.AUser(Role.Technician, agent: await app.AnAgent("SI"));

    static IRequest<TicketDetails> Step(string step, long number) =>
        step switch
        {
            "take-charge" => new TakeTicketInCharge { Number = number },
            "hold" => new HoldTicket { Number = number },
            "resolve" => new ResolveTicket { Number = number },
            "close" => new CloseTicket { Number = number },
            "reopen" => new ReopenTicket { Number = number },
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    async Task<TicketDetails> ATicketThatWas(params string[] steps)
    {
        var ticket = await app.ATicket();
        foreach (var step in steps)
            ticket = await app.SendAs(hotline, Step(step, ticket.Number));
        return ticket;
    }

    [Test]
    public async Task Lives_from_opening_to_closing()
    {
        var ticket = await app.ATicket();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var taken = await app.SendAs(hotline, new TakeTicketInCharge { Number = ticket.Number });
        Assert.That(
            (taken.Status, taken.AssignedAgent, taken.AssignedTeam, taken.TakenInChargeAt),
            Is.EqualTo(("assigned", agent, "ASSIST-TECH", ticket.OpenedAt.AddMinutes(10)))
        );

        var held = await app.SendAs(hotline, new HoldTicket { Number = ticket.Number, Reason = "Pièce commandée" });
        Assert.That(held.Status, Is.EqualTo("pending"));

        app.Clock.Advance(TimeSpan.FromDays(1));
        var resolved = await app.SendAs(hotline, new ResolveTicket { Number = ticket.Number, Solution = " Rouleau remplacé " });
        Assert.That(
            (resolved.Status, resolved.Solution, resolved.ResolvedAt),
            Is.EqualTo(("resolved", "Rouleau remplacé", app.Clock.GetUtcNow().UtcDateTime))
        );

        var closed = await app.SendAs(hotline, new CloseTicket { Number = ticket.Number });
        Assert.That((closed.Status, closed.ClosedAt, closed.Version), Is.EqualTo(("closed", app.Clock.GetUtcNow().UtcDateTime, 5L)));
        Assert.That(
            closed.Events.Select(e => (e.Kind, e.ToStatus, e.Text)),
            Is.EqualTo(
                new[]
                {
                    ("open", "new", null),
                    ("take-charge", "assigned", $"Agent {agent}"),
                    ("hold", "pending", "Pièce commandée"),
                    ("resolve", "resolved", "Rouleau remplacé"),
                    ("close", "closed", (string?)null),
                }
            )
        );
    }

    [Test]
    public async Task Keeps_the_first_taking_in_charge_and_forgets_the_rest_when_reopened()
    {
        var first = await ATicketThatWas("take-charge");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.SendAs(hotline, new ResolveTicket { Number = first.Number, Solution = "Redémarrée" });
        await app.SendAs(hotline, new CloseTicket { Number = first.Number });
        var reopened = await app.SendAs(hotline, new ReopenTicket { Number = first.Number, Reason = "Toujours en panne" });
        Assert.That(
            (reopened.Status, reopened.AssignedAgent, reopened.Solution, reopened.ResolvedAt, reopened.ClosedAt),
            Is.EqualTo(("assigned", agent, (string?)null, (DateTime?)null, (DateTime?)null))
        );
        var again = await app.SendAs(
            await AnotherTechnician(),
            new TakeTicketInCharge { Number = first.Number, Version = reopened.Version }
        );
        Assert.That(again.TakenInChargeAt, Is.EqualTo(first.TakenInChargeAt));
    }

    [Test]
    public async Task Is_planned_for_a_day_until_something_else_happens()
    {
        var ticket = await app.ATicket();
        var day = Paris.Today(app.Clock).AddDays(3);
        var planned = await app.SendAs(
            hotline,
            new PlanTicket
            {
                Number = ticket.Number,
                PlannedOn = day,
                Note = "Remplacement de l'onduleur",
            }
        );
        Assert.That(
            (planned.Status, planned.PlannedOn, planned.AssignedAgent, planned.TakenInChargeAt),
            Is.EqualTo(("planned", day, agent, app.Clock.GetUtcNow().UtcDateTime)),
            "nobody had it: whoever plans takes it"
        );
        Assert.That(
            (await app.Send(new ListTickets { Status = "planned" })).Items.Select(t => (t.Number, t.PlannedOn)),
            Is.EqualTo(new[] { (ticket.Number, (DateOnly?)day) })
        );

        var moved = await app.SendAs(await AnotherTechnician(), new PlanTicket { Number = ticket.Number, PlannedOn = day.AddDays(1) });
        Assert.That((moved.PlannedOn, moved.AssignedAgent), Is.EqualTo((day.AddDays(1), agent)), "another day, the same agent");
        Assert.That(
            app.Refused(new PlanTicket { Number = ticket.Number, PlannedOn = Paris.Today(app.Clock).AddDays(-1) }).Errors,
            Contains.Key("PlannedOn")
        );
        Assert.That(
            app.Refused(new PlanTicket { Number = ticket.Number, PlannedOn = DateOnly.MaxValue }).Errors,
            Contains.Key("PlannedOn")
        );
        Assert.That(app.Refused(new PlanTicket { Number = ticket.Number }).Errors, Contains.Key("PlannedOn"));

        var held = await app.SendAs(hotline, new HoldTicket { Number = ticket.Number, Reason = "Pièce en retard" });
        Assert.That((held.Status, held.PlannedOn), Is.EqualTo(("pending", (DateOnly?)null)));
    }

    [Test]
    public async Task Comes_back_as_new_when_nobody_had_it() =>
        Assert.That((await ATicketThatWas("close", "reopen")).Status, Is.EqualTo("new"));

    [Test]
    public async Task Counts_as_resolved_when_it_is_closed_outright()
    {
        var closed = await ATicketThatWas("close");
        Assert.That((closed.ResolvedAt, closed.ClosedAt), Is.EqualTo((closed.OpenedAt, closed.OpenedAt)));
    }

    [TestCase("", "reopen", "ticket.not-resolved")]
    [TestCase("hold", "hold", "ticket.already-pending")]
    [TestCase("resolve", "take-charge", "ticket.already-resolved")]
    [TestCase("resolve", "hold", "ticket.already-resolved")]
    [TestCase("resolve", "resolve", "ticket.already-resolved")]
    [TestCase("close", "take-charge", "ticket.already-closed")]
    [TestCase("close", "resolve", "ticket.already-closed")]
    [TestCase("close", "close", "ticket.already-closed")]
    public async Task Refuses_what_cannot_follow_and_changes_nothing(string before, string step, string code)
    {
        var ticket = await ATicketThatWas(before.Length > 0 ? [before] : []);
        var refusal = app.RefusedAs(hotline, Step(step, ticket.Number));
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((409, code)));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Version, Is.EqualTo(ticket.Version));
    }

    [TestCase("take-charge")]
    [TestCase("hold")]
    [TestCase("resolve")]
    [TestCase("close")]
    public async Task Refuses_a_step_on_a_version_that_is_no_longer_current(string step)
    {
        var ticket = await app.ATicket();
        await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = 1,
                Title = "Autre",
                Member = "ARCUEIL",
            }
        );
        var stale = (TicketStep)Step(step, ticket.Number) with { Version = 1 };
        Assert.That(app.RefusedAs(hotline, stale).Status, Is.EqualTo(412));
    }

    [Test]
    public async Task Asks_who_takes_it_when_the_sender_is_no_agent() =>
        Assert.That(
            app.Refused(new TakeTicketInCharge { Number = (await app.ATicket()).Number }).Errors.Keys,
            Is.EqualTo(new[] { "Agent" })
        );

    [TestCase(Role.Hotline, false)]
    [TestCase(Role.Technician, false)]
    [TestCase(Role.ProjectLeader, false)]
    [TestCase(Role.Trainer, false)]
    [TestCase(Role.Manager, true)]
    [TestCase(Role.Administrator, true)]
    public async Task Is_assigned_to_a_colleague_by_managers_only(Role role, bool isAllowed)
    {
        var ticket = await app.ATicket();
        var user = await app.AUser(role, agent: await app.AnAgent("SI"));
        var step = new TakeTicketInCharge { Number = ticket.Number, Agent = agent };
        if (isAllowed)
            Assert.That((await app.SendAs(user, step)).AssignedAgent, Is.EqualTo(agent));
        else
            Assert.That(app.RefusedAs(user, step).Errors.Keys, Is.EqualTo(new[] { "Agent" }));
    }

    [Test]
    public async Task Stays_the_same_when_taken_twice_by_the_same_agent()
    {
        var taken = await ATicketThatWas("take-charge");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await app.SendAs(hotline, new TakeTicketInCharge { Number = taken.Number });
        Assert.That((again.Version, again.Events.Count), Is.EqualTo((taken.Version, taken.Events.Count)));
    }

    [Test]
    public async Task Is_not_taken_from_a_colleague_unknowingly()
    {
        var taken = await ATicketThatWas("take-charge");
        var code = await app.AnAgent("SI");
        var other = await app.AUser(Role.Technician, agent: code);
        Assert.That(app.RefusedAs(other, new TakeTicketInCharge { Number = taken.Number }).Code, Is.EqualTo("ticket.already-taken"));
        Assert.That(
            (await app.SendAs(other, new TakeTicketInCharge { Number = taken.Number, Agent = code })).AssignedAgent,
            Is.EqualTo(code),
            "named on purpose"
        );
    }

    [Test]
    public async Task Is_won_by_one_of_those_who_take_it_at_the_same_instant()
    {
        var ticket = await app.ATicket();
        List<UserIdentity> rivals = [];
        for (var rival = 0; rival < 6; rival++)
            rivals.Add(await AnotherTechnician());
        var outcomes = await Task.WhenAll(
            rivals.Select(async rival =>
            {
                try
                {
                    return (await app.SendAs(rival, new TakeTicketInCharge { Number = ticket.Number })).AssignedAgent;
                }
                catch (Refusal refusal)
                {
                    Assert.That(refusal.Status, Is.AnyOf(409, 412));
                    return null;
                }
            })
        );
        var after = await app.Send(new GetTicket(ticket.Number));
        Assert.That(outcomes.OfType<string>(), Is.EqualTo(new[] { after.AssignedAgent }));
        Assert.That(after.Events.Count(e => e.Kind == "take-charge"), Is.EqualTo(1));
    }

    [Test]
    public async Task Is_taken_by_one_of_two_who_saw_the_same_version()
    {
        var ticket = await app.ATicket();
        var outcomes = await Task.WhenAll(
            new[] { hotline, await AnotherTechnician() }.Select(async user =>
            {
                try
                {
                    await app.SendAs(user, new TakeTicketInCharge { Number = ticket.Number, Version = ticket.Version });
                    return 200;
                }
                catch (Refusal refusal)
                {
                    return refusal.Status;
                }
            })
        );
        Assert.That(outcomes, Is.EquivalentTo(new[] { 200, 412 }));
    }

    // What people of a member may do with a ticket of theirs, by its state: nothing but confirm or contest a solution.
    [TestCase("", "take-charge", 403)]
    [TestCase("", "hold", 403)]
    [TestCase("", "resolve", 403)]
    [TestCase("", "close", 403)]
    [TestCase("take-charge", "close", 403)]
    [TestCase("resolve", "close", null)]
    [TestCase("resolve", "reopen", null)]
    [TestCase("close", "reopen", 409)]
    public async Task Lets_people_of_a_member_confirm_or_contest_a_solution_only(string before, string step, int? status)
    {
        foreach (var role in new[] { Role.Requester, Role.MemberContact })
        {
            var user = await app.AUser(role, "ARCUEIL");
            var ticket = await app.ATicket(user);
            if (before.Length > 0)
                await app.SendAs(hotline, Step(before, ticket.Number));
            if (status is null)
                Assert.DoesNotThrowAsync(() => app.SendAs(user, Step(step, ticket.Number)));
            else
                Assert.That(app.RefusedAs(user, Step(step, ticket.Number)).Status, Is.EqualTo(status));
        }
    }

    [Test]
    public async Task Is_not_for_people_of_a_member_to_reword()
    {
        var user = await app.AUser(Role.MemberContact, "ARCUEIL");
        var ticket = await app.ATicket(user);
        Assert.That(
            app.RefusedAs(
                user,
                new ChangeTicket
                {
                    Number = ticket.Number,
                    Version = 1,
                    Title = "Autre",
                    Member = "ARCUEIL",
                }
            ).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task Shows_private_follow_ups_to_staff_only()
    {
        var requester = await app.AUser(Role.Requester, "ARCUEIL");
        var ticket = await app.ATicket(requester);
        await app.SendAs(
            hotline,
            new FollowUpTicket
            {
                Number = ticket.Number,
                Text = "Voir le contrat",
                IsPrivate = true,
            }
        );
        await app.SendAs(hotline, new FollowUpTicket { Number = ticket.Number, Text = "Nous regardons" });
        var seenByRequester = await app.SendAs(requester, new FollowUpTicket { Number = ticket.Number, Text = "Merci" });
        var seenByStaff = await app.SendAs(hotline, new GetTicket(ticket.Number));
        Assert.That(seenByRequester.Events.Select(e => e.Text), Is.EqualTo(new[] { null, "Nous regardons", "Merci" }));
        Assert.That(
            seenByStaff.Events.Select(e => (e.Text, e.IsPrivate)),
            Is.EqualTo(new[] { (null, false), ("Voir le contrat", true), ("Nous regardons", false), ("Merci", false) })
        );
        Assert.That(
            app.RefusedAs(
                requester,
                new FollowUpTicket
                {
                    Number = ticket.Number,
                    Text = "Secret",
                    IsPrivate = true,
                }
            ).Status,
            Is.EqualTo(403)
        );
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\u0007")]
    public async Task Refuses_a_follow_up_that_says_nothing(string text) =>
        Assert.That(
            app.Refused(new FollowUpTicket { Number = (await app.ATicket()).Number, Text = text }).Errors.Keys,
            Is.EqualTo(new[] { "Text" })
        );

    [Test]
    public async Task Moves_the_monthly_figures_with_every_step()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Ancien",
                Member = "ARCUEIL",
                OpenedAt = new(2017, 1, 31, 10, 0, 0, TimeSpan.Zero),
            }
        );
        await app.Send(
            new TakeTicketInCharge
            {
                Number = ticket.Number,
                Agent = agent,
                At = new(2017, 2, 1, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        await app.Send(new ResolveTicket { Number = ticket.Number, At = new(2017, 2, 2, 9, 0, 0, DateTimeKind.Utc) });
        await app.Send(new CloseTicket { Number = ticket.Number });
        Assert.That(await Figures(), Is.EqualTo(new[] { "201701 ARCUEIL 1/0/0/0", "201702 ARCUEIL 0/1/1/0", "201703 ARCUEIL 0/0/0/1" }));

        var reopened = await app.SendAs(hotline, new ReopenTicket { Number = ticket.Number });
        Assert.That(await Figures(), Is.EqualTo(new[] { "201701 ARCUEIL 1/0/0/0", "201702 ARCUEIL 0/1/0/0" }));

        await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = reopened.Version,
                Title = "Ancien",
                Member = "GENTILLY",
            }
        );
        Assert.That(await Figures(), Is.EqualTo(new[] { "201701 GENTILLY 1/0/0/0", "201702 GENTILLY 0/1/0/0" }));
    }

    /// <summary>Opened, taken in charge, resolved, closed, by month and member.</summary>
    async Task<IReadOnlyList<string>> Figures()
    {
        await app.RollUp();
        return await app.Query(db =>
            db.Query<string>(
                """
                SELECT CONCAT(r.YearMonth, ' ', m.Code, ' ', SUM(r.Opened), '/', SUM(r.TakenInCharge), '/', SUM(r.Resolved), '/',
                           SUM(r.Closed))
                FROM ReportTicketsByMonth r
                JOIN Members m ON m.Id = r.MemberId
                GROUP BY r.YearMonth, m.Code
                HAVING SUM(r.Opened) <> 0 OR SUM(r.TakenInCharge) <> 0 OR SUM(r.Resolved) <> 0 OR SUM(r.Closed) <> 0
                ORDER BY r.YearMonth, m.Code
                """,
                null,
                default
            )
        );
    }
}
