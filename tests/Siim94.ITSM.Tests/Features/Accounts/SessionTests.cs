using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Tests.Features.Accounts;

/// <summary>Open sessions and tokens: their owner and administrators see when they were last used, and end them.</summary>
sealed class SessionTests
{
    TestApp app = null!;
    UserIdentity alix,
        administrator;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (alix, administrator) = (await app.AUser(Role.Technician), await app.AUser(Role.Administrator));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    /// <summary>A browser of somebody's, as a sign-in leaves it.</summary>
    async Task<UserIdentity> Open(string key, UserIdentity? user = null)
    {
        var stamp = await app.Query(db =>
            db.FirstOrDefault<string>("SELECT SecurityStamp FROM Users WHERE Id = @Id", new { Id = (user ?? alix).UserId }, default)
        );
        var session = new UserIdentity((user ?? alix).UserId, stamp, key);
        await app.SendAs(session, new OpenSession(key, "203.0.113.1", "Firefox, Windows"));
        return session;
    }

    async Task Later(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.Send(new RecordLastUses());
    }

    [Test]
    public async Task One_sees_ones_sessions_and_which_is_the_present_one()
    {
        var office = await Open("office");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await Open("home");
        var sessions = await app.SendAs(office, new ListSessions());
        Assert.That(sessions.Select(session => session.IsOwn), Is.EqualTo(new[] { false, true }), "the last used first");
        Assert.That(sessions[0].Source, Is.EqualTo("203.0.113.1"));
        Assert.That(sessions[0].Device, Is.EqualTo("Firefox, Windows"));
        Assert.That(await app.SendAs(administrator, new ListSessions()), Is.Empty, "those of others are theirs");
    }

    [Test]
    public async Task The_last_use_is_written_down_every_minute()
    {
        var office = await Open("office");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await app.SendAs(office, new GetSession());
        var usedAt = app.Clock.GetUtcNow().UtcDateTime;
        await Later(TimeSpan.FromMinutes(1));
        var session = (await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions.Single();
        Assert.That(session.LastUsedAt, Is.EqualTo(usedAt));
        Assert.That(session.OpenedAt, Is.EqualTo(usedAt - TimeSpan.FromMinutes(30)));

        await Later(TimeSpan.FromMinutes(1));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions.Single().LastUsedAt, Is.EqualTo(usedAt));
    }

    [Test]
    public async Task A_token_tells_when_it_was_last_used()
    {
        var token = await app.SendAs(alix, new CreateToken { Name = "script" });
        Assert.That((await app.SendAs(alix, new ListTokens())).Single().LastUsedAt, Is.Null);
        app.Services.GetRequiredService<LastUses>().OfToken(token.Id);
        await Later(TimeSpan.FromMinutes(1));
        Assert.That((await app.SendAs(alix, new ListTokens())).Single().LastUsedAt, Is.Not.Null);
    }

    [Test]
    public async Task A_session_that_is_ended_is_worth_nothing()
    {
        var (office, home) = (await Open("office"), await Open("home"));
        var other = (await app.SendAs(office, new ListSessions())).Single(session => !session.IsOwn);
        await app.SendAs(office, new EndSession(other.Id));
        Assert.That(app.RefusedAs(home, new GetSession()).Status, Is.EqualTo(401));
        Assert.That((await app.SendAs(office, new ListSessions())).Single().IsOwn, Is.True);
        Assert.That(app.RefusedAs(office, new EndSession(other.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Nobody_ends_the_session_of_another_but_an_administrator()
    {
        var office = await Open("office");
        var id = (await app.SendAs(office, new ListSessions())).Single().Id;
        var stranger = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(stranger, new EndSession(id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new EndAccountSession(alix.UserId, id)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(stranger, new GetAccount(alix.UserId)).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(administrator, new EndAccountSession(stranger.UserId, id)).Status,
            Is.EqualTo(404),
            "not of that account"
        );

        await app.SendAs(administrator, new EndAccountSession(alix.UserId, id));
        Assert.That(app.RefusedAs(office, new GetSession()).Status, Is.EqualTo(401));
        var history = await app.SendAs(administrator, new GetHistory("account", alix.UserId));
        Assert.That(history[0].Action, Is.EqualTo("end-session"));
    }

    [Test]
    public async Task An_administrator_revokes_a_token_of_another()
    {
        var token = await app.SendAs(alix, new CreateToken { Name = "script" });
        var stranger = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(stranger, new RevokeAccountToken(alix.UserId, token.Id)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(administrator, new RevokeAccountToken(stranger.UserId, token.Id)).Status, Is.EqualTo(404));
        await app.SendAs(administrator, new RevokeAccountToken(alix.UserId, token.Id));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Tokens, Is.Empty);
        Assert.That(app.RefusedAs(administrator, new RevokeAccountToken(alix.UserId, token.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Sessions_that_are_over_are_shown_no_more()
    {
        var office = await Open("office");
        await Open("home");
        await app.SendAs(office, new SignOut());
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions, Has.Count.EqualTo(1));
        app.Clock.Advance(TimeSpan.FromHours(12));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions, Is.Empty);
    }

    [Test]
    public async Task A_new_password_or_a_disabled_account_leaves_none()
    {
        await Open("office");
        await app.Send(new ResetPassword(alix.UserId));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions, Is.Empty);
        await Open("office-again");
        await app.Send(new SetAccountDisabled(alix.UserId, true));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Sessions, Is.Empty);
    }

    [Test]
    public async Task An_account_tells_who_it_is_and_who_must_wait_for_it()
    {
        var login = (await app.SendAs(alix, new GetSession())).Login;
        for (var attempt = 0; attempt < 5; attempt++)
            app.RefusedAs(
                UserIdentity.Anonymous,
                new SignIn
                {
                    Login = login,
                    Password = "faux",
                    Address = "198.51.100.7",
                }
            );
        var account = await app.SendAs(administrator, new GetAccount(alix.UserId));
        Assert.That((account.Account.Login, account.Account.Role), Is.EqualTo((login, "Technician")));
        Assert.That(account.Delays.Single().Source, Is.EqualTo("address:198.51.100.7"));
        await app.SendAs(administrator, new LiftSignInDelays(alix.UserId));
        Assert.That((await app.SendAs(administrator, new GetAccount(alix.UserId))).Delays, Is.Empty);
        Assert.That(app.RefusedAs(administrator, new GetAccount(0)).Status, Is.EqualTo(404));
    }

    [TestCase("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows")]
    [TestCase("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows")]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
        "Chrome, Android"
    )]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [TestCase("curl/8.5", "")]
    [TestCase("", "")]
    public void A_browser_is_called_by_the_names_that_people_know(string userAgent, string expected) =>
        Assert.That(DeviceName.Of(userAgent), Is.EqualTo(expected));
}
