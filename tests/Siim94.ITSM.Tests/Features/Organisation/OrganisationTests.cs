using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Organisation;

namespace Siim94.ITSM.Tests.Features.Organisation;

/// <summary>The face of the organisation: what everybody sees, and administrators change.</summary>
sealed class OrganisationTests
{
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    static readonly byte[] WebP = [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBPVP8 "u8];

    TestApp app = null!;
    UserIdentity administrator;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        administrator = await app.AUser(Role.Administrator);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<OrganisationFace> Face() => app.SendAs(UserIdentity.Anonymous, new GetOrganisation());

    async Task<OrganisationFace> Put(byte[]? logo) => await app.SendAs(administrator, new ChangeLogo((await Face()).Version, logo));

    [Test]
    public async Task Everybody_sees_the_name_that_an_administrator_gave()
    {
        var before = await Face();
        Assert.That((before.Name, before.Logo, before.SendsMail), Is.EqualTo(("SIIM 94", (string?)null, false)));
        await app.SendAs(administrator, new ChangeOrganisation { Version = before.Version, Name = " Syndicat d'essai " });
        Assert.That((await Face()).Name, Is.EqualTo("Syndicat d'essai"));
        Assert.That(
            app.RefusedAs(administrator, new ChangeOrganisation { Version = before.Version, Name = "Autre" }).Status,
            Is.EqualTo(412)
        );
        Assert.That(app.RefusedAs(administrator, new ChangeOrganisation { Version = before.Version, Name = " " }).Status, Is.EqualTo(422));
    }

    static IEnumerable<TestCaseData> Pictures() => [new(Png, "image/png"), new(Jpeg, "image/jpeg"), new(WebP, "image/webp")];

    [TestCaseSource(nameof(Pictures))]
    public async Task A_picture_is_known_by_its_first_bytes(byte[] content, string type)
    {
        var face = await Put(content);
        Assert.That(face.Logo, Does.StartWith("/logo?v="));
        var logo = await app.SendAs(UserIdentity.Anonymous, new GetLogo());
        Assert.That((logo.LogoType, logo.LogoContent), Is.EqualTo((type, content)));
    }

    [Test]
    public async Task Another_picture_has_another_address_and_none_has_none()
    {
        var (first, second) = ((await Put(Png)).Logo, (await Put(Jpeg)).Logo);
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That((await Put(null)).Logo, Is.Null);
        Assert.That(app.RefusedAs(UserIdentity.Anonymous, new GetLogo()).Status, Is.EqualTo(404));
    }

    [TestCase("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [TestCase("<?xml version=\"1.0\"?><svg/>")]
    [TestCase("GIF89a")]
    [TestCase("<html>")]
    [TestCase("RIFF....WAVE....")]
    [TestCase("")]
    public async Task Whatever_is_no_picture_is_refused(string text)
    {
        var version = (await Face()).Version;
        var refusal = app.RefusedAs(administrator, new ChangeLogo(version, System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((422, "organisation.no-picture")));
    }

    [Test]
    public async Task A_picture_of_more_than_256_KB_is_refused()
    {
        var version = (await Face()).Version;
        byte[] largest = [.. Png, .. new byte[256 * 1024 - Png.Length]];
        Assert.That(app.RefusedAs(administrator, new ChangeLogo(version, [.. largest, 0])).Code, Is.EqualTo("organisation.logo-too-large"));
        await Put(largest);
    }

    [Test]
    public async Task Others_change_nothing()
    {
        var version = (await Face()).Version;
        foreach (var role in (Role[])[Role.Manager, Role.Technician, Role.MemberContact])
        {
            var user = await app.AUser(role, role == Role.MemberContact ? "IVRY" : null);
            Assert.That(app.RefusedAs(user, new ChangeOrganisation { Version = version, Name = "Autre" }).Status, Is.EqualTo(403));
            Assert.That(app.RefusedAs(user, new ChangeLogo(version, Png)).Status, Is.EqualTo(403));
            Assert.That(app.RefusedAs(user, new GetSettings()).Status, Is.EqualTo(403));
            Assert.That(app.RefusedAs(user, new GetHistory("organisation", 1)).Status, Is.EqualTo(403));
        }
        Assert.That(app.RefusedAs(UserIdentity.Anonymous, new GetSettings()).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Changes_are_in_the_history()
    {
        await app.SendAs(administrator, new ChangeOrganisation { Version = (await Face()).Version, Name = "Syndicat" });
        await Put(Png);
        var history = await app.SendAs(administrator, new GetHistory("organisation", 1));
        Assert.That(history.Select(line => line.Action), Is.EqualTo(new[] { "change", "change" }));
        Assert.That(history[1].BeforeJson, Does.Contain("SIIM 94"));
        Assert.That(history[0].AfterJson, Does.Contain("logo"));
    }

    [Test]
    public async Task Settings_tell_where_mail_goes_and_no_secret()
    {
        Assert.That((await app.SendAs(administrator, new GetSettings())).SendsMail, Is.False);
        await using var mailing = await TestApp.Start(services =>
            services.Configure<MailSettings>(mail =>
                (mail.Host, mail.From, mail.PublicAddress, mail.UserName, mail.Password) = (
                    "smtp.siim94.example",
                    "itsm@siim94.example",
                    "https://itsm.siim94.example",
                    "itsm",
                    "tres-secret"
                )
            )
        );
        var settings = await mailing.SendAs(await mailing.AUser(Role.Administrator), new GetSettings());
        Assert.That(
            settings,
            Is.EqualTo(
                new ProductSettings(true, "smtp.siim94.example:587", "StartTls", "itsm@siim94.example", "https://itsm.siim94.example")
            )
        );
        Assert.That((await mailing.SendAs(UserIdentity.Anonymous, new GetOrganisation())).SendsMail, Is.True);
    }
}
