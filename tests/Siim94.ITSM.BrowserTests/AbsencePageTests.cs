using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Whoever asks for an absence is told what it covers, and whoever decides sees what is left.</summary>
sealed class AbsencePageTests
{
    [Test]
    public async Task An_absence_that_covers_nothing_says_so_and_who_decides_sees_the_balance()
    {
        var year = DateTime.Today.Year + 1;
        await using var agent = await Visitor.Come("formateur");
        var page = agent.Page;
        await agent.Open("/absences");
        await page.Locator("#f-kind").SelectOptionAsync("CONGE");
        // Labour Day: nobody is expected.
        await page.Locator("#f-from").FillAsync($"{year}-05-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Demander", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Elle ne couvre aucun temps attendu");

        await using var manager = await Visitor.Come("manager");
        await manager.Open("/absences/a-decider");
        await Assertions
            .Expect(manager.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Solde, demandes déduites" }))
            .ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^Supprimer.*{year}") }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToBeVisibleAsync();
    }
}
