using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>An administrator keeps the referentials: what each kind of row asks for, renaming, closing, postings of an agent.</summary>
sealed class ReferentialPageTests
{
    [Test]
    public async Task An_administrator_adds_an_activity_with_its_rules()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/referentiels/activity?panneau=ajout");
        await page.ClickAsync("main form:not([role=search]) button[type=submit]");
        await Assertions.Expect(page.Locator("#f-name-messages")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#f-department-messages")).ToBeVisibleAsync();
        await administrator.Check("activite-refusee");

        await page.FillAsync("#f-name", "Audit de sécurité");
        await page.SelectOptionAsync("#f-department", "INFRA");
        await page.SelectOptionAsync("#f-parent", "INFRA-MCO");
        await page.SelectOptionAsync("#f-domainrule", "required");
        await page.SelectOptionAsync("#f-domainkind", "technical");
        await page.ClickAsync("main form:not([role=search]) button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "AUDIT-DE-SECURITE" });
        await Assertions.Expect(row).ToContainTextAsync("obligatoire : Domaine (technique)");

        await row.Locator("a[data-opens]").ClickAsync();
        await Assertions.Expect(page.Locator(".side-panel")).ToBeVisibleAsync();
        await page.FillAsync("#f-name", "Audits de sécurité");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir l'effet" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Renommer" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Audits de sécurité");
        await row.Locator("a[data-opens]").ClickAsync();
        await Assertions.Expect(page.Locator(".side-panel")).ToBeVisibleAsync();
        await administrator.Check("activite-fiche");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer", Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_administrator_adds_an_agent_and_changes_their_day()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/referentiels/agent?panneau=ajout");
        await page.FillAsync("#f-name", "Zoé Nouvelle");
        await page.SelectOptionAsync("#f-team", "SI");
        await page.FillAsync("#f-dayminutes", "468");
        await page.ClickAsync("main form:not([role=search]) button[type=submit]");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Zoé Nouvelle" });
        await Assertions.Expect(row).ToContainTextAsync("journée de 7 h 48");

        await row.Locator("a[data-opens]").ClickAsync();
        await Assertions.Expect(page.Locator(".side-panel")).ToBeVisibleAsync();
        await page.FillAsync("#f-from", "2027-01-04");
        await page.SelectOptionAsync("#f-team", "SUPPORT");
        await page.FillAsync("#f-dayminutes", "420");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter l'affectation" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        await row.Locator("a[data-opens]").ClickAsync();
        await Assertions.Expect(page.Locator(".side-panel")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "04/01/2027" })).ToContainTextAsync("SUPPORT");
        await administrator.Check("agent-affectations");
    }

    [Test]
    public async Task An_administrator_sees_which_figures_a_merge_moves_before_it_is_made()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/referentiels/domain?panneau=ajout");
        await page.FillAsync("#f-name", "Vie culturelle et sociale");
        await page.SelectOptionAsync("#f-kind", "functional");
        await page.ClickAsync("main form:not([role=search]) button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        var row = page.GetByRole(AriaRole.Row)
            .Filter(new() { Has = page.GetByRole(AriaRole.Cell, new() { Name = "CULTURE", Exact = true }) });
        await row.Locator("a[data-opens]").ClickAsync();
        await Assertions.Expect(page.Locator(".side-panel")).ToBeVisibleAsync();

        // No line of this domain is later than 2017.
        await page.SelectOptionAsync("#f-into", "VIE-CULTURELLE-ET-SOCIALE");
        await page.Locator("form:has(#f-into) #f-startson").FillAsync("2017-01-01");
        await page.Locator("form:has(#f-into) button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("form:has(#f-into) #f-startson-messages")).ToContainTextAsync("lignes de temps");
        await administrator.Check("succession-refusee");
        await page.Locator("form:has(#f-into) #f-startson").FillAsync("2018-01-01");
        await page.Locator("form:has(#f-into) button[type=submit]").ClickAsync();
        var effect = page.GetByRole(AriaRole.Region, new() { Name = "Ce qui changerait" });
        await Assertions.Expect(effect).ToContainTextAsync("Chiffres qui changeraient");
        await administrator.Check("succession-effet");
        await effect.GetByRole(AriaRole.Button, new() { Name = "Renoncer" }).ClickAsync();
        await Assertions.Expect(effect).ToHaveCountAsync(0);
    }
}
