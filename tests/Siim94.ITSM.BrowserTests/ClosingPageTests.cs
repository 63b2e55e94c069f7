using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A manager closes a year, is shown what warns, opens it again with a reason, closes it again and compares the editions and publishes the
/// document. 2014: no other test writes into it.
/// </summary>
sealed class ClosingPageTests
{
    [Test]
    public async Task A_manager_closes_reopens_and_publishes_a_second_edition()
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open("/clotures?annee=2014");
        await Close(visitor, "cloture-controles");

        await page.GetByRole(AriaRole.Row, new() { Name = "2014", Exact = false })
            .First.GetByRole(AriaRole.Button, new() { Name = "Rouvrir 2014", Exact = true })
            .ClickAsync();
        await page.Locator("#f-reason").FillAsync("Une feuille oubliée");
        await visitor.Check("cloture-rouvrir");
        await page.Locator("form button[type=submit].danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("rouverte");
        await Close(visitor, "cloture-seconde");

        await visitor.Open("/bilans/2014/editions");
        await page.Locator("#f-digest2").FillAsync(await page.Locator("section").First.Locator("code").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier l'édition 2" }).ClickAsync();
        await Assertions.Expect(page.Locator("p.saved")).ToContainTextAsync("intacte", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les tableaux de l'édition 2" }).ClickAsync();
        await page.Locator("main details").First.Locator("summary").ClickAsync();
        await Assertions.Expect(page.Locator("main details table").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Rien n'a changé.")).ToBeVisibleAsync();
        await visitor.Check("editions");

        await visitor.Open("/bilans/2014");
        await Assertions.Expect(page.Locator("p.published")).ToContainTextAsync("édition 2");
        await PublishDocument(visitor);
    }

    [Test]
    public async Task The_year_of_the_last_month_that_is_over_is_shown_first()
    {
        await using var visitor = await Visitor.Come("manager");
        await visitor.Open("/clotures");
        await Assertions.Expect(visitor.Page.Locator("#year")).ToHaveValueAsync($"{DateTime.Today.AddMonths(-1).Year}");
    }

    /// <summary>A closed year and a text that has been read: the document is frozen with the edition, and its text with it.</summary>
    static async Task PublishDocument(Visitor visitor)
    {
        var page = visitor.Page;
        await visitor.Open("/bilans/2014/chapitres/synthese");
        await page.FillAsync("#f-text", "L'année de la feuille oubliée.");
        await page.ClickAsync("main form button[type=submit]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Demander une relecture" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter" }).ClickAsync();
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("relu");

        await visitor.Open("/bilans/2014");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier le document" }).ClickAsync();
        await visitor.Check("bilan-publier");
        await page.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Le bilan 2014 est publié");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Publier le document" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#chapitre-synthese .chapter-text")).ToContainTextAsync("feuille oubliée");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Écrire le texte" })).ToHaveCountAsync(0);
        await visitor.Check("bilan-publie");

        await visitor.Open("/bilans/2014/chapitres/synthese");
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("publié");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveCountAsync(0);
        await visitor.Check("chapitre-publie");
    }

    static async Task Close(Visitor visitor, string picture)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Contrôler 2014 avant clôture", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("ul.checks li")).Not.ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await visitor.Check(picture);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clôturer 2014", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clôturer 2014", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Une édition est publiée", new() { Timeout = 120_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir décembre 2014", Exact = true })).ToBeVisibleAsync();
    }
}
