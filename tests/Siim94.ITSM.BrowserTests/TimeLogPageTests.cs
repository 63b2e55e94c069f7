using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

sealed class TimeLogPageTests
{
    [Test]
    public async Task An_engineer_logs_half_a_day_and_sees_it_in_the_week()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        // Today is filled by the demo and by other tests, sometimes to its brim.
        await engineer.Open("/temps/2019-S15/lignes");
        await engineer.Check("temps");
        var page = engineer.Page;
        await page.FillAsync("#f-day", "2019-04-09");
        await page.SelectOptionAsync("#f-activity", "SI-DOMAINE");
        await page.SelectOptionAsync("#f-domain", "FINANCES");
        await page.FillAsync("#f-quantity", "1/2 j");
        await page.FillAsync("#f-note", "Comité de domaine");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tbody", new() { HasText = "Comité de domaine" })).ToContainTextAsync("0,5 j");
        await engineer.Check("temps-saisi");
    }

    [Test]
    public async Task Says_beside_the_field_what_is_not_understood_and_keeps_what_was_typed()
    {
        await using var engineer = await Visitor.Come("chefprojet", Visitor.Phone);
        await engineer.Open("/temps/lignes");
        await engineer.Page.SelectOptionAsync("#f-activity", "SI-DOMAINE");
        await engineer.Page.FillAsync("#f-quantity", "beaucoup");
        await engineer.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(engineer.Page.Locator("#f-quantity-messages")).ToBeVisibleAsync();
        await Assertions.Expect(engineer.Page.Locator("#f-quantity")).ToHaveValueAsync("beaucoup");
        await engineer.Check("temps-erreur-telephone");
    }

    [Test]
    public async Task What_is_unlikely_is_said_once_at_its_field_in_words_for_people()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var page = engineer.Page;
        await engineer.Open("/temps/2017-S33/lignes");
        // A Sunday: free in the demo.
        await page.FillAsync("#f-day", "2017-08-20");
        await page.SelectOptionAsync("#f-activity", "SI-DOMAINE");
        await page.SelectOptionAsync("#f-domain", "FINANCES");
        await page.FillAsync("#f-quantity", "11 h");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("#f-quantity-messages")).ToContainTextAsync("plus que sa journée");
        await Assertions.Expect(page.GetByText("plus que sa journée")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".refusal")).ToHaveTextAsync(new Regex(@"^\s*À corriger\s:\s*Durée\s*$"));
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("true");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "C'est exact, enregistrer quand même" })).ToBeVisibleAsync();
        await engineer.Check("temps-a-confirmer");
    }
}
