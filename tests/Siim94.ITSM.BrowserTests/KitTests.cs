using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What the parts of the kit do on the keyboard, with a screen reader and on a phone.</summary>
sealed class KitTests
{
    [Test]
    public async Task Every_part_is_shown_in_all_its_states_to_those_who_work_on_them_only()
    {
        await using var product = await OwnProduct.Start("Development");
        await using var visitor = await Visitor.Come(null);
        var page = visitor.Page;
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        foreach (var screen in new[] { Visitor.Desktop, Visitor.Tablet, Visitor.Phone })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(screen.Width, screen.Height);
            await page.GotoAsync($"{product.Address}/kit?panneau=1");
            await visitor.Settle();
            await visitor.Check($"kit-{scheme}-{screen.Width}");
            Assert.That(
                await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"),
                Is.LessThanOrEqualTo(0)
            );
        }
        await page.SetViewportSizeAsync(Visitor.Desktop.Width, Visitor.Desktop.Height);
        await page.GotoAsync($"{product.Address}/kit");
        await visitor.Settle();
        var opener = page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le dialogue" });
        await opener.ClickAsync();
        await Assertions.Expect(page.Locator("#example")).ToBeVisibleAsync();
        await visitor.Check("kit-dialogue");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(opener).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Montrer le message" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Ligne supprimée.");
        await visitor.Check("kit-message");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToHaveCountAsync(0);

        await page.GotoAsync("/kit");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Page introuvable");
    }

    /// <summary>DECISION-kit.md: 120 KB at most for who comes for the first time, the page included.</summary>
    [Test]
    public async Task The_first_load_stays_light()
    {
        await using var hotline = await Visitor.Come("hotline");
        var answers = new List<IResponse>();
        hotline.Page.Response += (_, answer) => answers.Add(answer);
        await hotline.Open("/tickets?statut=");
        var sizes = await Task.WhenAll(
            answers.Where(answer => answer.Ok).ToList().Select(async answer => Packed(await answer.BodyAsync()))
        );
        TestContext.Out.WriteLine($"{sizes.Length} answers, {sizes.Sum() / 1024} KB");
        Assert.That(sizes, Has.Length.GreaterThan(8));
        Assert.That(sizes.Sum(), Is.LessThanOrEqualTo(120 * 1024));

        static long Packed(byte[] body)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(body);
            return packed.Length;
        }
    }

    [Test]
    public async Task A_combobox_finds_by_what_is_typed_without_accents_and_takes_on_Enter()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets/nouveau");
        var box = page.Locator("#f-member-input");
        await box.FocusAsync();
        await page.Keyboard.TypeAsync("ecoles vill");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        var options = page.Locator("#f-member-list [role=option]");
        await Assertions.Expect(options).ToHaveCountAsync(1);
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", await options.First.GetAttributeAsync("id") ?? "");
        await hotline.Check("combobox-ouverte");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(box).ToHaveValueAsync("Écoles de Villejuif");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(page.Locator("#f-member")).Not.ToHaveValueAsync("");

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(box).ToHaveValueAsync("Écoles de Villejuif");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/nouveau$"));
    }

    [Test]
    public async Task Rows_are_walked_previewed_and_opened_on_the_keyboard_and_the_focus_comes_back()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets?statut=closed");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var second = page.Locator("tbody tr").Nth(1);
        await Assertions.Expect(second).ToHaveClassAsync("here");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("apercu=[0-9]+"));
        await Assertions.Expect(page.Locator("#panel-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".side-panel .timeline li").First).ToBeVisibleAsync();
        await hotline.Check("apercu");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".side-panel")).ToHaveCountAsync(0);
        await Assertions.Expect(second.Locator("th a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/[0-9]+$"));
    }

    [Test]
    public async Task A_list_that_is_all_there_is_sorted_by_its_headings_and_the_address_says_so()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/comptes");
        await page.Locator("thead a", new() { HasText = "Identifiant" }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Identifiant");
        await page.Locator("thead a", new() { HasText = "Identifiant" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("tri=-login"));
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);
        var logins = await page.Locator("table").First.Locator("tbody th").AllInnerTextsAsync();
        var french = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);
        Assert.That(logins, Is.EqualTo(logins.OrderByDescending(login => login, french)));
    }

    [Test]
    public async Task Columns_that_are_put_away_stay_away()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets?statut=");
        await page.ClickAsync("[popovertarget=columns-tickets]");
        await page.UncheckAsync("[data-columns-of=tickets] input[value=adherent]");
        await Assertions.Expect(page.Locator("th[data-column=adherent]")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await hotline.Settle();
        await Assertions.Expect(page.Locator("th[data-column=adherent]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("th[data-column=titre]")).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_palette_finds_pages_and_tickets_and_opens_them()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("formations");
        await hotline.Check("palette");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/formations$"));
        await hotline.Settle();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("#480");
        await Assertions.Expect(page.Locator("#palette [role=option]").First).ToContainTextAsync("#480");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/480$"));
        await hotline.Settle();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("arcueil");
        await Assertions.Expect(page.Locator("#palette a[href='/adherent/ARCUEIL']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#palette a[href^='/tickets/']").First).ToBeVisibleAsync();
    }

    [Test]
    public async Task Shortcuts_of_the_page_are_told_and_the_focus_comes_back()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets?statut=");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#shortcuts")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#shortcuts dd", new() { HasText = "Cocher la ligne" })).ToBeVisibleAsync();
        await hotline.Check("raccourcis");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#shortcuts")).ToBeHiddenAsync();
        await hotline.Open("/");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#shortcuts dd", new() { HasText = "Cocher la ligne" })).ToBeHiddenAsync();
    }

    [Test]
    public async Task The_theme_and_the_folded_menu_are_there_from_the_first_paint()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/");
        await page.ClickAsync(".account");
        await page.ClickAsync("[data-theme-choice=dark]");
        await Assertions.Expect(page.Locator("[data-theme-choice=dark]")).ToHaveAttributeAsync("aria-pressed", "true");
        await hotline.Check("menu-du-compte-sombre");
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync("[data-folds-menu]");
        var answer = await page.ReloadAsync();
        Assert.That(await answer!.TextAsync(), Does.Contain("data-theme=\"dark\"").And.Contain("data-menu=\"narrow\""));
        await hotline.Settle();
        await hotline.Check("menu-replie-sombre");
        await page.ClickAsync("[data-folds-menu]");
        await page.ClickAsync(".account");
        await page.ClickAsync("[data-theme-choice='']");
        Assert.That(await (await page.ReloadAsync())!.TextAsync(), Does.Not.Contain("data-theme=\""));
    }

    [Test]
    public async Task A_phone_has_a_bar_of_four_and_cards_instead_of_rows()
    {
        await using var technician = await Visitor.Come("technicien", Visitor.Phone);
        var page = technician.Page;
        await technician.Open("/tickets?statut=");
        await Assertions.Expect(page.Locator(".phone-bar :is(a, button)")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("thead")).ToBeHiddenAsync();
        await page.ClickAsync("[data-opens-menu]");
        await Assertions.Expect(page.Locator("nav.side")).ToBeVisibleAsync();
        await technician.Check("telephone-menu");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("nav.side")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-opens-menu]")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Each_row_of_a_chart_tells_its_values()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/adherent/VITRY/2017");
        var rows = page.Locator("[data-points]").First.Locator("[data-tip]");
        await rows.First.FocusAsync();
        await Assertions.Expect(page.Locator("[role=tooltip]")).ToContainTextAsync("2017 :");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[role=tooltip]")).ToHaveTextAsync(await rows.Nth(1).GetAttributeAsync("aria-label") ?? "");
    }

    [TestCase("/interventions")]
    [TestCase("/formations")]
    [TestCase("/bilans/2017/tables/si-general/lignes?ligne=SI-MCO&colonne=2017")]
    [TestCase("/croisement/lignes?measures=days&rows=activity&columns=year&from=2017&to=2017")]
    public async Task A_long_list_has_one_button_for_its_next_rows_and_brings_them(string path)
    {
        await using var visitor = await Visitor.Come("manager");
        await visitor.Open(path);
        var rows = await visitor.Page.Locator("tbody tr").CountAsync();
        var more = visitor.Page.Locator("main button[data-more]");
        await Assertions.Expect(more).ToHaveCountAsync(1);
        var name = await more.InnerTextAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true })).ToHaveCountAsync(1);
        await more.ClickAsync();
        await visitor.Page.WaitForFunctionAsync("rows => document.querySelectorAll('tbody tr').length > rows", rows);
    }
}
