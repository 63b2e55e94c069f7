using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Features.Accounts;

/// <summary>A forgotten password, from the request to the sign-in; the mail itself is written as it would leave.</summary>
sealed class ForgottenPasswordTests
{
    const string Chosen = "une-autre-phrase-choisie";

    TestApp app = null!;
    UserIdentity alix;
    string login = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start(services =>
            services.Configure<MailSettings>(mail =>
                (mail.Host, mail.From, mail.PublicAddress) = ("127.0.0.1", "itsm@siim94.example", "https://itsm.siim94.example")
            )
        );
        alix = await app.ARecipient(Role.Technician, "Alix@siim94.example");
        login = (await app.SendAs(alix, new GetSession())).Login;
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<Unit> Ask(string text, string source = "203.0.113.1") =>
        app.SendAs(UserIdentity.Anonymous, new AskPasswordReset { Login = text, Source = source });

    Task<int> Queue() => app.Send(new QueuePasswordResets());

    Task<Unit> Choose(string? token, string password = Chosen) =>
        app.SendAs(UserIdentity.Anonymous, new ChooseForgottenPassword { Token = token, NewPassword = password });

    Refusal Refused(string? token, string password = Chosen) =>
        app.RefusedAs(UserIdentity.Anonymous, new ChooseForgottenPassword { Token = token, NewPassword = password });

    Task<SignedIn> SignIn(string password) =>
        app.SendAs(
            UserIdentity.Anonymous,
            new SignIn
            {
                Login = login,
                Password = password,
                Address = "203.0.113.1",
            }
        );

    /// <summary>The mails that wait, written.</summary>
    async Task<List<MailContent>> Mails()
    {
        await Queue();
        var writer = app.Services.GetServices<IMailWriter>().Single(writer => writer.Kind == "password-reset");
        var contents = new List<MailContent>();
        while (await app.Send(new ClaimMail()) is { } mail)
            contents.Add(await writer.Write(mail, default));
        return contents;
    }

