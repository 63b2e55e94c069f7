using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Tests.Features.Accounts;

sealed class ContactTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Everybody_changes_their_own_and_administrators_that_of_others()
    {
        var requester = await app.AUser(Role.Requester, "ARCUEIL");
        var own = await app.SendAs(requester, new GetOwnContact());
        Assert.That((own.Email, own.Language), Is.EqualTo(((string?)null, "fr")));
        var changed = await app.SendAs(
            requester,
            new ChangeOwnContact
            {
                Version = own.Version,
                Email = " alix@arcueil.example ",
                Language = "en",
            }
        );
        Assert.That((changed.Email, changed.Language), Is.EqualTo(("alix@arcueil.example", "en")));
        Assert.That(app.RefusedAs(requester, new ChangeOwnContact { Version = own.Version, Email = null }).Status, Is.EqualTo(412));

        var admin = await app.AUser(Role.Administrator);
        var line = (await app.SendAs(admin, new ListAccounts())).Items.Single(account => account.Id == requester.UserId);
        Assert.That((line.Email, line.Language), Is.EqualTo(("alix@arcueil.example", "en")));
        await app.SendAs(
            admin,
            new ChangeAccountContact
            {
                Id = line.Id,
                Version = line.Version,
                Email = "",
            }
        );
        Assert.That((await app.SendAs(requester, new GetOwnContact())).Email, Is.Null);
        Assert.That(app.RefusedAs(admin, new ChangeAccountContact { Id = line.Id, Version = line.Version }).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(admin, new ChangeAccountContact { Id = 999_999, Version = 1 }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(requester, new ChangeAccountContact { Id = admin.UserId, Version = 1 }).Status, Is.EqualTo(403));
    }

    [TestCase("alix")]
    [TestCase("alix@")]
    [TestCase("@arcueil.example")]
    [TestCase("alix@arcueil")]
    [TestCase("alix@arcueil.example, autre@ailleurs.example")]
    [TestCase("alix@arcueil.example\r\nBcc: autre@ailleurs.example")]
    [TestCase("\"alix\"@arcueil.example")]
    [TestCase("Alix <alix@arcueil.example>")]
    [TestCase("alix @arcueil.example")]
    [TestCase("alix..b@arcueil.example")]
    [TestCase("zoé@arcueil.example")]
    [TestCase("alix@-arcueil.example")]
    public async Task What_is_no_single_address_is_refused(string email)
    {
        var user = await app.AUser(Role.Technician);
        Assert.That(app.RefusedAs(user, new ChangeOwnContact { Version = 1, Email = email }).Errors.Keys, Is.EqualTo(new[] { "Email" }));
        Assert.That(
            app.Refused(
                new AddAccount
                {
                    Login = "nouveau",
                    DisplayName = "Nouveau",
                    Role = "Technician",
                    Email = email,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Email" })
        );
    }

    [Test]
    public async Task An_address_as_long_as_they_get_is_read_at_once()
    {
        var user = await app.AUser(Role.Technician);
        Assert.That(
            app.RefusedAs(user, new ChangeOwnContact { Version = 1, Email = new string('a', 100_000) + "@x" }).Errors.Keys,
            Is.EqualTo(new[] { "Email" })
        );
        Assert.That(
            app.RefusedAs(
                user,
                new ChangeOwnContact
                {
                    Version = 1,
                    Email = "a@b.fr",
                    Language = "de",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Language" })
        );
    }
}
