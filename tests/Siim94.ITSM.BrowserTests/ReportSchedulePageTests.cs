using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Reports by mail, from the page; the demo has no mail server.</summary>
sealed partial class ReportSchedulePageTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_manager_schedules_changes_pauses_and_deletes_a_report(bool onDesktop)
    {
        await using var visitor = await Visitor.Come("manager", onDesktop ? Visitor.Desktop : Visitor.Phone);
        var page = visitor.Page;
        await visitor.Open("/envois/nouveau");
        await Assertions.Expect(page.Locator(".warning")).ToContainTextAsync("Aucun serveur de messagerie");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".refusal")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#f-title")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.Check($"envoi-refuse-{onDesktop}");

        var title = $"Domaines du lundi {Guid.NewGuid():N}"[..30];
        await page.FillAsync("#f-title", title);
        await page.SelectOptionAsync("#f-table", "si-domain");
        await page.SelectOptionAsync("#f-frequency", "monthly");
        await page.FillAsync("#f-dayofmonth", "31");
        await page.GetByLabel("Correspondante d'Arcueil").CheckAsync();
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(Scheduled());
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Le 31 de chaque mois à 8 h");

        await page.GetByRole(AriaRole.Button, new() { Name = "M'en envoyer un maintenant" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Journal des envois" })).ToContainTextAsync("en attente");
        await visitor.Check($"envoi-{onDesktop}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Suspendre" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("suspendu");
        await visitor.Open("/envois");
        await visitor.Check($"envois-{onDesktop}");
        await page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/envois$"));
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(title);
    }

    [Test]
    public async Task A_member_contact_schedules_for_themselves_and_sets_their_address()
    {
        await using var visitor = await Visitor.Come("correspondant");
        var page = visitor.Page;
        await visitor.Open("/envois/nouveau");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("L'envoi vous est adressé");
        await Assertions.Expect(page.Locator("#f-recipients")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Votre adresse électronique" }).ClickAsync();
        await page.FillAsync("#f-email", "dsi");
        await page.Locator("main form").EvaluateAsync("form => form.noValidate = true");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("#f-email")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.FillAsync("#f-email", "dsi@arcueil.example");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToHaveTextAsync("Adresse enregistrée.");
        await visitor.Check("compte");
    }

    [GeneratedRegex(@"/envois/\d+$")]
    private static partial Regex Scheduled();
}