    static string TokenOf(MailContent mail) =>
        Uri.UnescapeDataString(
            mail.Plain.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal)).Split("jeton=")[1]
        );

    async Task<string> Token(string text = "alix@SIIM94.example")
    {
        await Ask(text);
        return TokenOf((await Mails()).Single());
    }

    [Test]
    public async Task A_link_by_mail_opens_the_account_once()
    {
        var token = await Token();
        Assert.That(Refused(token, "trop-court").Status, Is.EqualTo(422), "a password that will not do leaves the link as it is");
        await app.SendAs(UserIdentity.Anonymous, new CheckResetLink(token));
        await Choose(token);

        Assert.That((await SignIn(Chosen)).UserId, Is.EqualTo(alix.UserId));
        Assert.That(Refused(token).Code, Is.EqualTo("account.reset-link-over"));
        Assert.That(
            app.RefusedAs(UserIdentity.Anonymous, new CheckResetLink(token)).Code,
            Is.EqualTo("account.reset-link-over"),
            "before a password is typed"
        );
    }

    [Test]
    public async Task The_mail_says_who_it_is_for_where_the_link_leads_and_until_when()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        await Ask(login);
        var mail = (await Mails()).Single();
        Assert.That(mail.Subject, Is.EqualTo("Choisir un autre mot de passe"));
        Assert.That(mail.Plain, Does.Contain(login).And.Contain("https://itsm.siim94.example/connexion/mot-de-passe?jeton="));
        Assert.That(mail.Plain, Does.Contain("14/03/2017 11:00"));
        Assert.That(mail.Html, Does.Contain("<a href=\"https://itsm.siim94.example/connexion/mot-de-passe?jeton="));
    }

    [Test]
    public async Task Sessions_tokens_and_delays_of_the_account_end()
    {
        await Choose(await Token());
        var signedIn = await SignIn(Chosen);
        var session = new UserIdentity(signedIn.UserId, signedIn.SecurityStamp);
        await app.SendAs(session, new CreateToken { Name = "script" });
        for (var failure = 0; failure < 5; failure++)
            Assert.ThrowsAsync<Refusal>(() => SignIn("faux"));

        await Choose(await Token());
        Assert.That(app.RefusedAs(session, new GetSession()).Status, Is.EqualTo(401));
        Assert.That(await app.SendAs(alix, new ListTokens()), Is.Empty);
        Assert.That((await SignIn(Chosen)).UserId, Is.EqualTo(alix.UserId), "no delay is left");
    }

    [Test]
    public async Task A_link_is_good_for_one_hour()
    {
        var token = await Token();
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That(Refused(token, "trop-court").Status, Is.EqualTo(422));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(Refused(token).Code, Is.EqualTo("account.reset-link-over"));
    }

    [Test]
    public async Task Using_one_link_ends_the_others()
    {
        var first = await Token();
        var second = await Token();
        await Choose(second);
        Assert.That(Refused(first).Code, Is.EqualTo("account.reset-link-over"));
    }

    [Test]
    public async Task Whoever_is_unknown_disabled_or_without_an_address_gets_the_same_answer_and_no_mail()
    {
        var mute = await app.ARecipient(Role.Technician, null);
        var left = await app.ARecipient(Role.Technician, "parti@siim94.example");
        await app.Send(new SetAccountDisabled(left.UserId, true));

        await Ask("personne@siim94.example");
        await Ask((await app.SendAs(mute, new GetSession())).Login);
        await Ask("parti@siim94.example");
        await Ask(login);
        Assert.That(await Queue(), Is.EqualTo(1));
        Assert.That(
            await app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM PasswordResets", null, default)),
            Is.EqualTo(4),
            "each is written down alike"
        );
    }

    [Test]
    public async Task An_account_gets_three_links_an_hour_and_a_source_asks_twenty_times()
    {
        for (var times = 0; times < 20; times++)
            await Ask(times % 2 == 0 ? login : "personne");
        Assert.That(await Queue(), Is.EqualTo(3));
        Assert.That(
            app.RefusedAs(UserIdentity.Anonymous, new AskPasswordReset { Login = "personne", Source = "203.0.113.1" }).Status,
            Is.EqualTo(429)
        );
        await Ask(login, "198.51.100.7");
        Assert.That(await Queue(), Is.Zero, "nor from elsewhere");

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await Ask(login);
        Assert.That(await Queue(), Is.EqualTo(1));
    }

    [TestCase(null)]
    [TestCase("17")]
    [TestCase("pas-un-jeton")]
    public void What_was_not_written_here_opens_nothing(string? token) =>
        Assert.That(Refused(token).Status, Is.EqualTo(token is null ? 422 : 409));

    [Test]
    public async Task The_new_password_follows_the_same_rules()
    {
        var token = await Token();
        Assert.That(Refused(token, $"{login}-et-la-suite").Errors, Contains.Key("NewPassword"));
        Assert.That(Refused(token, "aaaaaaaaaaaaaa").Errors, Contains.Key("NewPassword"));
    }

    [Test]
    public async Task Nothing_that_opens_the_account_is_kept()
    {
        var token = await Token();
        var rows = await app.Query(db => db.Query<dynamic>("SELECT * FROM PasswordResets", null, default));
        var mail = await app.Query(db => db.Query<dynamic>("SELECT * FROM MailMessages", null, default));
        Assert.That(
            rows.Concat(mail).SelectMany(row => ((IDictionary<string, object?>)row).Values).OfType<string>(),
            Has.None.Contains(token)
        );
    }

    [Test]
    public async Task The_history_says_that_it_was_recovered()
    {
        await Choose(await Token());
        var history = await app.Send(new GetHistory("account", alix.UserId));
        Assert.That(history[0].Action, Is.EqualTo("recover-password"));
    }

    [Test]
    public async Task Without_a_mail_server_everybody_is_told_so()
    {
        await using var mute = await TestApp.Start();
        Assert.That(
            mute.RefusedAs(UserIdentity.Anonymous, new AskPasswordReset { Login = "personne" }).Code,
            Is.EqualTo("account.no-mail")
        );
    }

    [Test]
    public async Task The_link_is_made_for_jobs_alone_and_not_for_one_that_is_over()
    {
        await Ask(login);
        await Queue();
        var reset = (await app.Send(new ClaimMail()))!.SubjectId;
        Assert.That(app.RefusedAs(await app.AUser(Role.Manager), new GetPasswordReset(reset)).Status, Is.EqualTo(403));
        Assert.That((await app.Send(new GetPasswordReset(reset))).Login, Is.EqualTo(login));
        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.That(app.Refused(new GetPasswordReset(reset)).Code, Is.EqualTo("account.reset-link-over"));
    }

    [Test]
    public async Task The_link_arrives_by_mail_in_the_language_of_the_account()
    {
        await using var server = await MailServerProcess.Start();
        await using var mailing = await TestApp.Start(services => services.Configure<MailSettings>(server.Configure));
        var reader = await mailing.ARecipient(Role.MemberContact, "reader@siim94.example", member: "IVRY", language: "en");
        await mailing.SendAs(UserIdentity.Anonymous, new AskPasswordReset { Login = "reader@siim94.example" });
        await mailing.Send(new QueuePasswordResets());
        await mailing.Services.GetRequiredService<MailDelivery>().Run(default);

        var mail = server.Messages.Single();
        Assert.That(mail.Subject, Is.EqualTo("[SIIM] Choose another password"));
        Assert.That(mail.To.ToString(), Does.Contain("reader@siim94.example"));
        var link = mail.TextBody!.Split('\n').Single(line => line.Contains("jeton=", StringComparison.Ordinal)).Trim();
        var token = Uri.UnescapeDataString(link.Split("jeton=")[1]);
        await mailing.SendAs(UserIdentity.Anonymous, new ChooseForgottenPassword { Token = token, NewPassword = Chosen });
        var login = (await mailing.SendAs(reader, new GetSession())).Login;
        Assert.That(
            (await mailing.SendAs(UserIdentity.Anonymous, new SignIn { Login = login, Password = Chosen })).UserId,
            Is.EqualTo(reader.UserId)
        );
    }
}
