using System.Globalization;
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
            answers.Where(answer => answer.Ok).ToList().Select(async answer => Visitor.Packed(await answer.BodyAsync()))
        );
        TestContext.Out.WriteLine($"{sizes.Length} answers, {sizes.Sum() / 1024} KB");
        Assert.That(sizes, Has.Length.GreaterThan(8));
        Assert.That(answers.Select(answer => answer.Url), Has.None.Contains("grid"), "what the week alone needs comes with the week");
        Assert.That(sizes.Sum(), Is.LessThanOrEqualTo(120 * 1024));
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
    public async Task A_combobox_takes_what_is_named_as_typed_before_what_only_has_it_in_its_name_or_was_taken_lately()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets/nouveau");
        var box = page.Locator("#f-member-input");
        foreach (
            var (typed, taken) in new[] { ("ecoles vill", "Écoles de Villejuif"), ("villejuif", "Villejuif"), ("vitry", "Vitry-sur-Seine") }
        )
        {
            await box.FocusAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.TypeAsync(typed);
            await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(box).ToHaveValueAsync(taken);
        }
    }

    [Test]
    public async Task A_combobox_creates_what_it_has_not_and_only_when_told_to()
    {
        await using var product = await OwnProduct.Start("Development");
        await using var visitor = await Visitor.Come(null);
        var page = visitor.Page;
        await page.GotoAsync($"{product.Address}/kit");
        await visitor.Settle();
        var (box, chosen) = (page.Locator("#f-created-input"), page.Locator("#f-created"));
        var options = page.Locator("#f-created-list [role=option]");
        await box.FocusAsync();
        await page.Keyboard.TypeAsync("un CHOIX");
        await Assertions.Expect(options).ToHaveTextAsync(["Un choix", "Un autre choix"]);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("choix");
        await Assertions.Expect(options).ToHaveTextAsync(["Un choix", "Un autre choix", "Créer « choix »"]);
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "f-created-0");
        await visitor.Check("kit-choix-a-creer");
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "f-created-create");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(box).ToHaveValueAsync("");

        await box.FocusAsync();
        await page.Keyboard.TypeAsync("Tout neuf");
        await Assertions.Expect(options).ToHaveTextAsync(["Créer « Tout neuf »"]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chosen).ToHaveValueAsync("Tout neuf");
        await Assertions.Expect(box).ToHaveValueAsync("Tout neuf");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");

        await page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
        await box.FillAsync("Au doigt");
        await visitor.Check("kit-choix-a-creer-telephone");
        var size = await options.Last.BoundingBoxAsync();
        Assert.That(size!.Height, Is.GreaterThanOrEqualTo(44));
        await options.Last.ClickAsync();
        await Assertions.Expect(chosen).ToHaveValueAsync("Au doigt");
    }

    [Test]
    public async Task A_combobox_of_several_takes_one_after_the_other_and_gives_each_back()
    {
        await using var product = await OwnProduct.Start("Development");
        await using var visitor = await Visitor.Come(null);
        var page = visitor.Page;
        await page.GotoAsync($"{product.Address}/kit");
        await visitor.Settle();
        var (box, select) = (page.Locator("#f-several-input"), page.Locator("#f-several"));
        var (options, chosen) = (page.Locator("#f-several-list [role=option]"), page.Locator(".chosen li"));
        await Assertions.Expect(chosen).ToHaveTextAsync(["Écoles de la commune 7×"]);

        await box.FocusAsync();
        await page.Keyboard.TypeAsync("ecoles 300");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(box).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("c3");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(select).ToHaveValuesAsync(["C3", "C7", "C300"]);
        await Assertions
            .Expect(chosen)
            .ToHaveTextAsync(["Écoles de la commune 3×", "Écoles de la commune 7×", "Écoles de la commune 300×"]);
        await Assertions
            .Expect(page.Locator(".combobox:has(#f-several) [role=status]"))
            .ToHaveTextAsync("Écoles de la commune 3, Écoles de la commune 7, Écoles de la commune 300");

        // What is chosen is not offered again; what is typed and left is not chosen.
        await box.FillAsync("c300");
        await Assertions.Expect(options).ToHaveTextAsync(["Rien de ce nom."]);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(box).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(select).ToHaveValuesAsync(["C3", "C7"]);
        await page.Keyboard.PressAsync("ArrowDown");
        await visitor.Check("kit-choix-multiple");
        await page.Keyboard.PressAsync("Escape");

        await page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
        await visitor.Check("kit-choix-multiple-telephone");
        var removing = page.GetByRole(AriaRole.Button, new() { Name = "Retirer Écoles de la commune 3" });
        var size = await removing.BoundingBoxAsync();
        Assert.That(new[] { size!.Width, size.Height }, Has.All.GreaterThanOrEqualTo(44));
        await removing.ClickAsync();
        await Assertions.Expect(select).ToHaveValuesAsync(["C7"]);
        await Assertions.Expect(box).ToBeFocusedAsync();
    }

    [Test]
    public async Task Who_keeps_the_referentials_creates_an_application_where_it_is_missing()
    {
        await using var administrator = await Visitor.Come("admin");
        await using var hotline = await Visitor.Come("hotline");
        foreach (var (visitor, offers) in new[] { (hotline, 0), (administrator, 1) })
        {
            await visitor.Open("/tickets/nouveau");
            await visitor.Page.FillAsync("#f-application-input", "Gestion des badges");
            await Assertions.Expect(visitor.Page.Locator("#f-application-list [role=option]")).ToHaveCountAsync(1);
            await Assertions.Expect(visitor.Page.Locator("#f-application-list .create")).ToHaveCountAsync(offers);
        }
        var page = administrator.Page;
        await page.Locator("#f-application-list .create").ClickAsync();
        await Assertions.Expect(page.Locator("#f-application")).ToHaveValueAsync("GESTION-DES-BADGES");
        await page.FillAsync("#f-title", "Badge perdu");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        await Assertions.Expect(page.Locator("#f-application-input")).ToHaveValueAsync("Gestion des badges");
    }

    [Test]
    public async Task A_text_has_its_marks_and_finds_tickets_and_people_on_the_keyboard()
    {
        // On a line so slow that one types on before the server has answered.
        await using var hotline = await Visitor.Come("hotline", delayMilliseconds: 200);
        var page = hotline.Page;
        await hotline.Open("/tickets/nouveau");
        var text = page.Locator("#f-description");
        await text.FocusAsync();
        await page.Keyboard.TypeAsync("gras");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.PressAsync("Control+b");
        await Assertions.Expect(text).ToHaveValueAsync("**gras**");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" comme #480");
        var found = page.Locator("#f-description-mentions [role=option]");
        await Assertions.Expect(found.First).ToContainTextAsync("#480");
        await Assertions.Expect(text).ToHaveAttributeAsync("aria-activedescendant", "f-description-mentions-0");
        await hotline.Check("texte-mention");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveValueAsync("**gras** comme #480 ");
        await page.Keyboard.TypeAsync("@bru");
        await Assertions.Expect(found.First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(found.First).Not.ToBeVisibleAsync();
        await Assertions.Expect(text).ToHaveValueAsync("**gras** comme #480 @bru");

        // The buttons are one stop of the Tab key, before the text.
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Liste à puces" })).ToBeFocusedAsync();
        await text.FillAsync("un\ndeux");
        await text.SelectTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Liste à puces" }).ClickAsync();
        await Assertions.Expect(text).ToHaveValueAsync("- un\n- deux");
    }

    [Test]
    public async Task What_was_just_done_is_taken_back_from_its_message_or_by_a_key()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var page = engineer.Page;
        await engineer.Open("/temps/2017-S37/lignes");
        var line = page.Locator("tbody tr:has([data-opens])");
        var count = await line.CountAsync();
        Assert.That(count, Is.GreaterThan(1));
        await line.First.GetByRole(AriaRole.Button, new() { NameRegex = new("^Supprimer") }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Ligne supprimée.");
        await Assertions.Expect(line).ToHaveCountAsync(count - 1);
        await engineer.Check("ligne-supprimee");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(line).ToHaveCountAsync(count);
        await Assertions.Expect(page.Locator(".toast")).ToHaveCountAsync(0);

        await line.First.GetByRole(AriaRole.Button, new() { NameRegex = new("^Supprimer") }).ClickAsync();
        await Assertions.Expect(line).ToHaveCountAsync(count - 1);
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Locator(".saved")).ToHaveTextAsync("La ligne est rétablie.");
        await Assertions.Expect(line).ToHaveCountAsync(count);
    }

    [Test]
    public async Task A_ticket_taken_by_mistake_goes_back_unless_somebody_has_changed_it()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets/nouveau");
        await page.FillAsync("#f-title", "Écran qui clignote");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        await hotline.Settle();
        var (state, take) = (
            page.Locator(".page-header .badge").First,
            page.GetByRole(AriaRole.Button, new() { Name = "Prendre en charge" })
        );
        await take.ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("En cours (attribué)");
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Ticket confié à");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("Nouveau");

        await take.ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToBeVisibleAsync();
        await using var colleague = await Visitor.Come("technicien");
        await colleague.Open(new Uri(page.Url).AbsolutePath);
        await colleague.Page.SelectOptionAsync("#f-urgency", "high");
        await Assertions.Expect(colleague.Page.Locator(".properties .saved")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.Locator(".refusal")).ToContainTextAsync("Quelqu'un d'autre a modifié");
        await Assertions.Expect(state).ToHaveTextAsync("En cours (attribué)");
    }

    [TestCase("admin", "/referentiels/project", "tbody th a[data-preview]", "fiche=")]
    [TestCase("admin", "/comptes", "tbody a[href*='compte=']", "compte=")]
    [TestCase("chefprojet", "/temps/2017-S38/lignes", "tbody a[data-preview]", "ligne=")]
    public async Task What_is_changed_beside_its_list_is_in_the_address_and_the_focus_comes_back(
        string login,
        string path,
        string opener,
        string address
    )
    {
        await using var visitor = await Visitor.Come(login);
        var page = visitor.Page;
        await visitor.Open(path);
        var link = page.Locator(opener).Nth(1);
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address));
        await Assertions.Expect(page.Locator("#panel-title")).ToBeFocusedAsync();
        await visitor.Check($"panneau-{login}{path.Replace('/', '-')}");
        var (here, title) = (page.Url, await page.Locator("#panel-title").InnerTextAsync());
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".side-panel")).ToHaveCountAsync(0);
        await Assertions.Expect(link).ToBeFocusedAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex(address));

        // The address is enough, and on a phone the panel is all there is to see.
        await page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
        await page.GotoAsync(here);
        await visitor.Settle();
        await Assertions.Expect(page.Locator("#panel-title")).ToHaveTextAsync(title);
        var panel = await page.Locator(".side-panel").BoundingBoxAsync();
        Assert.That(panel!.Width, Is.EqualTo(Visitor.Phone.Width));
        await visitor.Check($"panneau-telephone-{login}{path.Replace('/', '-')}");
        await page.ClickAsync("[data-closes-panel]");
        await Assertions.Expect(page.Locator(".side-panel")).ToHaveCountAsync(0);
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
