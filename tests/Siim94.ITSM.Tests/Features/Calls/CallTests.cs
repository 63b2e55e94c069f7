using Siim94.ITSM.Features.Calls;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Calls;

sealed class CallTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<TicketDetails> Ticket(
        string title,
        string? category = null,
        string? application = null,
        string member = "ARCUEIL",
        string? site = null,
        string type = "incident"
    ) =>
        app.Send(
            new OpenTicket
            {
                Title = title,
                Member = member,
                Category = category,
                Application = application,
                Site = site,
                Type = type,
            }
        );

    [Test]
    public async Task Guesses_what_others_chose_for_the_words_of_a_title()
    {
        for (var i = 0; i < 3; i++)
        {
            await Ticket($"Imprimante du guichet {i}", "MATERIEL-IMPRESSION");
            await Ticket($"Mandat rejeté {i}", "LOGICIEL-METIER", "CORIOLIS");
        }
        await Ticket("Imprimante réseau", "RESEAU-CONNEXION");
        Assert.That(
            await app.Send(new GuessTicket { Title = "L'imprimante est en panne", Member = "ARCUEIL" }),
            Is.EqualTo(new GuessedTicket("MATERIEL-IMPRESSION", null))
        );
        Assert.That(
            await app.Send(new GuessTicket { Title = "Mandat perdu" }),
            Is.EqualTo(new GuessedTicket("LOGICIEL-METIER", "CORIOLIS"))
        );
        Assert.That(await app.Send(new GuessTicket { Title = "Ascenseur bloqué" }), Is.EqualTo(new GuessedTicket(null, null)));
        Assert.That(await app.Send(new GuessTicket { Title = " " }), Is.EqualTo(new GuessedTicket(null, null)));
        Assert.That(app.RefusedAs(await app.AUser(Role.MemberContact, "ARCUEIL"), new GuessTicket { Title = "x" }).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Guesses_no_category_that_is_closed_or_for_other_members()
    {
        await app.Send(
            new AddCategory
            {
                Code = "ELUS",
                Name = "Élus",
                Members = ["IVRY"],
            }
        );
        for (var i = 0; i < 3; i++)
        {
            await Ticket($"Tablette {i}", "ELUS", member: "IVRY");
            await Ticket($"Badge {i}", "COMPTE");
        }
        Assert.That((await app.Send(new GuessTicket { Title = "Tablette cassée", Member = "IVRY" })).Category, Is.EqualTo("ELUS"));
        Assert.That((await app.Send(new GuessTicket { Title = "Tablette cassée", Member = "ARCUEIL" })).Category, Is.Null);
        await app.Send(
            new CloseReferential
            {
                Referential = "category",
                Code = "COMPTE",
                ClosedOn = Paris.Today(app.Clock),
            }
        );
        Assert.That((await app.Send(new GuessTicket { Title = "Badge perdu" })).Category, Is.Null);
    }

    [Test]
    public void A_word_that_means_anything_decides_nothing()
    {
        var guess = new TitleGuess();
        guess.Add([1, 2, 3, 4, 5]);
        Assert.That(guess.Best(_ => true), Is.Null);
        guess.Add([7, 7, 7, null]);
        Assert.That((guess.Best(_ => true), guess.Best(id => id != 7)), Is.EqualTo(((long?)7, (long?)null)));
    }

    [Test]
    public async Task Shows_incidents_that_are_open_on_the_site_or_the_application()
    {
        foreach (var code in new[] { "A1", "A2" })
            await app.Send(
                new AddSite
                {
                    Code = code,
                    Name = $"Site {code}",
                    Member = "ARCUEIL",
                }
            );
        var here = await Ticket("Coupure", site: "A1");
        var there = await Ticket("Coupure", site: "A2");
        var program = await Ticket("Lenteur", application: "CORIOLIS", member: "IVRY");
        await Ticket("Un badge", site: "A1", type: "request");
        var solved = await Ticket("Réparée", site: "A1");
        await app.Send(new ResolveTicket { Number = solved.Number });
        Assert.That(await Numbers("A1", null), Is.EqualTo(new[] { here.Number }));
        Assert.That(await Numbers("A2", "CORIOLIS"), Is.EqualTo(new[] { program.Number, there.Number }));
        Assert.That(await Numbers(null, null), Is.Empty);
        Assert.That(app.Refused(new ListOpenIncidents { Site = "A9" }).Errors.Keys, Is.EqualTo(new[] { "Site" }));

        async Task<IEnumerable<long>> Numbers(string? site, string? application) =>
            (await app.Send(new ListOpenIncidents { Site = site, Application = application })).Select(ticket => ticket.Number);
    }

    [Test]
    public async Task A_ticket_is_of_the_site_of_whoever_asks()
    {
        await app.Send(
            new AddSite
            {
                Code = "A1",
                Name = "Médiathèque",
                Member = "ARCUEIL",
            }
        );
        var person = await app.Send(
            new AddPerson
            {
                Name = "Zoé Dupont",
                Member = "ARCUEIL",
                Site = "A1",
            }
        );
        var ticket = await app.Send(new OpenTicket { Title = "Panne", RequesterId = person.Id });
        Assert.That((ticket.Site, ticket.SiteName), Is.EqualTo(("A1", "Médiathèque")));
        var elsewhere = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                RequesterId = person.Id,
                Member = "GENTILLY",
            }
        );
        Assert.That((elsewhere.Member, elsewhere.Site), Is.EqualTo(("GENTILLY", (string?)null)));
        Assert.That(
            app.Refused(
                new OpenTicket
                {
                    Title = "Panne",
                    Member = "GENTILLY",
                    Site = "A1",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Site" })
        );
        var tickets = await app.Send(new ListTicketsOfPerson(person.Id));
        Assert.That(tickets.Select(t => t.Number), Is.EqualTo(new[] { elsewhere.Number, ticket.Number }));
        await app.Send(new ResolveTicket { Number = elsewhere.Number });
        Assert.That((await app.Send(new ListTicketsOfPerson(person.Id, 1)))[0].Number, Is.EqualTo(ticket.Number), "open ones first");
        var stranger = await app.AUser(Role.MemberContact, "IVRY");
        Assert.That(app.RefusedAs(stranger, new ListTicketsOfPerson(person.Id)).Status, Is.EqualTo(404));
        var own = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That((await app.SendAs(own, new ListTicketsOfPerson(person.Id))).Select(t => t.Number), Is.EqualTo(new[] { ticket.Number }));
    }

    [Test]
    public async Task Who_is_on_call_follows_from_the_shifts_of_the_day()
    {
        await app.AnAgent("SUPPORT", code: "LUC", name: "Luc");
        await app.AnAgent("SUPPORT", code: "EVE", name: "Ève");
        Assert.That(await app.Send(new ListOnCall()), Is.Empty);
        await Shift("LUC", 0, "matin");
        await Shift("LUC", 0, "après-midi");
        await Shift("EVE", 1, null);
        Assert.That(await app.Send(new ListOnCall()), Is.EqualTo(new[] { new OnCallAgent("LUC", "Luc", "matin") }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await app.Send(new ListOnCall())).Select(agent => agent.Agent), Is.EqualTo(new[] { "EVE" }));

        Task Shift(string agent, int days, string? note) =>
            app.Send(
                new LogHotlineShift
                {
                    Agent = agent,
                    Day = Paris.Today(app.Clock).AddDays(days),
                    Quantity = 0.5m,
                    Unit = "d",
                    Note = note,
                }
            );
    }
}
