using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Tests.Features.Imports;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class TicketPresenceTests
{
    TestApp app = null!;
    UserIdentity anne,
        bruno;
    long ticket;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        anne = await app.AUser(Role.Hotline, name: "Anne");
        bruno = await app.AUser(Role.Technician, name: "Bruno");
        ticket = (await app.ATicket()).Number;
    }

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    Task Show(UserIdentity user, string page, bool isAnswering = false, long? number = null) =>
        app.SendAs(
            user,
            new ShowPresence
            {
                Number = number ?? ticket,
                PageKey = page,
                IsAnswering = isAnswering,
            }
        );

    async Task<string> SeenBy(UserIdentity user, long? number = null) =>
        string.Join(
            ", ",
            (await app.SendAs(user, new ListPresent(number ?? ticket))).Select(who => who.IsAnswering ? $"{who.Name} répond" : who.Name)
        );

    Task<long> Mark() => app.Query(db => db.FirstOrDefault<long>(TicketLive.PresenceMark.Sql, null, default));

    [Test]
    public async Task Whoever_looks_or_answers_is_seen_by_colleagues_until_they_leave()
    {
        await Show(anne, "a1");
        await Show(anne, "a2", isAnswering: true);
        await Show(bruno, "b");
        Assert.That(await SeenBy(bruno), Is.EqualTo("Anne répond"), "once, in however many windows");
        Assert.That(await SeenBy(anne), Is.EqualTo("Bruno"));
        await app.SendAs(anne, new EndPresence("a2"));
        Assert.That(await SeenBy(bruno), Is.EqualTo("Anne"));
        await app.SendAs(bruno, new EndPresence("a1"));
        Assert.That(await SeenBy(bruno), Is.EqualTo("Anne"), "nobody says goodbye for another");

        var other = (await app.ATicket()).Number;
        await Show(anne, "a1", number: other);
        Assert.That((await SeenBy(bruno), await SeenBy(bruno, other)), Is.EqualTo(("", "Anne")), "a page shows one ticket");
    }

    [Test]
    public async Task Pages_are_told_of_who_comes_types_and_goes_and_not_of_who_stays()
    {
        var marks = new List<long> { await Mark() };
        foreach (var isAnswering in new[] { false, true, false })
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await Show(anne, "a", isAnswering);
            marks.Add(await Mark());
            app.Clock.Advance(ShowPresence.Pace);
            await Show(anne, "a", isAnswering);
            Assert.That(await Mark(), Is.EqualTo(marks[^1]));
        }
        await app.SendAs(anne, new EndPresence("a"));
        Assert.That(marks, Is.Unique);
        Assert.That(await Mark(), Is.EqualTo(marks[0]));
    }

    [Test]
    public async Task A_page_that_says_nothing_any_more_is_forgotten()
    {
        await Show(anne, "a");
        app.Clock.Advance(ShowPresence.Pace);
        Assert.That(await SeenBy(bruno), Is.EqualTo("Anne"), "it may be a little late");
        app.Clock.Advance(ShowPresence.Lasts);
        Assert.That(await SeenBy(bruno), Is.Empty);
        await Show(bruno, "b");
        Assert.That(await app.Count("TicketPresences"), Is.EqualTo(1));
    }

    [Test]
    public async Task People_of_members_neither_see_it_nor_are_seen()
    {
        await Show(anne, "a", isAnswering: true);
        foreach (var role in new[] { Role.Requester, Role.MemberContact })
        {
            var user = await app.AUser(role, "ARCUEIL");
            Assert.That(async () => await SeenBy(user), Throws.TypeOf<Refusal>());
            Assert.That(async () => await Show(user, "x"), Throws.TypeOf<Refusal>());
        }
        Assert.That(await app.Count("TicketPresences"), Is.EqualTo(1));
    }
}
