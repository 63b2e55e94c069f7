using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A manager compares keys, proposes, accepts and takes back; the tables follow.</summary>
sealed class AllocationPageTests
{
    [Test]
    public async Task A_manager_compares_keys_accepts_and_takes_back()
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open("/repartitions?periode=2017&pot=HOTLINE");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Permanence hotline, 2017 : 350 j à répartir" }))
            .ToBeVisibleAsync();
        await visitor.Check("repartitions-cles");
        await page.GetByLabel("Proposer avec la clé").SelectOptionAsync("TICKETS");
        await page.GetByRole(AriaRole.Button, new() { Name = "Proposer cette répartition" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Tickets ouverts : 107 / 489 × 350 j")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter" }).ClickAsync();
        await visitor.Check("repartitions-question");
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.GetByText("La répartition est acceptée.")).ToBeVisibleAsync();
        await visitor.Check("repartitions-acceptee");

        await visitor.Open("/bilans/2017/tables/days-member-allocated/lignes?ligne=SAF94&colonne=allocated");
        await Assertions.Expect(page.GetByText("Permanence hotline – Tickets ouverts")).ToBeVisibleAsync();

        await visitor.Open("/repartitions?periode=2017&repartition=1");
        await page.GetByText("Reprendre cette répartition").First.ClickAsync();
        await page.FillAsync("#f-reason", "Essai");
        await page.Locator("form button.danger").ClickAsync();
        await Assertions.Expect(page.GetByText("La répartition est rejetée.")).ToBeVisibleAsync();
    }
}
