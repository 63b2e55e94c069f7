using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Tests.Features.Accounts;

sealed class SignOutTests
{
    TestApp app = null!;
    UserIdentity user;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        user = await app.AUser(Role.Technician);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    UserIdentity Session(string key) => user with { SessionKey = key };

    [Test]
    public async Task Ends_the_session_it_is_sent_under_and_no_other()
    {
        await app.SendAs(Session("bureau"), new SignOut());
        Assert.That(app.RefusedAs(Session("bureau"), new GetSession()).Status, Is.EqualTo(401));
        Assert.That(app.RefusedAs(Session("bureau"), new SignOut()).Status, Is.EqualTo(401));
        Assert.That(await app.SendAs(Session("portable"), new GetSession()), Is.Not.Null);
    }

    [Test]
    public async Task Does_nothing_for_a_token()
    {
        await app.SendAs(user, new SignOut());
        Assert.That(await app.SendAs(user, new GetSession()), Is.Not.Null);
    }

    [Test]
    public void Is_refused_to_whoever_has_not_signed_in() =>
        Assert.That(app.RefusedAs(UserIdentity.Anonymous, new SignOut()).Status, Is.EqualTo(401));

    /// <summary>A cookie that has run out needs no row to be refused.</summary>
    [Test]
    public async Task An_ended_session_is_remembered_for_as_long_as_its_cookie_may_live()
    {
        await app.SendAs(Session("bureau"), new SignOut());
        app.Clock.Advance(SessionLifetime.Longest + TimeSpan.FromMinutes(1));
        await app.SendAs(Session("portable"), new SignOut());
        Assert.That(
            await app.Query(db => db.Query<string>("SELECT e.SessionKey FROM EndedSessions e", null, default)),
            Is.EqualTo(new[] { "portable" })
        );
    }
}
