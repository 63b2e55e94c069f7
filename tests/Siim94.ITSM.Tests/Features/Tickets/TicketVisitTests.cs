using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

/// <summary>A visit names the tickets that it dealt with, and the tickets show it.</summary>
sealed class TicketVisitTests
{
    TestApp app = null!;
    string first = "",
        second = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (first, second) = (await app.AnAgent("ASSIST-TECH"), await app.AnAgent("ASSIST-TECH"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    LogIntervention Visit(params long[] tickets) =>
        new()
        {
            Kind = "onsite",
            Agents = [first, second],
            Member = "ARCUEIL",
            StartedAt = new(2017, 3, 14, 9, 0, 0, TimeSpan.FromHours(1)),
            EndedAt = new(2017, 3, 14, 9, 30, 0, TimeSpan.FromHours(1)),
            Tickets = [.. tickets],
            Summary = "Imprimante remplacée",
        };

    Task<TicketDetails> Ticket(long number, UserIdentity? reader = null) =>
        app.SendAs(reader ?? UserIdentity.System, new GetTicket(number));

    [Test]
    public async Task Shows_the_visits_that_dealt_with_it_with_their_time()
    {
        var (one, other) = (await app.ATicket(), await app.ATicket(title: "Écran noir"));
        var visit = await app.Send(Visit(one.Number, other.Number));
        foreach (var number in visit.Tickets)
        {
            var ticket = await Ticket(number);
            var step = ticket.Events.Single(step => step.Kind == "visit");
            Assert.That((step.Intervention, step.Day, step.Minutes), Is.EqualTo(((long?)visit.Id, (DateOnly?)visit.Day, (long?)60)));
            Assert.That(step.At, Is.EqualTo(new DateTime(2017, 3, 14, 8, 0, 0)));
            Assert.That(step.ByName!.Split(", "), Is.EquivalentTo(new[] { $"Agent {first}", $"Agent {second}" }));
            Assert.That(step.Text, Is.EqualTo("Imprimante remplacée"));
            Assert.That((ticket.Minutes, ticket.LoggedMinutes), Is.EqualTo((60L, 60L)), "both agents, half an hour each");
        }
        Assert.That(visit.Tickets, Is.EqualTo(new[] { one.Number, other.Number }));
    }

    [Test]
    public async Task Counts_the_time_of_a_visit_once_beside_what_was_logged_on_it()
    {
        var ticket = await app.ATicket();
        await app.Send(Visit(ticket.Number));
        await app.Send(
            new Siim94.ITSM.Features.TimeLog.LogTime
            {
                Agent = first,
                Day = new DateOnly(2017, 3, 13),
                Quantity = 15,
                Unit = "min",
                Activity = "ASSIST-REMOTE",
                Ticket = ticket.Number,
            }
        );
        Assert.That((await Ticket(ticket.Number)).Minutes, Is.EqualTo(75));
    }

    [Test]
    public async Task Shows_a_visit_no_more_that_was_deleted_or_deals_with_another_ticket()
    {
        var ticket = await app.ATicket();
        var visit = await app.Send(Visit(ticket.Number));
        var changed = await app.Send(new ChangeIntervention(Visit()) { Id = visit.Id, Version = visit.Version });
        Assert.That((await Ticket(ticket.Number)).Events.Select(step => step.Kind), Is.EqualTo(new[] { "open" }));
        changed = await app.Send(new ChangeIntervention(Visit(ticket.Number)) { Id = visit.Id, Version = changed.Version });
        Assert.That((await Ticket(ticket.Number)).Events.Select(step => step.Kind), Is.EquivalentTo(new[] { "open", "visit" }));
        await app.Send(new DeleteIntervention(visit.Id, changed.Version));
        Assert.That((await Ticket(ticket.Number)).Minutes, Is.Zero);
    }

    [Test]
    public async Task Lists_say_the_time_of_pages_whatever_a_visit_deals_with_and_whatever_is_merged()
    {
        var (one, other, third) = (await app.ATicket(), await app.ATicket(), await app.ATicket());
        var visit = await app.Send(Visit(one.Number, other.Number));
        await Same(60, 60, 0);
        await app.Send(new MergeTicket { Number = one.Number, Into = other.Number });
        await Same(0, 60, 0);
        var changed = await app.Send(
            new ChangeIntervention(Visit(one.Number, other.Number, third.Number)) { Id = visit.Id, Version = visit.Version }
        );
        await Same(0, 60, 60);
        changed = await app.Send(new ChangeIntervention(Visit(third.Number)) { Id = visit.Id, Version = changed.Version });
        await Same(0, 0, 60);
        changed = await app.Send(new ChangeIntervention(Visit(one.Number, third.Number)) { Id = visit.Id, Version = changed.Version });
        await Same(0, 60, 60);
        await app.Send(new UnmergeTicket(one.Number));
        await Same(60, 0, 60);
        await app.Send(new DeleteIntervention(visit.Id, changed.Version));
        await Same(0, 0, 0);

        async Task Same(params long[] minutes)
        {
            var listed = (await app.Send(new ListTickets())).Items.ToDictionary(line => line.Number, line => line.LoggedMinutes);
            foreach (var (place, ticket) in new[] { one, other, third }.Index())
                Assert.That(
                    ((await Ticket(ticket.Number)).Minutes, listed[ticket.Number]),
                    Is.EqualTo((minutes[place], minutes[place])),
                    $"{place}"
                );
        }
    }

    [Test]
    public async Task A_visit_to_another_member_is_not_shown_to_people_of_this_one()
    {
        var ticket = await app.ATicket();
        await app.Send(Visit(ticket.Number));
        Assert.That((await Ticket(ticket.Number)).Events, Has.Count.EqualTo(2));
        await app.Send(
            new PatchTicket
            {
                Number = ticket.Number,
                Fields = new() { Member = "IVRY" },
                Given = ["Member"],
            }
        );
        var contact = await app.AUser(Role.MemberContact, member: "IVRY");
        Assert.That((await Ticket(ticket.Number, contact)).Events.Select(step => step.Kind), Has.No.Member("visit").And.Member("open"));
    }

    /// <summary>They read no visits, but that somebody came about their ticket.</summary>
    [Test]
    public async Task A_requester_sees_that_somebody_came()
    {
        var requester = await app.AUser(Role.Requester, member: "ARCUEIL");
        var ticket = await app.ATicket(requester);
        await app.Send(Visit(ticket.Number));
        var step = (await Ticket(ticket.Number, requester)).Events.Single(step => step.Kind == "visit");
        Assert.That((step.Intervention, step.Text, step.Minutes), Is.EqualTo(((long?)null, (string?)null, (long?)60)));
    }
}
