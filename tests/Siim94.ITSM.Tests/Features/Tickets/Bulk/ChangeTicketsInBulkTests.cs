using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets.Bulk;

sealed class ChangeTicketsInBulkTests
{
    TestApp app = null!;
    UserIdentity hotline;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        hotline = await app.AUser(Role.Hotline, agent: await app.AnAgent("SUPPORT", code: "CAMILLE"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<string> Everything() =>
        string.Join(
            '\n',
            await app.Query(db =>
                db.Query<string>(
                    "SELECT CONCAT(t.Id, ' ', t.Status, ' ', t.Version, ' ', t.ApplicationId, ' ', (SELECT COUNT(*) FROM TicketEvents e), "
                        + "' ', (SELECT COUNT(*) FROM AuditEntries a WHERE a.Subject = 'ticket')) FROM Tickets t ORDER BY t.Id",
                    null,
                    default
                )
            )
        );

    [Test]
    public async Task A_preview_says_what_the_change_then_does_and_writes_nothing()
    {
        var (open, closed) = (await app.ATicket(), await app.ATicket(title: "Clos"));
        await app.Send(new CloseTicket { Number = closed.Number });
        var bulk = new ChangeTicketsInBulk
        {
            Tickets = [closed.Number, open.Number, open.Number, 99_999],
            Changes = new()
            {
                Application = "POLYFAC",
                Status = "resolved",
                Solution = "Serveur relancé",
            },
            Preview = true,
        };
        var before = await Everything();
        var preview = await app.SendAs(hotline, bulk);
        Assert.That(await Everything(), Is.EqualTo(before));
        Assert.That((preview.IsPreview, preview.Changed, preview.Refused), Is.EqualTo((true, 1, 2)));
        var resolved = preview.Tickets[0];
        Assert.That(
            resolved.Changes.Select(change => (change.Field, change.Before, change.After)),
            Is.EqualTo(
                new[]
                {
                    ("application", null, "POLYFAC"),
                    ("domain", null, "AFFAIRES-FAMILIALES"),
                    ("assignee", null, "CAMILLE"),
                    ("status", "new", "resolved"),
                    ("solution", (string?)null, "Serveur relancé"),
                }
            )
        );
        Assert.That(
            preview.Tickets.Skip(1).Select(ticket => (ticket.Number, ticket.Title, ticket.Outcome, ticket.Code)),
            Is.EqualTo(
                new[]
                {
                    (closed.Number, (string?)"Clos", "refused", "ticket.already-closed"),
                    (99_999, null, "refused", "request.not-found"),
                }
            )
        );

        var done = await app.SendAs(hotline, bulk with { Preview = false });
        Assert.That(done.Tickets.Select(ticket => ticket.Outcome), Is.EqualTo(preview.Tickets.Select(ticket => ticket.Outcome)));
        Assert.That(done.Tickets[0].Changes, Is.EqualTo(resolved.Changes));
        var after = await app.Send(new GetTicket(open.Number));
        Assert.That((after.Status, after.Application, after.Solution), Is.EqualTo(("resolved", "POLYFAC", "Serveur relancé")));
        Assert.That((await app.Send(new GetTicket(closed.Number))).Application, Is.Null, "nothing is written of what is refused");
    }

    [Test]
    public async Task Five_hundred_tickets_change_in_one_press_each_with_its_history()
    {
        const int tickets = ChangeTicketsInBulk.MostTickets;
        for (var i = 0; i < tickets; i++)
            await app.ATicket(title: $"Panne {i}");
        var done = await app.SendAs(
            hotline,
            new ChangeTicketsInBulk
            {
                Filter = new() { Q = "panne", Status = "open" },
                Changes = new()
                {
                    Assignee = "me",
                    Urgency = "high",
                    Message = "Bonjour, le ticket {{number}} est traité par {{agent}}.",
                },
            }
        );
        Assert.That((done.Changed, done.Refused), Is.EqualTo((tickets, 0)));
        var last = await app.Send(new GetTicket(done.Tickets[^1].Number));
        Assert.That((last.AssignedAgent, last.Urgency), Is.EqualTo(("CAMILLE", "high")));
        Assert.That(last.Events.Select(step => step.Kind), Is.EqualTo(new[] { "open", "assign", "follow-up" }));
        Assert.That(last.Events[^1].Text, Does.Contain($"le ticket {last.Number} est traité par Test"));
        Assert.That(await app.Send(new CountTickets { Assignee = "CAMILLE" }), Does.ContainKey("assigned").WithValue(tickets));
        Assert.That(await app.Send(new GetHistory("ticket", last.Number)), Is.Not.Empty);
    }

    [Test]
    public async Task More_than_five_hundred_at_once_are_refused()
    {
        Assert.That(
            app.RefusedAs(
                hotline,
                new ChangeTicketsInBulk
                {
                    Tickets = [.. Enumerable.Range(1, 501).Select(n => (long)n)],
                    Changes = new() { Status = "closed" },
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Tickets" })
        );
        await app.ATicket();
        Assert.That(
            app.RefusedAs(hotline, new ChangeTicketsInBulk { Changes = new() { Status = "closed" } }).Errors.Keys,
            Is.EqualTo(new[] { "Tickets" }),
            "neither numbers nor a filter"
        );
    }

    [Test]
    public async Task What_no_ticket_could_be_given_is_refused_as_a_whole()
    {
        var ticket = await app.ATicket();
        ChangeTicketsInBulk Bulk(TicketChanges changes) => new() { Tickets = [ticket.Number], Changes = changes };
        Assert.That(app.RefusedAs(hotline, Bulk(new() { Application = "?" })).Errors.Keys, Is.EqualTo(new[] { "Changes.Application" }));
        Assert.That(app.RefusedAs(hotline, Bulk(new() { Status = "perdu" })).Errors.Keys, Is.EqualTo(new[] { "Changes.Status" }));
        Assert.That(app.RefusedAs(hotline, Bulk(new() { Status = "planned" })).Errors.Keys, Is.EqualTo(new[] { "Changes.PlannedOn" }));
        Assert.That(app.RefusedAs(hotline, Bulk(new() { Message = "{{couleur}}" })).Errors.Keys, Is.EqualTo(new[] { "Changes.Message" }));
        Assert.That(app.RefusedAs(hotline, Bulk(new())).Errors.Keys, Is.EqualTo(new[] { "Changes" }));
    }

    [Test]
    public async Task What_is_so_already_is_left_alone()
    {
        var ticket = await app.ATicket();
        var done = await app.SendAs(
            hotline,
            new ChangeTicketsInBulk
            {
                Tickets = [ticket.Number],
                Changes = new() { Urgency = "medium", Member = "Arcueil" },
            }
        );
        Assert.That((done.Changed, done.Unchanged), Is.EqualTo((0, 1)));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Version, Is.EqualTo(ticket.Version));
    }

    [Test]
    public async Task The_same_key_changes_once()
    {
        var ticket = await app.ATicket();
        var bulk = new ChangeTicketsInBulk
        {
            Tickets = [ticket.Number],
            Changes = new() { Message = "Une fois" },
        };
        await app.SendAs(hotline, bulk, "clé");
        await app.SendAs(hotline, bulk, "clé");
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Events, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Needs_the_right_to_work_on_tickets() =>
        Assert.That(
            app.RefusedAs(
                await app.AUser(Role.MemberContact, "ARCUEIL"),
                new ChangeTicketsInBulk
                {
                    Tickets = [1],
                    Changes = new() { Status = "closed" },
                }
            ).Status,
            Is.EqualTo(403)
        );
}
