using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class ListSimilarTicketsTests
{
    [Test]
    public async Task Finds_open_incidents_with_most_of_the_words_within_reach()
    {
        await using var app = await TestApp.Start();
        var requester = await app.AUser(Role.Requester, "ARCUEIL");
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        var colleague = await app.AUser(Role.Requester, "ARCUEIL");
        var own = await app.ATicket(requester, title: "L'imprimante du deuxième étage ne marche plus");
        var others = await app.ATicket(colleague, title: "Imprimante en panne au deuxième");
        await app.ATicket(member: "GENTILLY", title: "Imprimante du deuxième étage");
        var solved = await app.ATicket(requester, title: "Imprimante du deuxième étage");
        await app.Send(new ResolveTicket { Number = solved.Number, Solution = "Papier" });
        await app.ATicket(requester, title: "Écran noir");

        Assert.That(await Similar(requester, "Imprimante du deuxième"), Is.EqualTo(new[] { own.Number }));
        Assert.That(await Similar(contact, "imprimantes"), Is.Empty, "beginnings are found, not endings");
        Assert.That(await Similar(contact, "Imprimante deuxième étage"), Is.EqualTo(new[] { own.Number, others.Number }));
        Assert.That(await Similar(contact, "Imprimante couleur à installer demain"), Is.Empty, "one word of four");
        Assert.That(await Similar(requester, "  "), Is.Empty);
        Assert.That(await Similar(requester, "ne la du"), Is.Empty);

        async Task<IEnumerable<long>> Similar(UserIdentity reader, string title) =>
            (await app.SendAs(reader, new ListSimilarTickets { Title = title })).Select(ticket => ticket.Number);
    }
}
