using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class RateTicketTests
{
    TestApp app = null!;
    UserIdentity requester;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        requester = await app.AUser(Role.Requester, member: "ARCUEIL");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static RateTicket Rate(long number, int? score, string? comment = null) =>
        new()
        {
            Number = number,
            Score = score,
            Comment = comment,
        };

    [Test]
    public async Task Whoever_asked_says_it_once_when_it_is_solved()
    {
        var ticket = await app.ATicket(requester);
        Assert.That(app.RefusedAs(requester, Rate(ticket.Number, 5)).Status, Is.EqualTo(409));
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        var rated = await app.SendAs(requester, Rate(ticket.Number, 4, " Rapide "));
        Assert.That(rated.Satisfaction, Is.EqualTo(new TicketSatisfaction(4, "Rapide", app.Clock.GetUtcNow().UtcDateTime)));
        Assert.That(app.RefusedAs(requester, Rate(ticket.Number, 1)).Code, Is.EqualTo("ticket.already-rated"));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Satisfaction!.Score, Is.EqualTo(4));
    }

    [Test]
    public async Task Never_by_those_who_help_nor_by_strangers()
    {
        var ticket = await app.ATicket(requester);
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        foreach (var role in new[] { Role.Hotline, Role.Manager, Role.Administrator })
            Assert.That(
                app.RefusedAs(await app.AUser(role), Rate(ticket.Number, 5)).Code,
                Is.EqualTo("ticket.rated-by-requester"),
                $"{role}"
            );
        var neighbour = await app.AUser(Role.Requester, member: "ARCUEIL");
        Assert.That(app.RefusedAs(neighbour, Rate(ticket.Number, 5)).Status, Is.EqualTo(404));
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That((await app.SendAs(contact, new GetTicket(ticket.Number))).IsForReaderToRate, Is.False);
        Assert.That(app.RefusedAs(contact, Rate(ticket.Number, 5)).Code, Is.EqualTo("ticket.rated-by-requester"), "they did not ask");
        Assert.That((await app.SendAs(requester, new GetTicket(ticket.Number))).IsForReaderToRate, Is.True);
    }

    [Test]
    public async Task A_contact_says_it_of_what_nobody_with_an_account_asked_for()
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var ticket = await app.ATicket();
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        Assert.That((await app.SendAs(contact, Rate(ticket.Number, 5))).Satisfaction!.Score, Is.EqualTo(5));
    }

    [TestCase(0)]
    [TestCase(6)]
    [TestCase(null)]
    public async Task Is_from_one_to_five(int? score)
    {
        var ticket = await app.ATicket(requester);
        await app.Send(new ResolveTicket { Number = ticket.Number });
        Assert.That(app.RefusedAs(requester, Rate(ticket.Number, score)).Errors, Contains.Key("Score"));
    }
}
