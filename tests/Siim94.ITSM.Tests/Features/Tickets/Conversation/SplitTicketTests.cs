using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class SplitTicketTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task A_message_becomes_a_ticket_of_the_same_requester_once()
    {
        var requester = await app.AUser(Role.Requester, member: "ARCUEIL", name: "Anne Durand");
        var ticket = await app.ATicket(requester);
        var message = await app.SendAs(
            requester,
            new PostMessage { Number = ticket.Number, Text = "\n## Autre chose\n\nMon **écran** est noir" }
        );
        var split = await app.Send(new SplitTicket { Number = ticket.Number, Message = message.Id });
        Assert.That(
            (split.Title, split.Description, split.Member, split.Requester, split.Status),
            Is.EqualTo(("Autre chose", "## Autre chose\n\nMon **écran** est noir", "ARCUEIL", "Anne Durand", "new"))
        );
        Assert.That(split.Links.Select(link => (link.Kind, link.Ticket)), Is.EqualTo(new[] { ("relates", ticket.Number) }));
        var stays = (await app.SendAs(requester, new GetTicketTimeline { Number = ticket.Number })).Items.Single(i => i.Kind == "message");
        Assert.That(stays.OtherTicket, Is.EqualTo(split.Number), "it says what became of it");
        Assert.That((await app.SendAs(requester, new GetTicket(split.Number))).Number, Is.EqualTo(split.Number), "it is theirs");

        var again = app.Refused(new SplitTicket { Number = ticket.Number, Message = message.Id });
        Assert.That((again.Status, again.Message), Is.EqualTo((409, $"Ce message est déjà devenu le ticket n° {split.Number}.")));
        Assert.That(app.Refused(new SplitTicket { Number = split.Number, Message = message.Id }).Errors, Contains.Key("Message"));
        Assert.That(app.Refused(new SplitTicket { Number = ticket.Number }).Errors, Contains.Key("Message"));
        Assert.That(app.RefusedAs(requester, new SplitTicket { Number = ticket.Number, Message = message.Id }).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task What_colleagues_said_among_themselves_stays_so_in_the_ticket_that_it_becomes()
    {
        var requester = await app.AUser(Role.Requester, member: "ARCUEIL");
        var ticket = await app.ATicket(requester);
        var note = await app.Send(
            new PostMessage
            {
                Number = ticket.Number,
                Text = "Le poste est à remplacer, **secret**",
                IsInternal = true,
            }
        );
        var split = await app.Send(new SplitTicket { Number = ticket.Number, Message = note.Id });
        Assert.That((split.Title, split.Description), Is.EqualTo((ticket.Title, (string?)null)));
        Assert.That(split.Events.Single(step => step.Kind == "split").Text, Is.EqualTo("Le poste est à remplacer, **secret**"));
        var seen = await app.SendAs(requester, new GetTicket(split.Number));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(seen), Does.Not.Contain("secret"));
    }

    [TestCase("Bonjour **gras** et _penché_", "Bonjour gras et penché")]
    [TestCase("> Le [portail](https://example.org) ne répond plus", "Le portail ne répond plus")]
    [TestCase("- #12 revient", "#12 revient")]
    public async Task The_title_has_no_signs_of_Markdown(string text, string title)
    {
        var ticket = await app.ATicket();
        var message = await app.Send(new PostMessage { Number = ticket.Number, Text = text });
        Assert.That((await app.Send(new SplitTicket { Number = ticket.Number, Message = message.Id })).Title, Is.EqualTo(title));
    }
}
