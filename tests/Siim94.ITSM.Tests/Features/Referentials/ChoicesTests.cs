using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Referentials;

sealed class ChoicesTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<IReadOnlyList<ReferentialChoice>> Choices(string referential, bool includeClosed = false, UserIdentity? by = null) =>
        await app.SendAs(by ?? UserIdentity.System, new ListChoices { Referential = referential, IncludeClosed = includeClosed });

    async Task<AddedReferential> Added(string name) => await app.Send(new AddApplication { Name = name });

    [Test]
    public async Task Names_are_in_the_order_of_a_dictionary_also_after_a_change()
    {
        var before = await Choices("application");
        foreach (var name in new[] { "Zoé", "école", "Ecran", "Élan" })
            await Added(name);
        var names = (await Choices("application")).Select(choice => choice.Name).Except(before.Select(choice => choice.Name));
        Assert.That(names, Is.EqualTo(new[] { "école", "Ecran", "Élan", "Zoé" }));
    }

    [Test]
    public async Task What_is_closed_is_offered_only_where_it_is_asked_for()
    {
        var row = await Added("Ancienne paie");
        await app.Send(
            new CloseReferential
            {
                Referential = "application",
                Code = row.Code,
                ClosedOn = new(2015, 1, 1),
            }
        );
        Assert.That((await Choices("application")).Select(choice => choice.Code), Has.None.EqualTo(row.Code));
        Assert.That((await Choices("application", includeClosed: true)).Single(choice => choice.Code == row.Code).IsOpen, Is.False);
    }

    [TestCase("agent", 403)]
    [TestCase("licorne", 404)]
    public async Task People_of_a_member_choose_among_their_own(string refused, int status)
    {
        await app.Send(new AddSite { Name = "Mairie", Member = "GENTILLY" });
        await app.Send(new AddSite { Name = "Hôtel de ville", Member = "IVRY" });
        var contact = await app.AUser(Role.MemberContact, member: "IVRY");
        Assert.That((await Choices("member", by: contact)).Select(choice => choice.Code), Is.EquivalentTo(new[] { "ECOLES-IVRY", "IVRY" }));
        Assert.That(
            (await Choices("site", by: contact)).Select(choice => (choice.Name, choice.Member)),
            Is.EqualTo(new[] { ("Hôtel de ville", "IVRY") })
        );
        Assert.That(app.RefusedAs(contact, new ListChoices { Referential = refused }).Status, Is.EqualTo(status));
    }
}
