using System.Text.Json;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class AssignTicketTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        await app.AnAgent("SUPPORT", code: "LUC", name: "Luc Hotline");
        await app.AnAgent("SUPPORT", code: "EVE", name: "Ève Hotline");
        await app.AnAgent("SI", code: "MAX", name: "Max Projets");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<UserIdentity> Luc() => app.AUser(Role.Hotline, agent: "LUC", name: "Luc Hotline");

    [TestCase(null, null)]
    [TestCase(null, "HOTLINE")]
    [TestCase("EVE", null)]
    [TestCase("EVE", "HOTLINE")]
    public async Task Goes_back_into_the_hands_it_was_taken_from_unless_somebody_has_changed_it_since(string? agent, string? group)
    {
        var luc = await Luc();
        var number = (await app.ATicket()).Number;
        var before = await app.SendAs(
            luc,
            new AssignTicket
            {
                Number = number,
                Agent = agent,
                Group = group,
            }
        );
        var taken = await app.SendAs(luc, new TakeTicketInCharge { Number = number, Version = before.Version });
        var handover = TicketHandover.Between(before, taken)!;
        Assert.That(handover.CanBeUndone);
        var back = await app.SendAs(luc, handover.Undo());
        Assert.That(
            (back.AssignedAgent, back.AssignedTeam, back.Group, back.Level, back.Status),
            Is.EqualTo((before.AssignedAgent, before.AssignedTeam, before.Group, before.Level, before.Status))
        );
        Assert.That(app.RefusedAs(luc, handover.Undo()).Status, Is.EqualTo(412));
        Assert.That(TicketHandover.Between(before, back), Is.Null, "the hands are the same");
    }

    [TestCase("planned", "assigned", null, null, false)]
    [TestCase("planned", "planned", null, null, true)]
    [TestCase("new", "assigned", null, "SYSTEMES", false)]
    [TestCase("new", "assigned", "HOTLINE", "SYSTEMES", true)]
    public void Offers_to_go_back_only_where_that_brings_everything_back(
        string statusBefore,
        string statusAfter,
        string? groupBefore,
        string? groupAfter,
        bool canBeUndone
    )
    {
        var before = new TicketDetails { Status = statusBefore, Group = groupBefore };
        var after = before with { Status = statusAfter, Group = groupAfter, AssignedAgent = "LUC" };
        Assert.That(TicketHandover.Between(before, after)!.CanBeUndone, Is.EqualTo(canBeUndone));
    }

    [Test]
    public async Task Goes_from_hand_to_hand_with_a_reason_for_colleagues()
    {
        var (luc, requester) = (await Luc(), await app.AUser(Role.Requester, "ARCUEIL"));
        var ticket = await app.ATicket(requester);
        var taken = await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Agent = "me" });
        Assert.That(
            (taken.Assignee, taken.Status, taken.AssignedTeam, taken.TakenInChargeAt is null),
            Is.EqualTo(("LUC", "assigned", "SUPPORT", false))
        );
        var handed = await app.SendAs(
            luc,
            new AssignTicket
            {
                Number = ticket.Number,
                Agent = "EVE",
                Reason = "Je pars en pause",
            }
        );
        Assert.That((handed.Assignee, handed.Events[^1].Text), Is.EqualTo(("EVE", "Ève Hotline\nJe pars en pause")));
        var shared = await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Group = "HOTLINE" });
        Assert.That((shared.Assignee, shared.Group, shared.Status), Is.EqualTo(((string?)null, "HOTLINE", "new")));
        var one = await app.SendAs(luc, new AssignTicket { Number = ticket.Number, Agent = "EVE" });
        Assert.That((one.Assignee, one.Group, one.Status), Is.EqualTo(("EVE", "HOTLINE", "assigned")));
        var free = await app.SendAs(luc, new AssignTicket { Number = ticket.Number });
        Assert.That((free.Assignee, free.Group, free.Status), Is.EqualTo(((string?)null, (string?)null, "new")));
        Assert.That(free.TakenInChargeAt, Is.EqualTo(taken.TakenInChargeAt), "the first time stays the one that counts");
        Assert.That(
            (await app.SendAs(requester, new GetTicket(ticket.Number))).Events.Select(e => e.Text ?? ""),
            Has.None.Contains("pause")
        );
        Assert.That(app.RefusedAs(requester, new AssignTicket { Number = ticket.Number }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(luc, new AssignTicket { Number = ticket.Number, Agent = "EVA" }).Errors["Agent"][0], Does.Contain("EVE"));
    }

    [Test]
    public async Task Doing_it_twice_changes_nothing_and_an_old_version_is_refused()
    {
        var ticket = await app.ATicket();
        var step = new AssignTicket { Number = ticket.Number, Agent = "LUC" };
        var once = await app.Send(step);
        var twice = await app.Send(step);
        Assert.That((twice.Version, twice.Events.Count), Is.EqualTo((once.Version, once.Events.Count)));
        Assert.That(
            app.Refused(
                new AssignTicket
                {
                    Number = ticket.Number,
                    Agent = "EVE",
                    Version = ticket.Version,
                }
            ).Status,
            Is.EqualTo(412)
        );
        await app.Send(new ResolveTicket { Number = ticket.Number });
        Assert.That(app.Refused(new AssignTicket { Number = ticket.Number, Agent = "EVE" }).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task Escalates_to_whoever_answers_for_the_application_and_comes_back()
    {
        await app.Send(
            new SetResponsible
            {
                Referential = "application",
                Code = "CORIOLIS",
                Version = 1,
                Team = "SI",
                Leader = "MAX",
            }
        );
        var luc = await Luc();
        var ticket = await app.SendAs(
            luc,
            new OpenTicket
            {
                Title = "Mandat refusé",
                Member = "ARCUEIL",
                Application = "CORIOLIS",
                Assignee = "me",
            }
        );
        Assert.That((ticket.Assignee, ticket.Status, ticket.Level), Is.EqualTo(("LUC", "assigned", 1)));
        var up = await app.SendAs(luc, new EscalateTicket { Number = ticket.Number, Reason = "Paramétrage" });
        Assert.That((up.Assignee, up.AssignedTeam, up.Group, up.Level), Is.EqualTo(("MAX", "SI", "APPLICATIONS", 2)));
        Assert.That(
            app.Refused(new EscalateTicket { Number = ticket.Number, Reason = "Encore" }).Code,
            Is.EqualTo("ticket.already-escalated")
        );
        var down = await app.SendAs(
            luc,
            new AssignTicket
            {
                Number = ticket.Number,
                Group = "HOTLINE",
                Reason = "Poste mal configuré",
            }
        );
        Assert.That((down.Level, down.Assignee, down.Group), Is.EqualTo((1, (string?)null, "HOTLINE")));
        var ways = await app.Query(db =>
            db.Query<(int From, int To)>(
                "SELECT h.FromLevel, h.ToLevel FROM TicketHandovers h WHERE h.TicketId = @Number ORDER BY h.Id",
                new { ticket.Number },
                default
            )
        );
        Assert.That(ways, Is.EqualTo(new[] { (1, 2), (2, 1) }));
    }

    [Test]
    public async Task Does_not_escalate_where_nobody_answers_nor_without_a_reason()
    {
        var ticket = await app.ATicket();
        Assert.That(app.Refused(new EscalateTicket { Number = ticket.Number }).Errors.Keys, Is.EqualTo(new[] { "Reason" }));
        Assert.That(
            app.Refused(new EscalateTicket { Number = ticket.Number, Reason = "Réseau" }).Errors.Keys,
            Is.EqualTo(new[] { "Application" })
        );
        var named = await app.Send(
            new EscalateTicket
            {
                Number = ticket.Number,
                Reason = "Réseau",
                Group = "SYSTEMES-RESEAUX",
            }
        );
        Assert.That((named.Group, named.AssignedTeam, named.Level), Is.EqualTo(("SYSTEMES-RESEAUX", "INFRA-SYSRES", 2)));
    }

    [Test]
    public async Task Is_opened_for_somebody_solved_and_logged_at_once()
    {
        var person = await app.Send(new AddPerson { Name = "Zoé Dupont", Member = "ARCUEIL" });
        var other = await app.Send(new AddPerson { Name = "Paul Durand", Member = "ARCUEIL" });
        var luc = await Luc();
        var ticket = await app.SendAs(
            luc,
            new OpenTicket
            {
                Title = "Mot de passe oublié",
                RequesterId = person.Id,
                Observers = [other.Id],
                Category = "COMPTE-MOT-DE-PASSE",
                Group = "HOTLINE",
                Solution = "Réinitialisé",
                Quantity = 5,
                Unit = "min",
            }
        );
        Assert.That(
            (ticket.Member, ticket.Requester, ticket.RequesterId, ticket.Category, ticket.CategoryName, ticket.Group),
            Is.EqualTo(
                ("ARCUEIL", "Zoé Dupont", (long?)person.Id, "COMPTE-MOT-DE-PASSE", "Comptes et mots de passe › Mot de passe", "HOTLINE")
            )
        );
        Assert.That(
            (ticket.Status, ticket.Assignee, ticket.Solution, ticket.Minutes, ticket.Version),
            Is.EqualTo(("resolved", "LUC", "Réinitialisé", 5L, 1L))
        );
        Assert.That(ticket.Observers, Is.EqualTo(new[] { other.Id }));
        Assert.That(
            ticket.Events.Select(e => (e.Kind, e.ToStatus)),
            Is.EqualTo(new[] { ("open", "new"), ("assign", "new"), ("take-charge", "assigned"), ("resolve", "resolved") })
        );
        var line = (await app.SendAs(luc, new ListTimeEntries { Ticket = ticket.Number })).Items.Single();
        Assert.That((line.Agent, line.Member, line.Minutes), Is.EqualTo(("LUC", "ARCUEIL", 5L)));
        Assert.That((await app.Send(new ListTickets())).Items.Single(t => t.Number == ticket.Number).Observers, Has.Count.EqualTo(1));
        Assert.That((await app.Send(new ListTickets { Q = "dupont oublie reinit" })).Items.Single().Number, Is.EqualTo(ticket.Number));
        var read = await app.SendAs(luc, new GetTicket(ticket.Number));
        Assert.That(JsonSerializer.Serialize(ticket), Is.EqualTo(JsonSerializer.Serialize(read)));
    }

    [TestCase("take")]
    [TestCase("assign")]
    [TestCase("resolve")]
    [TestCase("plan")]
    public async Task What_somebody_of_the_second_line_takes_is_counted_as_handed_over_however_they_take_it(string how)
    {
        var group = (await app.Send(new GetReferentials())).Groups.First(g => g is { SupportLevel: 2, TeamId: not null });
        var teamOf = (await app.Send(new GetReferentials())).Teams[group.TeamId!.Value].Code;
        var max = await app.AUser(Role.Hotline, agent: await app.AnAgent(teamOf));
        var number = (await app.ATicket()).Number;
        var taken = await app.SendAs(
            max,
            how switch
            {
                "take" => new TakeTicketInCharge { Number = number },
                "assign" => new AssignTicket { Number = number, Agent = "me" },
                "resolve" => new ResolveTicket { Number = number, Solution = "Fait" },
                _ => (TicketStep)new PlanTicket { Number = number, PlannedOn = Paris.Today(app.Clock).AddDays(1) },
            }
        );
        Assert.That((taken.AssignedAgent is null, taken.Level), Is.EqualTo((false, 2)));
        var ways = await app.Query(db =>
            db.Query<(int From, int To)>(
                "SELECT h.FromLevel, h.ToLevel FROM TicketHandovers h WHERE h.TicketId = @Number",
                new { Number = number },
                default
            )
        );
        Assert.That(ways, Is.EqualTo(new[] { (1, 2) }));
    }

    [Test]
    public async Task What_the_second_line_took_by_mistake_goes_back_to_the_first()
    {
        var group = (await app.Send(new GetReferentials())).Groups.First(g => g is { SupportLevel: 2, TeamId: not null });
        var teamOf = (await app.Send(new GetReferentials())).Teams[group.TeamId!.Value].Code;
        var max = await app.AUser(Role.Hotline, agent: await app.AnAgent(teamOf));
        var before = await app.ATicket();
        var handover = TicketHandover.Between(before, await app.SendAs(max, new TakeTicketInCharge { Number = before.Number }))!;
        Assert.That((handover.CanBeUndone, handover.After.Level), Is.EqualTo((true, 2)));
        var back = await app.SendAs(max, handover.Undo());
        Assert.That((back.AssignedAgent, back.Level, back.Status), Is.EqualTo((before.AssignedAgent, 1, "new")));
    }

    [Test]
    public async Task What_nobody_has_is_taken_by_whoever_resolves_it()
    {
        var luc = await Luc();
        var ticket = await app.SendAs(luc, new OpenTicket { Title = "Souris", Member = "ARCUEIL" });
        var resolved = await app.SendAs(luc, new ResolveTicket { Number = ticket.Number, Solution = "Changée" });
        Assert.That((resolved.Status, resolved.Version), Is.EqualTo(("resolved", ticket.Version + 1)));
        Assert.That((resolved.AssignedAgent, resolved.TakenInChargeAt is not null), Is.EqualTo(("LUC", true)));
        Assert.That(resolved.Events.Select(step => step.Kind), Is.EqualTo(new[] { "open", "take-charge", "resolve" }));
    }

    [Test]
    public async Task Nothing_is_written_when_its_time_does_not_fit()
    {
        var luc = await Luc();
        var before = (await app.Send(new ListTickets())).Items.Count;
        var opening = new OpenTicket
        {
            Title = "Longue panne",
            Member = "ARCUEIL",
            Solution = "Réparé",
            Quantity = 9,
            Unit = "h",
        };
        Assert.That(app.RefusedAs(luc, opening).Errors.Keys, Is.EqualTo(new[] { "Quantity" }));
        Assert.That((await app.Send(new ListTickets())).Items, Has.Count.EqualTo(before));
        Assert.That((await app.SendAs(luc, opening with { Confirm = true })).Minutes, Is.EqualTo(540));
        Assert.That(app.RefusedAs(luc, opening with { Solution = null }).Errors.Keys, Is.EqualTo(new[] { "Solution" }));
        Assert.That(
            app.RefusedAs(await app.AUser(Role.MemberContact, "ARCUEIL"), opening with { Quantity = null, Unit = null }).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task Time_goes_on_what_the_agent_last_logged_on_a_ticket()
    {
        var luc = await Luc();
        var all = await app.Send(new GetReferentials());
        var usable = all.ActivitiesOf(all.Teams.Find("SUPPORT").Single()).Where(a => a.ProjectRule is not AxisRule.Required).ToList();
        var opening = new OpenTicket
        {
            Title = "Panne",
            Member = "ARCUEIL",
            Application = "CORIOLIS",
            Solution = "Réparé",
            Quantity = 5,
            Unit = "min",
        };
        var first = await app.SendAs(luc, opening);
        var usual = (await app.SendAs(luc, new ListTimeEntries { Ticket = first.Number })).Items.Single();
        var next = usable
            .SelectMany(a => all.SubActivitiesOf(a.Id).DefaultIfEmpty(a))
            .First(leaf =>
                leaf.Code != (usual.SubActivity ?? usual.Activity)
                && leaf.ProjectRule is not AxisRule.Required
                && leaf.DomainKind is null or Domain.Functional
            );
        await app.SendAs(
            luc,
            new LogTime
            {
                Agent = "LUC",
                Day = Paris.Today(app.Clock),
                Quantity = 10,
                Unit = "min",
                Activity = next.ParentId is { } parent ? all.Activities[parent].Code : next.Code,
                SubActivity = next.ParentId is null ? null : next.Code,
                Ticket = first.Number,
            }
        );
        var second = await app.SendAs(luc, opening);
        var line = (await app.SendAs(luc, new ListTimeEntries { Ticket = second.Number })).Items.Single();
        Assert.That(line.SubActivity ?? line.Activity, Is.EqualTo(next.Code));
    }

    [Test]
    public async Task Observers_come_and_go_and_those_hit_are_counted_once()
    {
        var person = await app.Send(new AddPerson { Name = "Zoé Dupont", Member = "ARCUEIL" });
        var other = await app.Send(new AddPerson { Name = "Paul Durand", Member = "GENTILLY" });
        var ticket = await app.Send(new OpenTicket { Title = "Réseau", RequesterId = person.Id });
        await app.Send(new AddObservers { Number = ticket.Number, PersonId = person.Id });
        var both = await app.Send(new AddObservers { Number = ticket.Number, Observers = [person.Id, other.Id] });
        Assert.That(both.Observers, Is.EqualTo(new[] { person.Id, other.Id }));
        // A member sees none of another one's people.
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(
            (await app.SendAs(contact, new GetTicket(ticket.Number))).ObserverNames.Select(p => p.Name),
            Is.EqualTo(new[] { "Zoé Dupont" })
        );
        Assert.That(
            app.RefusedAs(contact, new AddObservers { Number = ticket.Number, PersonId = other.Id }).Errors.Keys,
            Is.EqualTo(new[] { "PersonId" })
        );
        Assert.That((await app.Send(new RemoveObserver(ticket.Number, person.Id))).Observers, Is.EqualTo(new[] { other.Id }));

        var hit = new AddAffectedPerson { Number = ticket.Number, PersonId = other.Id };
        await app.Send(hit);
        var again = await app.Send(hit);
        Assert.That(again.Affected.Select(p => p.Id), Is.EqualTo(new[] { other.Id }));
        Assert.That(again.Events.Count(e => e.Kind == "affected"), Is.EqualTo(1));
        var own = await app.Send(new AddAffectedPerson { Number = ticket.Number, PersonId = person.Id });
        Assert.That(own.Affected, Has.Count.EqualTo(1), "whoever asks counts as such");
        await app.Send(new ResolveTicket { Number = ticket.Number });
        Assert.That(app.Refused(hit).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task A_name_that_means_one_person_of_the_member_is_theirs_and_another_stays_text()
    {
        var person = await app.Send(new AddPerson { Name = "Zoé Dupont", Member = "ARCUEIL" });
        var known = await app.Send(
            new OpenTicket
            {
                Title = "Un",
                Member = "ARCUEIL",
                Requester = "DUPONT Zoe",
            }
        );
        var unknown = await app.Send(
            new OpenTicket
            {
                Title = "Deux",
                Member = "ARCUEIL",
                Requester = "Un inconnu",
            }
        );
        Assert.That((known.RequesterId, known.Requester), Is.EqualTo(((long?)person.Id, "Zoé Dupont")));
        Assert.That((unknown.RequesterId, unknown.Requester), Is.EqualTo(((long?)null, "Un inconnu")));
    }
}
