using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A manager puts many lines on another domain at once: finds them, sees which figures would move, confirms, and takes it back.
/// </summary>
sealed class BulkChangePageTests
{
    [Test]
    public async Task A_manager_changes_lines_in_bulk_and_puts_them_back()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/temps/lot");
        await page.FillAsync("#f-from", "2016-01-01");
        await page.FillAsync("#f-to", "2016-06-30");
        await page.SelectOptionAsync("#f-domain", "CULTURE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher les lignes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Lignes :").First).ToBeVisibleAsync();
        await manager.Check("lot-lignes");

        await page.GetByRole(AriaRole.Button, new() { Name = "Voir l'effet" }).ClickAsync();
        await Assertions.Expect(page.Locator(".refusal")).ToContainTextAsync("Choisissez au moins une chose");
        await page.SelectOptionAsync("#f-set-domain", "FINANCES");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir l'effet" }).ClickAsync();
        var effect = page.GetByRole(AriaRole.Region, new() { Name = "Ce qui changerait" });
        await Assertions.Expect(effect).ToContainTextAsync("Chiffres qui changeraient");
        await manager.Check("lot-effet");

        await effect.GetByRole(AriaRole.Button, new() { NameRegex = new("Changer ces lignes") }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Lignes changées");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler", Exact = true }).First.ClickAsync();
        await manager.Check("lot-annuler");
        await page.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("remises comme avant");
    }
}
