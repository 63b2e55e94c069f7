using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A manager asks a question of their own: chooses, sees at once, opens a figure, saves the table and finds it again; a built-in table
/// opens in the pivot.
/// </summary>
sealed class PivotPageTests
{
    [Test]
    public async Task A_manager_builds_a_table_opens_a_figure_and_saves_it()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/croisement?from=2016&to=2017");
        await page.SelectOptionAsync("#f-rows", "department");
        await manager.Settle();
        await page.SelectOptionAsync("#f-rows1", "activity");
        await Assertions.Expect(page.Locator("thead th").Nth(1)).ToHaveTextAsync("Activité");
        await page.GetByLabel("Parts en %").CheckAsync();
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("2017 %");
        await page.GetByLabel("Évolution").CheckAsync();
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("Évolution 2017");
        await manager.Check("croisement");

        await page.SelectOptionAsync("#filtrer", "member-kind");
        await page.SelectOptionAsync("#filtre-member-kind", ["ville", "oph"]);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("filter=member-kind%3Aville.*filter=member-kind%3Aoph"));
        await manager.Settle();
        await manager.Check("croisement-filtre");

        var cell = page.Locator("tbody td.number a").First;
        var text = await cell.InnerTextAsync();
        await cell.ClickAsync();
        await manager.Settle();
        await Assertions.Expect(page.Locator("main strong").First).ToHaveTextAsync(text);
        await manager.Check("croisement-lignes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Retour au croisement" }).ClickAsync();
        await manager.Settle();

        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("#f-title-messages")).ToBeVisibleAsync();
        await page.FillAsync("#f-title", "Activités des villes et offices");
        await page.SelectOptionAsync("#f-visibility", "shared");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();

        await using var leader = await Visitor.Come("chefprojet");
        await leader.Open("/tableaux");
        await leader.Check("tableaux");
        await leader.Open(
            await leader.Page.GetByRole(AriaRole.Link, new() { Name = "Activités des villes et offices" }).GetAttributeAsync("href")
                + "&from=2016&to=2017"
        );
        await Assertions.Expect(leader.Page.Locator("h1")).ToHaveTextAsync("Activités des villes et offices");
        await Assertions.Expect(leader.Page.Locator("tbody tr").Nth(2)).ToBeVisibleAsync();

        await manager.Open("/tableaux");
        // Others keep tables of theirs meanwhile.
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Activités des villes et offices" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await row.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Choosing_by_keyboard_alone_never_loses_its_place()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/croisement?measures=days&rows=member&columns=year&from=2016&to=2017");
        await page.Locator("#f-rows").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("rows=member-group"));
        await Assertions.Expect(page.Locator("#f-rows")).ToBeFocusedAsync();

        // Two choices at once: the second is made before the first is answered.
        await page.GetByLabel("Total de chaque ligne").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("shares=true&rowTotals=true"));
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("2017 %");
        await Assertions.Expect(page.Locator("thead")).ToContainTextAsync("Total");
        await Assertions.Expect(page.GetByLabel("Parts en %")).ToBeFocusedAsync();

        await page.SelectOptionAsync("#filtrer", "department");
        await Assertions.Expect(page.Locator("#filtre-department-input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("filter=department"));
        await Assertions.Expect(page.Locator("#filtre-department-input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("filter="));
        await Assertions.Expect(page.Locator("#filtrer")).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_difference_is_told_in_words_and_against_any_other_year()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/croisement/lignes?measures=days&rows=member&columns=year&from=2014&to=2017&row=IVRY&column=2017");
        await page.GetByRole(AriaRole.Link, new() { Name = "D'où vient l'écart" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/croisement/ecart"));
        await manager.Settle();
        await Assertions
            .Expect(page.Locator("main .lead"))
            .ToHaveTextAsync(new Regex("^Ivry-sur-Seine\\s: [+-].* j de 2016 \\(.* j\\) à 2017"));
        await page.SelectOptionAsync("#comparer", "2014");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("before=2014"));
        await Assertions.Expect(page.Locator("main .lead")).ToContainTextAsync("de 2014");
        await manager.Check("croisement-ecart");
    }

    [Test]
    public async Task A_table_of_the_report_opens_in_the_pivot_with_the_same_figures()
    {
        await using var manager = await Visitor.Come("manager");
        await manager.Open("/bilans/2017");
        var printed = await manager.Page.Locator("#si-domain tbody tr").AllInnerTextsAsync();
        await manager.Page.Locator("#si-domain").GetByRole(AriaRole.Link, new() { Name = "Ouvrir dans le croisement" }).ClickAsync();
        await Assertions.Expect(manager.Page).ToHaveURLAsync(new Regex("/croisement"));
        await manager.Settle();
        await Assertions.Expect(manager.Page.Locator("tbody tr")).ToHaveCountAsync(printed.Count);
        Assert.That(await manager.Page.Locator("tbody tr").AllInnerTextsAsync(), Is.EqualTo(printed));
    }

    [Test]
    public async Task Lines_are_drawn_for_months_and_a_wrong_address_says_what_is_wrong()
    {
        await using var manager = await Visitor.Come("manager", Visitor.Phone);
        await manager.Open("/croisement?measures=tickets-opened&rows=member&columns=month&from=2017&to=2017&chart=lines");
        await Assertions.Expect(manager.Page.Locator("svg.lines polyline").First).ToBeAttachedAsync();
        await manager.Check("croisement-courbes-telephone");
        await manager.Open("/croisement?measures=days&rows=moon");
        await Assertions.Expect(manager.Page.Locator(".refusal")).ToContainTextAsync("moon");
        await manager.Check("croisement-refuse");
    }

    [Test]
    public async Task People_of_a_member_contest_a_figure_of_its_year_and_get_an_answer()
    {
        await using var contact = await Visitor.Come("correspondant");
        var page = contact.Page;
        await contact.Open("/adherent/ARCUEIL/2017");
        await contact.Check("adherent-correspondant");
        await page.Locator("tbody td.number a").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/croisement/lignes"));
        await page.Locator(".page-header").GetByRole(AriaRole.Link, new() { Name = "Contester" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/contestations"));
        await contact.Settle();
        await page.FillAsync("#f-reason", "Une visite de mars n'a pas eu lieu.");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();

        await using var manager = await Visitor.Come("manager");
        await manager.Open("/contestations");
        await manager.Page.Locator("tbody tr").First.Locator("th a").ClickAsync();
        await Assertions.Expect(manager.Page.Locator("#reponse")).ToBeVisibleAsync();
        await manager.Settle();
        await manager.Page.FillAsync("#f-answer", "Vérifié avec le technicien : elle a eu lieu le 14.");
        await manager.Check("contestation-reponse");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Rejeter" }).ClickAsync();
        await Assertions.Expect(manager.Page.Locator(".saved")).ToBeVisibleAsync();

        await contact.Open("/contestations");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("elle a eu lieu le 14");
    }
}
