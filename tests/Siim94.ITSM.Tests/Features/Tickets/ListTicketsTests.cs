using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class ListTicketsTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<IReadOnlyList<long>> Numbers(ListTickets list, UserIdentity? by = null) =>
        [.. (await app.SendAs(by ?? UserIdentity.System, list)).Items.Select(t => t.Number)];

    [Test]
    public async Task Shows_the_newest_first_page_by_page_each_once()
    {
        List<long> opened = [];
        for (var i = 0; i < 7; i++)
            opened.Add((await app.ATicket()).Number);
        List<long> seen = [];
        string? after = null;
        do
        {
            var page = await app.Send(new ListTickets { Limit = 3, After = after });
            seen.AddRange(page.Items.Select(t => t.Number));
            after = page.Next;
            if (seen.Count == 3)
                await app.ATicket(); // what comes meanwhile shifts nothing
        } while (after is not null);
        Assert.That(seen, Is.EqualTo(opened.AsEnumerable().Reverse()));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(501)]
    public void Refuses_a_page_of_another_size(int limit) =>
        Assert.That(app.Refused(new ListTickets { Limit = limit }).Errors.Keys, Is.EqualTo(new[] { "Limit" }));

    [Test]
    public void Refuses_a_state_that_is_none() =>
        Assert.That(app.Refused(new ListTickets { Status = "Résolu" }).Errors.Keys, Is.EqualTo(new[] { "Status" }));

    [Test]
    public async Task Filters_on_state_and_member_and_counts_them()
    {
        var arcueil = await app.ATicket();
        var gentilly = await app.ATicket(member: "GENTILLY");
        var closed = await app.ATicket();
        await app.Send(new CloseTicket { Number = closed.Number });
        Assert.That(await Numbers(new() { Status = "closed" }), Is.EqualTo(new[] { closed.Number }));
        Assert.That(await Numbers(new() { Status = "open" }), Is.EqualTo(new[] { gentilly.Number, arcueil.Number }));
        Assert.That(await Numbers(new() { Member = "Arcueil", Status = "new" }), Is.EqualTo(new[] { arcueil.Number }));
        Assert.That(await app.Send(new CountTickets()), Is.EquivalentTo(new Dictionary<string, int> { ["new"] = 2, ["closed"] = 1 }));
        Assert.That(await app.Send(new CountTickets { Member = "GENTILLY" }), Is.EquivalentTo(new Dictionary<string, int> { ["new"] = 1 }));
    }

    [TestCase("creche", true)]
    [TestCase("CRÈCHE", true)]
    [TestCase("  crèche   élysée ", true)]
    [TestCase("élysée crèche", true)]
    [TestCase("réseau élysée crèche coupé", true)]
    [TestCase("coupé réseau à la crèche élysée chez dupont", false)]
    [TestCase("dupont élysée la crèche coupé réseau", true)]
    [TestCase("cou dup rés élys", true)]
    [TestCase("oupé", false)] // words are found by their beginnings
    [TestCase("l'Élysée", true)] // whoever asks with an article means the word
    [TestCase("d’élysée", true)]
    [TestCase("j'", false)]
    [TestCase("l'", true)] // « la »
    [TestCase("crèche mairie", false)]
    [TestCase("% _ !", false)] // signs alone are in no word
    [TestCase("éteint", false)]
    [TestCase("' OR 1=1 --", false)]
    [TestCase("dupont", true)]
    public async Task Searches_words_in_any_order_without_minding_accents(string text, bool isFound)
    {
        await app.Send(
            new OpenTicket
            {
                Title = "Réseau coupé",
                Description = "À la crèche\nÉlysée",
                Requester = "M. Dupont",
                Member = "ARCUEIL",
            }
        );
        Assert.That(await Numbers(new() { Q = text }), Has.Count.EqualTo(isFound ? 1 : 0));
    }

    [TestCase("GLPI-123", true)]
    [TestCase("glpi123", true)]
    [TestCase("glpi 123", true)]
    [TestCase("123", true)]
    [TestCase("23", false)]
    [TestCase("jean.dupont@ivry.fr", true)]
    [TestCase("dupont@ivry", true)]
    [TestCase("ivry.fr", true)]
    [TestCase("upont", false)]
    [TestCase("imprimante", true)]
    [TestCase("l'imprimante", true)]
    [TestCase("limprimante", true)]
    [TestCase("wifi", true)]
    [TestCase("wi-fi", true)]
    [TestCase("fi", true)]
    [TestCase("Wi Fi", true)]
    [TestCase("courriel courriel COURRIEL", true)] // a word said again asks for no more
    [TestCase("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [TestCase("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg", false)]
    public async Task Begins_words_behind_every_sign(string text, bool isFound)
    {
        await app.Send(
            new OpenTicket
            {
                Title = "L’imprimante (wi-fi), suite de GLPI-123",
                Description = "Courriel de jean.dupont@ivry.fr : sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                Member = "ARCUEIL",
            }
        );
        Assert.That(await Numbers(new() { Q = text }), Has.Count.EqualTo(isFound ? 1 : 0));
        Assert.That((await app.Send(new CountTickets { Q = text })).Values.Sum(), Is.EqualTo(isFound ? 1 : 0));
    }

    [Test]
    public async Task Takes_as_many_words_as_a_text_may_have()
    {
        var ticket = await app.ATicket(title: string.Join(' ', Enumerable.Range(0, 26).Select(letter => (char)('a' + letter))));
        var everything = string.Join(' ', Enumerable.Range(0, 26).Select(letter => (char)('z' - letter)));
        Assert.That(await Numbers(new() { Q = everything }), Is.EqualTo(new[] { ticket.Number }));
        Assert.That(await Numbers(new() { Q = $"{everything} é0" }), Is.Empty);
    }

    [Test]
    public async Task Finds_a_number_and_texts_that_hold_it()
    {
        var first = await app.ATicket(title: "Poste 2");
        var second = await app.ATicket();
        Assert.That(await Numbers(new() { Q = $"#{second.Number}" }), Is.EqualTo(new[] { second.Number }));
        Assert.That(
            await Numbers(new() { Q = "2" }),
            Is.EqualTo(new[] { second.Number, first.Number }),
            "number 2, and the title with a 2"
        );
        Assert.That(await Numbers(new() { Q = "99999999999999999999999999" }), Is.Empty);
    }

    [Test]
    public async Task Shows_people_of_a_member_that_member_and_what_belongs_to_it_only()
    {
        var contact = await app.AUser(Role.MemberContact, "IVRY");
        var own = await app.ATicket(member: "IVRY");
        var attached = await app.ATicket(member: "ECOLES-IVRY");
        var stranger = await app.ATicket(member: "GENTILLY");
        Assert.That(await Numbers(new(), contact), Is.EqualTo(new[] { attached.Number, own.Number }));
        Assert.That(await Numbers(new() { Q = $"{stranger.Number}" }, contact), Is.Empty);
        Assert.That((await app.SendAs(contact, new CountTickets()))["new"], Is.EqualTo(2));
        Assert.That(app.RefusedAs(contact, new ListTickets { Member = "GENTILLY" }).Code, Is.EqualTo("referential.unknown"));
        Assert.That(
            app.RefusedAs(contact, new OpenTicket { Title = "Chez les voisins", Member = "GENTILLY" }).Errors.Keys,
            Is.EqualTo(new[] { "Member" })
        );
    }

    [Test]
    public async Task Answers_as_if_a_ticket_out_of_reach_were_not_there()
    {
        var ticket = await app.ATicket(member: "GENTILLY");
        await app.Send(new ResolveTicket { Number = ticket.Number });
        foreach (
            var user in new[]
            {
                await app.AUser(Role.MemberContact, "ARCUEIL"),
                await app.AUser(Role.Requester, "ARCUEIL"),
                await app.AUser(Role.Requester, "GENTILLY"),
            }
        )
        {
            Assert.That(app.RefusedAs(user, new GetTicket(ticket.Number)).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(user, new CloseTicket { Number = ticket.Number }).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(user, new ReopenTicket { Number = ticket.Number }).Status, Is.EqualTo(404));
            Assert.That(app.RefusedAs(user, new FollowUpTicket { Number = ticket.Number, Text = "Bonjour" }).Status, Is.EqualTo(404));
        }
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Status, Is.EqualTo("resolved"));
    }

    [Test]
    public async Task Shows_requesters_the_tickets_opened_by_them_or_for_them()
    {
        var camille = await app.AUser(Role.Requester, "ARCUEIL", name: "Camille Essai");
        var dominique = await app.AUser(Role.Requester, "ARCUEIL", name: "Dominique Essai");
        var byCamille = await app.ATicket(camille);
        var forCamille = await app.Send(
            new OpenTicket
            {
                Title = "Par téléphone",
                Member = "ARCUEIL",
                Requester = "camille ESSAI",
            }
        );
        var byDominique = await app.ATicket(dominique);
        var elsewhere = await app.Send(
            new OpenTicket
            {
                Title = "Homonyme",
                Member = "GENTILLY",
                Requester = "Camille Essai",
            }
        );
        Assert.That(forCamille.Requester, Is.EqualTo("Camille Essai"));
        Assert.That(await Numbers(new(), camille), Is.EqualTo(new[] { forCamille.Number, byCamille.Number }));
        Assert.That(await Numbers(new(), dominique), Is.EqualTo(new[] { byDominique.Number }));
        Assert.That(await Numbers(new() { Q = $"{elsewhere.Number}" }, camille), Is.Empty);
    }

    [Test]
    public async Task Shows_requesters_what_they_observe_and_lets_them_answer_but_not_accept_nor_rate()
    {
        var (camille, person) = await Account("Camille Essai");
        var ticket = (await app.ATicket()).Number;
        await app.Send(
            new FollowUpTicket
            {
                Number = ticket,
                Text = "Entre nous",
                IsPrivate = true,
            }
        );
        Assert.That(app.RefusedAs(camille, new GetTicket(ticket)).Status, Is.EqualTo(404));
        await app.Send(new AddObservers { Number = ticket, PersonId = person });
        Assert.That(await Numbers(new() { Q = "imprimante" }, camille), Is.EqualTo(new[] { ticket }));
        Assert.That((await app.SendAs(camille, new CountTickets()))["new"], Is.EqualTo(1));
        var seen = await app.SendAs(camille, new GetTicket(ticket));
        Assert.That(seen.Events.Select(step => step.Text), Has.None.EqualTo("Entre nous"));
        await app.SendAs(camille, new PostMessage { Number = ticket, Text = "Chez moi aussi" });
        await app.Send(new ResolveTicket { Number = ticket, Solution = "Fait" });
        seen = await app.SendAs(camille, new GetTicket(ticket));
        Assert.That((seen.IsForReaderToAccept, seen.IsForReaderToRate), Is.EqualTo((false, false)));
        Assert.That(app.RefusedAs(camille, new CloseTicket { Number = ticket }).Code, Is.EqualTo("ticket.accepted-by-requester"));
        Assert.That(app.RefusedAs(camille, new RateTicket { Number = ticket, Score = 5 }).Code, Is.EqualTo("ticket.rated-by-requester"));
        await app.Send(new RemoveObserver(ticket, person));
        Assert.That(app.RefusedAs(camille, new GetTicket(ticket)).Status, Is.EqualTo(404));
        Assert.That(await Numbers(new(), camille), Is.Empty);
    }

    [Test]
    public async Task Whoever_asked_for_a_merged_ticket_goes_on_in_the_leading_one()
    {
        var (camille, _) = await Account("Camille Essai");
        var (dominique, _) = await Account("Dominique Essai");
        var (own, leading) = ((await app.ATicket(camille, title: "Écran noir")).Number, (await app.ATicket(dominique)).Number);
        await app.SendAs(camille, new PostMessage { Number = own, Text = "Il clignote" });
        await app.Send(new MergeTicket { Number = own, Into = leading });
        Assert.That((await app.SendAs(camille, new GetTicket(own))).MergedInto, Is.EqualTo(leading));
        Assert.That((await app.SendAs(camille, new GetTicket(leading))).Number, Is.EqualTo(leading));
        Assert.That(await Numbers(new() { Q = "clignote" }, camille), Is.EqualTo(new[] { leading }));
        await app.SendAs(camille, new PostMessage { Number = leading, Text = "Toujours noir" });
        await app.Send(new UnmergeTicket(own));
        Assert.That(app.RefusedAs(camille, new GetTicket(leading)).Status, Is.EqualTo(404));
    }

    /// <summary>What lists, counts, links and pages show is what a naive recount of rights says.</summary>
    [Test]
    public async Task Every_door_says_the_same_of_what_requesters_see()
    {
        var random = new Random(12);
        var accounts = new[] { await Account("Camille Essai"), await Account("Dominique Essai") };
        var hub = (await app.ATicket(title: "Panne générale")).Number;
        foreach (var account in accounts)
            await app.Send(new AddObservers { Number = hub, PersonId = account.Person });
        var rights = new Dictionary<long, (int? Requester, int? Creator, HashSet<int> Observers, bool IsElsewhere)>();
        for (var i = 0; i < 30; i++)
        {
            var creator = random.Next(4) is < 2 and var opener ? opener : (int?)null;
            var requester = creator ?? (random.Next(4) is < 2 and var asker ? asker : (int?)null);
            var ticket = creator is { } by
                ? await app.ATicket(accounts[by].User)
                : await app.Send(
                    new OpenTicket
                    {
                        Title = "Imprimante",
                        Member = "ARCUEIL",
                        RequesterId = requester is { } who ? accounts[who].Person : null,
                    }
                );
            var observers = Enumerable.Range(0, 2).Where(_ => random.Next(3) == 0).ToHashSet();
            foreach (var observer in observers)
                await app.Send(new AddObservers { Number = ticket.Number, PersonId = accounts[observer].Person });
            await app.Send(
                new LinkTicket
                {
                    Number = hub,
                    Kind = "relates",
                    Ticket = ticket.Number,
                }
            );
            var isElsewhere = random.Next(6) == 0;
            if (isElsewhere)
                await app.Query(db => db.Execute(MoveSql, new { Id = ticket.Number }, default));
            rights[ticket.Number] = (requester, creator, observers, isElsewhere);
        }
        foreach (var (place, (user, _)) in accounts.Index())
        {
            var expected = rights
                .Where(one =>
                    !one.Value.IsElsewhere
                    && (one.Value.Requester == place || one.Value.Creator == place || one.Value.Observers.Contains(place))
                )
                .Select(one => one.Key)
                .ToList();
            Assert.That(expected, Has.Count.InRange(5, 25));
            Assert.That(await Numbers(new(), user), Is.EquivalentTo(expected.Append(hub)));
            Assert.That((await app.SendAs(user, new CountTickets())).Values.Sum(), Is.EqualTo(expected.Count + 1));
            Assert.That((await app.SendAs(user, new GetTicket(hub))).Links.Select(link => link.Ticket), Is.EquivalentTo(expected));
            foreach (var number in rights.Keys.Except(expected))
                Assert.That(app.RefusedAs(user, new GetTicketTimeline { Number = number }).Status, Is.EqualTo(404));
            foreach (var number in expected)
                await app.SendAs(user, new GetTicketTimeline { Number = number });
        }
    }

    const string MoveSql = "UPDATE Tickets SET MemberId = (SELECT Id FROM Members WHERE Code = 'IVRY') WHERE Id = @Id";

    async Task<(UserIdentity User, long Person)> Account(string name)
    {
        var user = await app.AUser(Role.Requester, "ARCUEIL", name: name);
        var person = await app.Send(
            new AddPerson
            {
                Name = name,
                Member = "ARCUEIL",
                Account = (await app.SendAs(user, new GetSession())).Login,
            }
        );
        return (user, person.Id);
    }
}
