using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A manager enters, corrects and deletes values of key figures, and counts staff; gaps are seen everywhere.</summary>
sealed class KeyFigurePageTests
{
    [Test]
    public async Task A_manager_fills_a_gap_corrects_it_and_takes_it_back()
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open("/chiffres-cles?de=2015&a=2017");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Serveurs Linux virtuels" });
        await Assertions.Expect(row.GetByText("manquant")).ToHaveCountAsync(1);
        Assert.That(
            await row.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label"),
            Is.EqualTo("Serveurs Linux virtuels (serveurs) : 2015 25 ; 2016 manquant ; 2017 28")
        );
        await visitor.Check("chiffres-cles-tableaux");

        await row.Locator("th a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Saisir 2016" }).ClickAsync();
        await page.FillAsync("#f-value", "26");
        await page.FillAsync("#f-source", "Inventaire");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        var value = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Inventaire" }).First;
        await Assertions.Expect(value).ToContainTextAsync("+1 (+4,0 %)");

        await page.GetByRole(AriaRole.Button, new() { Name = "Corriger la valeur de 2016" }).ClickAsync();
        await page.FillAsync("#f-value", "27");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(value).ToContainTextAsync("+2 (+8,0 %)");
        await visitor.Check("chiffre-cle-corrige");

        await value.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await visitor.Check("chiffre-cle-question");
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Saisir 2016" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Inventaire" })).ToHaveCountAsync(3);
    }

    [Test]
    public async Task A_manager_counts_staff_by_grade()
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open("/effectifs");
        await page.SelectOptionAsync("#f-department", "SUPPORT");
        await page.FillAsync("#f-grade", "Technicien");
        await page.FillAsync("#f-period", "2016");
        await page.FillAsync("#f-fulltime", "3.25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Technicien" })).ToContainTextAsync("3,25");
        await visitor.Check("effectifs");
    }
}
