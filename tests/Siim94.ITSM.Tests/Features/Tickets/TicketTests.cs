using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class TicketTests
{
    TestApp app = null!;
    UserIdentity hotline;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        hotline = await app.AUser(Role.Hotline, agent: await app.AnAgent("ASSIST-TECH"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static OpenTicket Ticket(string member = "ARCUEIL", string title = "Panne d'écran") => new() { Title = title, Member = member };

    [TestCase("very-low", "very-low", "very-low")]
    [TestCase("medium", "medium", "medium")]
    [TestCase("high", "medium", "high")]
    [TestCase("very-high", "high", "very-high")]
    [TestCase("very-high", "very-high", "major")]
    [TestCase("very-low", "very-high", "medium")]
    public async Task Takes_its_priority_from_urgency_and_impact(string urgency, string impact, string priority) =>
        Assert.That((await app.SendAs(hotline, Ticket() with { Urgency = urgency, Impact = impact })).Priority, Is.EqualTo(priority));

    [TestCase("new", "assigned", true)]
    [TestCase("new", "resolved", true)]
    [TestCase("pending", "assigned", true)]
    [TestCase("resolved", "closed", true)]
    [TestCase("resolved", "new", true)]
    [TestCase("closed", "new", true)]
    [TestCase("closed", "resolved", false)]
    [TestCase("closed", "closed", false)]
    [TestCase("resolved", "assigned", false)]
    [TestCase("resolved", "pending", false)]
    public void Moves_between_states_as_the_table_says(string from, string to, bool isPossible) => Assert.That(TicketStatus.CanBecome(from, to), Is.EqualTo(isPossible));

    [Test]
    public async Task Counts_each_event_in_the_month_of_its_own_day()
    {
        var ticket = await app.SendAs(hotline, Ticket());
        app.Clock.Advance(TimeSpan.FromDays(20));
        await app.SendAs(hotline, new TakeTicketInCharge { Number = ticket.Number });
        await app.SendAs(hotline, new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        await app.RollUp();
        var rows = await app.Query(db => db.Query<string>("SELECT CONCAT(YearMonth, ':', SUM(Opened), SUM(TakenInCharge), SUM(Resolved), SUM(Closed)) FROM ReportTicketsByMonth GROUP BY YearMonth ORDER BY YearMonth", null, default));
        Assert.That(rows, Is.EqualTo(new[] { "201703:1000", "201704:0110" }));
    }

    [Test]
    public async Task Forgets_its_resolution_when_it_is_reopened()
    {
        var ticket = await app.SendAs(hotline, Ticket());
        await app.SendAs(hotline, new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        var reopened = await app.SendAs(hotline, new ReopenTicket { Number = ticket.Number, Reason = "Non" });
        Assert.That((reopened.Status, reopened.ResolvedAt), Is.EqualTo(("new", (DateTime?)null)));
        await app.RollUp();
        Assert.That(await app.Query(db => db.FirstOrDefault<long>("SELECT SUM(Resolved) FROM ReportTicketsByMonth", null, default)), Is.Zero);
    }

    [Test]
    public async Task Is_taken_by_one_of_two_who_saw_the_same_version()
    {
        var ticket = await app.SendAs(hotline, Ticket());
        var second = await app.AUser(Role.Technician, agent: await app.AnAgent("ASSIST-TECH"));
        var outcomes = await Task.WhenAll(new[] { hotline, second }.Select(async user =>
        {
            try
            {
                await app.SendAs(user, new TakeTicketInCharge { Number = ticket.Number, Version = ticket.Version });
                return true;
            }
            catch (Refusal refusal) when (refusal.Status == 412)
            {
                return false;
            }
        }));
        Assert.That(outcomes.Count(isTaken => isTaken), Is.EqualTo(1));
    }

    [Test]
    public async Task Is_found_whatever_the_accents_and_by_its_number()
    {
        var ticket = await app.SendAs(hotline, Ticket(title: "Écran éteint à la mairie 100%"));
        await app.SendAs(hotline, Ticket(title: "Souris"));
        foreach (var text in new[] { "ecran", "ÉTEINT", "eteint a la", $"#{ticket.Number}" })
            Assert.That((await app.SendAs(hotline, new ListTickets { Q = text })).Items.Select(line => line.Number), Is.EqualTo(new[] { ticket.Number }), text);
        Assert.That((await app.SendAs(hotline, new ListTickets { Q = "_" })).Items, Has.Count.EqualTo(2), "only punctuation searches nothing");
    }

    [Test]
    public async Task Lists_page_by_page_without_gap_or_repeat()
    {
        for (var number = 0; number < 7; number++) await app.SendAs(hotline, Ticket());
        var seen = new List<long>();
        for (long? after = null; ;)
        {
            var page = await app.SendAs(hotline, new ListTickets { After = after, Limit = 3 });
            seen.AddRange(page.Items.Select(line => line.Number));
            if (page.Next is null) break;
            after = long.Parse(page.Next);
        }
        Assert.That(seen, Is.EqualTo(new long[] { 7, 6, 5, 4, 3, 2, 1 }));
    }

    [Test]
    public async Task Is_seen_by_its_member_and_its_requester_only()
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var neighbour = await app.AUser(Role.MemberContact, member: "GENTILLY");
        var requester = await app.AUser(Role.Requester, member: "ARCUEIL");
        var colleague = await app.AUser(Role.Requester, member: "ARCUEIL");
        var ticket = await app.SendAs(requester, Ticket());

        Assert.That((await app.SendAs(contact, new GetTicket(ticket.Number))).Number, Is.EqualTo(ticket.Number));
        Assert.That((await app.SendAs(requester, new ListTickets())).Items, Has.Count.EqualTo(1));
        foreach (var stranger in new[] { neighbour, colleague })
        {
            Assert.That(app.RefusedAs(stranger, new GetTicket(ticket.Number)).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(stranger, new FollowUpTicket { Number = ticket.Number, Text = "?" }).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(stranger, new CloseTicket { Number = ticket.Number }).Status, Is.EqualTo(404));
            Assert.That((await app.SendAs(stranger, new ListTickets())).Items, Is.Empty);
        }
        Assert.That(app.RefusedAs(neighbour, Ticket()).Errors, Contains.Key("Member"));
    }

    [Test]
    public async Task Hides_private_follow_ups_from_people_of_a_member()
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var ticket = await app.SendAs(hotline, Ticket());
        await app.SendAs(hotline, new FollowUpTicket { Number = ticket.Number, Text = "Entre nous", IsPrivate = true });
        Assert.That((await app.SendAs(contact, new GetTicket(ticket.Number))).Events.Select(e => e.Kind), Is.EqualTo(new[] { "open" }));
        Assert.That(app.RefusedAs(contact, new FollowUpTicket { Number = ticket.Number, Text = "x", IsPrivate = true }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(contact, new TakeTicketInCharge { Number = ticket.Number }).Status, Is.EqualTo(403));
    }

    [Test]
    public void Opens_in_the_past_for_imports_only() =>
        Assert.That(app.RefusedAs(hotline, Ticket() with { OpenedAt = app.Clock.GetUtcNow().AddDays(-1) }).Errors, Contains.Key("OpenedAt"));
}
