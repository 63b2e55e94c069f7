using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A member's IT manager reads the year, contests a figure from where it stands, follows the answer, and is not satisfied.
/// </summary>
sealed class MemberPageTests
{
    [Test]
    public async Task A_contact_contests_a_figure_and_opens_it_again_after_the_answer()
    {
        await using var contact = await Visitor.Come("correspondant");
        var page = contact.Page;
        await contact.Open("/adherent/ARCUEIL/2017");
        await Assertions.Expect(page.Locator(".chart").First).ToBeVisibleAsync();
        await contact.Check("adherent-annee");
        Assert.That(
            await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"),
            Is.LessThanOrEqualTo(0),
            "the page scrolls sideways"
        );
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Contester\\s: tickets ouverts") }).ClickAsync();
        await page.FillAsync("#f-reason", "Nous en comptons moins.");
        await contact.Settle();
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Contestation envoyée")).ToBeVisibleAsync();

        await using var manager = await Visitor.Come("manager");
        await manager.Open("/");
        await Assertions
            .Expect(manager.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("contestations? en attente de réponse") }))
            .ToBeVisibleAsync();
        await manager.Check("accueil-manager");
        await manager.Open("/contestations?etat=open");
        await manager.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Nous en comptons moins." }).Locator("th a").ClickAsync();
        await Assertions.Expect(manager.Page.GetByText("À l'ouverture")).ToBeVisibleAsync();
        await manager.Settle();
        await manager.Page.FillAsync("#f-answer", "Le relevé est le bon.");
        await manager.Check("contestation-a-repondre");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Rejeter" }).ClickAsync();
        await Assertions.Expect(manager.Page.GetByText("Réponse envoyée.")).ToBeVisibleAsync();

        await contact.Open("/");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("nouvelles? réponses? à vos contestations") }))
            .ToContainTextAsync(new Regex("[1-9]"));
        await contact.Check("accueil-correspondant");
        await contact.Open("/contestations");
        var mine = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Nous en comptons moins." });
        await Assertions.Expect(mine).ToContainTextAsync("nouvelle réponse");
        await mine.Locator("th a").ClickAsync();
        await Assertions.Expect(page.GetByText("Le relevé est le bon.")).ToBeVisibleAsync();
        await contact.Settle();
        await page.FillAsync("#f-reason", "Il en manque deux au relevé.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Contestation rouverte.")).ToBeVisibleAsync();
        await contact.Check("contestation-rouverte");
        await contact.Open("/contestations");
        await Assertions.Expect(mine).Not.ToContainTextAsync("nouvelle réponse");
    }

    [TestCase("hotline")]
    [TestCase("technicien")]
    [TestCase("chefprojet")]
    [TestCase("formateur")]
    [TestCase("manager")]
    [TestCase("correspondant")]
    [TestCase("demandeur")]
    public async Task The_home_page_of_each_persona_counts_what_its_links_open(string login)
    {
        await using var visitor = await Visitor.Come(login);
        var page = visitor.Page;
        await visitor.Open("/");
        await visitor.Check($"accueil-{login}");
        var open = page.GetByRole(AriaRole.Link, new() { Name = "tickets en cours" });
        var count = int.Parse(string.Concat((await open.Locator("strong").InnerTextAsync()).Where(char.IsDigit)));
        await open.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets$"));
        await visitor.Settle();
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(Math.Min(count, 50)); // a page of the list, or all of it
    }
}
