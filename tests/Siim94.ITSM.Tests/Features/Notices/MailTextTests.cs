using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>Mail reads as its member has chosen, else as was chosen for all, else as ours.</summary>
sealed class MailTextTests
{
    TestApp app = null!;
    MailServerProcess? server;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start(services => services.Configure<MailSettings>(mail => server?.Configure(mail)));

    [TearDown]
    public async Task TearDown()
    {
        await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    static SetMailText Text(string? member, string kind = "opened", string language = "fr", long version = 0) =>
        new()
        {
            Member = member,
            Kind = kind,
            Language = language,
            Version = version,
        };

    [Test]
    public async Task A_mail_has_the_text_of_its_member_field_by_field()
    {
        server = await MailServerProcess.Start();
        await app.DisposeAsync();
        await SetUp();
        await app.Send(Text(null) with { Intro = "Cher {{destinataire}},", Signature = "Le support" });
        await app.Send(Text("ARCUEIL") with { Subject = "Demande {{numero}} de {{adherent}}", Signature = "La DSI d'Arcueil" });
        await app.Send(Text("ARCUEIL", language: "en") with { Intro = "Dear {{recipient}}," });
        var jeanne = await app.ARecipient(Role.Requester, "jeanne@ville-arcueil.fr", "ARCUEIL", "Jeanne");
        var bob = await app.ARecipient(Role.Requester, "bob@ivry.fr", "IVRY", "Bob");
        var kate = await app.ARecipient(Role.Requester, "kate@ville-arcueil.fr", "ARCUEIL", "Kate", "en");
        var first = (await app.ATicket(jeanne, title: "Écran noir")).Number;
        await app.ATicket(bob, "IVRY", "Souris");
        await app.ATicket(kate, title: "Keyboard");
        while (await app.Send(new TellEvents()) > 0) { }
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.Services.GetRequiredService<MailDelivery>().Run(default);
        var mails = server.Messages.ToDictionary(mail => mail.To.Mailboxes.Single().Address);
        var arcueil = mails["jeanne@ville-arcueil.fr"];
        Assert.That(arcueil.Subject, Is.EqualTo($"[SIIM #{first:D7}] Demande {first} de Arcueil"));
        Assert.That(arcueil.TextBody, Does.Contain("Cher Jeanne,").And.Contain("La DSI d'Arcueil").And.Not.Contain("Le support"));
        Assert.That(arcueil.TextBody, Does.Not.Contain("Bonjour"));
        Assert.That(mails["bob@ivry.fr"].Subject, Does.EndWith("] Souris"));
        Assert.That(mails["bob@ivry.fr"].TextBody, Does.Contain("Cher Bob,").And.Contain("Le support"));
        Assert.That(mails["kate@ville-arcueil.fr"].TextBody, Does.Contain("Dear Kate,").And.Not.Contain("Arcueil"));
        await app.Send(new ResolveTicket { Number = first, Solution = "Rallumé" });
        while (await app.Send(new TellEvents()) > 0) { }
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.Services.GetRequiredService<MailDelivery>().Run(default);
        Assert.That(server.Messages[^1].Subject, Does.EndWith("] Écran noir"), "of another kind");
    }

    [Test]
    public async Task Texts_are_listed_changed_one_after_the_other_and_taken_back()
    {
        var texts = (await app.Send(new ListMailTexts { Member = "ARCUEIL" })).Items;
        Assert.That(texts, Has.Count.EqualTo(8).And.All.Matches<MailTextDetails>(text => text is { Member: "ARCUEIL", Version: 0 }));
        var saved = await app.Send(Text("ARCUEIL") with { Subject = " Reçu " });
        Assert.That((saved.Subject, saved.Version), Is.EqualTo(("Reçu", 1)));
        Assert.That(app.Refused(Text("ARCUEIL") with { Subject = "Autre" }).Status, Is.EqualTo(412));
        saved = await app.Send(Text("ARCUEIL", version: 1) with { Subject = " " });
        Assert.That((saved.Subject, saved.Version), Is.EqualTo(((string?)null, 2)));
        Assert.That((await app.Send(new ListMailTexts())).Items, Has.All.Matches<MailTextDetails>(text => text.Version == 0));
        Assert.That(app.Refused(Text(null, kind: "météo")).Errors, Contains.Key("Kind"));
        Assert.That(app.Refused(Text(null, language: "de")).Errors, Contains.Key("Language"));
        Assert.That(app.Refused(Text("ARCUEI")).Errors["Member"][0], Does.Contain("ARCUEIL"));
        Assert.That(
            app.Refused(Text(null) with { Intro = "{{prenom}}" }).Errors["Intro"][0],
            Does.Contain("prenom").And.Contain("destinataire")
        );
        Assert.That(app.RefusedAs(await app.AUser(Role.Hotline), Text(null)).Status, Is.EqualTo(403));
    }

    [TestCase("fr", "Bonjour Camille Exemple,")]
    [TestCase("en", "Hello Camille Example,")]
    public async Task A_text_is_seen_before_it_is_saved(string language, string greeting)
    {
        await app.Send(Text(null, "solved", language) with { Signature = "Le support" });
        foreach (var kind in MailTextKind.All)
            Assert.That((await Preview(null, kind, language)).Plain, Does.Contain(greeting));
        var preview = await Preview("ARCUEIL", "solved", language);
        Assert.That(preview.Subject, Is.EqualTo("[SIIM #0001234] 1234"));
        Assert.That(preview.Plain, Does.Contain("Le support"), "what all members have");
        Assert.That(
            (await app.Send(new ListMailTexts { Member = "ARCUEIL" })).Items,
            Has.All.Matches<MailTextDetails>(t => t.Version == 0)
        );
    }

    Task<MailPreview> Preview(string? member, string kind, string language) =>
        app.Send(
            new PreviewMailText
            {
                Member = member,
                Kind = kind,
                Language = language,
                Subject = "{{numero}}",
            }
        );
}
