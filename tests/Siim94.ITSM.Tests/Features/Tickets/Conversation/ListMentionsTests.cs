using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets.Conversation;

sealed class ListMentionsTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    [Test]
    public async Task Staff_find_colleagues_first_and_people_of_a_member_their_own_people_alone()
    {
        await app.AnAgent("ASSIST-TECH", name: "Paul Martin");
        foreach (var (name, member) in new[] { ("Zoé Martin", "ARCUEIL"), ("Luc Martinet", "GENTILLY") })
            await app.Send(new AddPerson { Name = name, Member = member });
        var all = (await app.SendAs(await app.AUser(Role.Hotline), new ListMentions { Q = "mart" })).Items;
        Assert.That(all.Select(line => line.IsTold), Is.EqualTo(new[] { true, false, false }));
        Assert.That(all.Skip(1).Select(line => line.About), Is.EquivalentTo(new[] { "Arcueil", "Gentilly" }));
        var first = (await app.SendAs(await app.AUser(Role.Hotline), new ListMentions { Q = "mart", Limit = 1 })).Items.Single();
        Assert.That(first, Is.EqualTo(all[0]));
        foreach (var role in new[] { Role.MemberContact, Role.Requester })
            Assert.That(
                (await app.SendAs(await app.AUser(role, "ARCUEIL"), new ListMentions { Q = "mart" })).Items,
                Is.EqualTo(new[] { new MentionLine("Zoé Martin", "Arcueil", false) })
            );
    }
}
