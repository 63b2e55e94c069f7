using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Tests.Features.Accounts;

sealed class RevokeTokenTests
{
    TestApp app = null!;
    UserIdentity owner;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        owner = await app.AUser(Role.Technician);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Ends_one_token_and_leaves_the_others()
    {
        var lost = await app.SendAs(owner, new CreateToken { Name = "perdu" });
        var kept = await app.SendAs(owner, new CreateToken { Name = "gardé" });
        await app.SendAs(owner, new RevokeToken(lost.Id));
        Assert.That((await app.SendAs(owner, new ListTokens())).Select(token => token.Id), Is.EqualTo(new[] { kept.Id }));
    }

    [Test]
    public async Task Finds_neither_the_token_of_somebody_else_nor_one_that_has_ended()
    {
        var token = await app.SendAs(owner, new CreateToken { Name = "essai" });
        var administrator = await app.AUser(Role.Administrator);
        Assert.That(app.RefusedAs(administrator, new RevokeToken(token.Id)).Status, Is.EqualTo(404));
        Assert.That(await app.SendAs(owner, new ListTokens()), Has.Count.EqualTo(1));

        await app.SendAs(owner, new RevokeToken(token.Id));
        Assert.That(app.RefusedAs(owner, new RevokeToken(token.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(UserIdentity.Anonymous, new RevokeToken(token.Id)).Status, Is.EqualTo(401));
    }
}
