using Siim94.ITSM.Features.Allocation;

namespace Siim94.ITSM.Tests.Features.Allocation;

/// <summary>The keys and pots there are.</summary>
sealed class ListAllocationTests
{
    TestApp app = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task AKey(string code, int year, string measure, params KeyWeight[] weights) =>
        app.Send(
            new AddAllocationKey
            {
                Code = code,
                Name = $"Clé {code}",
                Measure = measure,
                ValidFrom = new DateOnly(year, 1, 1),
                Weights = [.. weights],
            }
        );

    [Test]
    public async Task Keys_are_listed_with_their_versions_oldest_first()
    {
        await AKey("PARTS", 2014, "ticketsOpened");
        await AKey("PARTS", 2016, "fixed", new KeyWeight { Member = "ARCUEIL", Weight = 3 }, new KeyWeight { Member = "IVRY", Weight = 1 });
        var key = (await app.SendAs(manager, new ListAllocationKeys())).Items.Single();
        Assert.That((key.Code, key.Name), Is.EqualTo(("PARTS", "Clé PARTS")));
        Assert.That(
            key.Versions.Select(version => (version.ValidFrom.Year, version.Measure)),
            Is.EqualTo(new[] { (2014, "ticketsOpened"), (2016, "fixed") })
        );
        Assert.That(
            key.Versions[1].Weights.Select(weight => (weight.Member, weight.Weight)),
            Is.EquivalentTo(new[] { ("ARCUEIL", 3L), ("IVRY", 1L) })
        );
    }

    [Test]
    public async Task Pots_are_listed_with_what_they_take()
    {
        await AKey("TICKETS", 2014, "ticketsOpened");
        var added = await app.Send(
            new AddAllocationPot
            {
                Code = "HOTLINE",
                Name = "Permanence",
                Key = "TICKETS",
                Activities = ["ASSIST-HOTLINE"],
                Takes = ["nobody"],
            }
        );
        var pot = (await app.SendAs(manager, new ListAllocationPots())).Items.Single();
        Assert.That(
            (pot.Code, pot.Name, pot.Key, pot.ClosedOn, pot.Version),
            Is.EqualTo((added.Code, "Permanence", "TICKETS", added.ClosedOn, 1L))
        );
        Assert.That(pot.Activities.Concat(pot.Takes), Is.EqualTo(new[] { "ASSIST-HOTLINE", "nobody" }));
    }

    [Test]
    public async Task Without_any_there_are_none_and_others_than_managers_do_not_see_them()
    {
        Assert.That((await app.SendAs(manager, new ListAllocationKeys())).Items, Is.Empty);
        Assert.That((await app.SendAs(manager, new ListAllocationPots())).Items, Is.Empty);
        var technician = await app.AUser(Role.Technician);
        Assert.That(app.RefusedAs(technician, new ListAllocationKeys()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(technician, new ListAllocationPots()).Status, Is.EqualTo(403));
    }
}
