using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What every form owes to whoever fills it in: it is written once, and nothing typed is lost.</summary>
sealed class FormTests
{
    public enum Press
    {
        TwiceWithTheMouse,
        TwiceOnEnter,
        AgainAfterAnAnswer,
    }

    [Test]
    public async Task A_visit_is_written_once([Values] Press press)
    {
        await using var technician = await Visitor.Come("technicien");
        var (page, summary) = (technician.Page, $"Poste changé {Guid.NewGuid():N}");
        await technician.Open("/interventions/nouvelle");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        // To come: nobody's day is full yet, and the list begins with it.
        await page.FillAsync("#f-day", $"{Demo.Today.AddDays(80 + (int)press):yyyy-MM-dd}");
        await page.FillAsync("#f-quantity", "10 min");
        await page.FillAsync("#f-summary", summary);
        await Send(page, press, "#f-quantity");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/interventions/[0-9]+"));
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await technician.Open("/interventions");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = summary })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_training_session_is_written_once([Values] Press press)
    {
        await using var trainer = await Visitor.Come("formateur");
        var (page, title) = (trainer.Page, $"Tableur {Guid.NewGuid():N}");
        await trainer.Open("/formations/nouvelle");
        await page.SelectOptionAsync("#f-category", "BUREAUTIQUE");
        await page.FillAsync("#f-title", title);
        // To come: no day of the demo is as full as that, and the list begins with it.
        await page.FillAsync("#f-startson", $"{Demo.Today.AddDays(100 + (int)press):yyyy-MM-dd}");
        await page.FillAsync("#f-days", "0.25");
        await page.SelectOptionAsync("#f-attendances-0-member", "IVRY");
        await page.FillAsync("#f-attendances-0-people", "8");
        await Send(page, press, "#f-title");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/formations/[0-9]+"));
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await trainer.Open("/formations");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = title })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_report_is_scheduled_once([Values] Press press)
    {
        await using var manager = await Visitor.Come("manager");
        var (page, title) = (manager.Page, $"Envoi {Guid.NewGuid():N}"[..30]);
        await manager.Open("/envois/nouveau");
        await page.FillAsync("#f-title", title);
        await page.SelectOptionAsync("#f-table", "si-domain");
        await Send(page, press, "#f-title");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/envois/[0-9]+"));
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await manager.Open("/envois");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = title })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Time_on_a_ticket_is_written_once([Values] Press press)
    {
        await using var technician = await Visitor.Come("technicien");
        var page = technician.Page;
        var number = await OpenATicket(technician, "Onduleur");
        await technician.Open($"/tickets/{number}/temps");
        await page.FillAsync("#f-quantity", "10 min");
        await page.SelectOptionAsync("#f-activity", "ASSIST-REMOTE");
        await Send(page, press, "#f-quantity");
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await technician.Open($"/tickets/{number}");
        await Assertions.Expect(page.Locator("dl.facts dt.part + dd")).ToHaveTextAsync("10 min");
    }

    /// <summary>The form stays, emptied for the next line: the second press is not one.</summary>
    [Test]
    public async Task A_line_of_time_is_written_once_and_no_error_covers_the_success([Values] Press press)
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var (page, note) = (engineer.Page, $"Comité {Guid.NewGuid():N}");
        await FillALine(engineer, "10 min");
        await page.FillAsync("#f-note", note);
        await Send(page, press, "#f-quantity");
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = note })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_ticket_is_opened_once([Values] Press press)
    {
        await using var hotline = await Visitor.Come("hotline");
        var (page, title) = (hotline.Page, $"Souris {Guid.NewGuid():N}");
        await hotline.Open("/tickets/nouveau");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.FillAsync("#f-title", title);
        await Send(page, press, "#f-title");
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await NothingIsWrong(page);
        await hotline.Open($"/tickets?q={title}");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_call_is_written_down_after_it()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await hotline.Open("/tickets/nouveau");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.FillAsync("#f-title", "Appel du matin");
        await page.FillAsync("#f-openedat", "00:00");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        await Assertions.Expect(page.Locator("dl.facts").First).ToContainTextAsync(" 00:00");

        await using var requester = await Visitor.Come("demandeur");
        await requester.Open("/tickets/nouveau");
        await Assertions.Expect(requester.Page.Locator("#f-openedat")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_success_is_not_said_beside_an_error()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var page = engineer.Page;
        await FillALine(engineer, "5 min");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
        await page.FillAsync("#f-quantity", "beaucoup");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("#f-quantity-messages")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".saved")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Ctrl_Enter_on_the_activity_saves_the_line_as_it_is_shown()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var (page, note) = (engineer.Page, $"Suivi {Guid.NewGuid():N}");
        await engineer.Open("/temps/lignes");
        await page.SelectOptionAsync("#f-activity", "SI-MCO");
        await page.SelectOptionAsync("#f-subactivity", "SI-MCO-SUIVI");
        await page.SelectOptionAsync("#f-domain", "FINANCES");
        await page.FillAsync("#f-quantity", "10 min");
        await page.FillAsync("#f-note", note);
        await page.FocusAsync("#f-activity");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = note })).ToContainTextAsync("Suivi d'application");
    }

    [Test]
    public async Task What_is_typed_in_a_ticket_stays_until_a_step_takes_it()
    {
        await using var technician = await Visitor.Come("technicien");
        var page = technician.Page;
        await technician.Open($"/tickets/{await OpenATicket(technician, "Badgeuse")}");
        var (day, text) = (Demo.Today.AddDays(3).ToString("yyyy-MM-dd"), "Pile changée, à surveiller.");
        await page.FillAsync("#f-text", text);
        await page.FillAsync("#f-plannedon", day);
        await page.GetByRole(AriaRole.Button, new() { Name = "Prendre en charge" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("En cours (attribué)");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync(text);
        await Assertions.Expect(page.Locator("#f-plannedon")).ToHaveValueAsync(day);
        await page.GetByRole(AriaRole.Button, new() { Name = "Résoudre" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("Résolu");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("ol.timeline li").First).ToContainTextAsync(text);
    }

    [Test]
    public async Task Leaving_asks_while_something_typed_is_not_saved()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var (page, answers) = (engineer.Page, new List<string>());
        var mayLeave = false;
        page.Dialog += (_, dialog) =>
        {
            answers.Add(dialog.Message);
            _ = mayLeave ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
        await engineer.Open("/temps/lignes");
        await page.FillAsync("#f-note", "À ne pas perdre");
        await page.ClickAsync("nav a[href='/tickets']");
        await Assertions.Expect(page.Locator("#f-note")).ToHaveValueAsync("À ne pas perdre");
        await Assertions.Expect(page).ToHaveURLAsync(Demo.Address + "/temps/lignes");
        Assert.That(answers, Is.EqualTo(new[] { "Ce que vous avez saisi n'est pas enregistré. L'abandonner ?" }));

        mayLeave = true;
        await page.ClickAsync("nav a[href='/tickets']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tickets");
        await engineer.Settle();
        await page.ClickAsync("nav a[href='/temps']");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("semaine");
        Assert.That(answers, Has.Count.EqualTo(2), "nothing is asked where nothing was typed");
    }

    [Test]
    public async Task A_line_of_time_stays_typed_when_the_language_changes()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var page = engineer.Page;
        await engineer.Open("/temps/lignes");
        await page.FillAsync("#f-day", $"{Demo.Today:yyyy-MM-dd}");
        await page.FillAsync("#f-quantity", "0,25");
        await page.SelectOptionAsync("#f-activity", "SI-MCO");
        await page.SelectOptionAsync("#f-subactivity", "SI-MCO-SUIVI");
        await page.SelectOptionAsync("#f-domain", "FINANCES");
        await page.FillAsync("#f-note", "À ne pas perdre");
        await ChangeLanguage(engineer, "English");
        await Assertions.Expect(page.Locator("#f-note")).ToHaveValueAsync("À ne pas perdre");
        await Assertions.Expect(page.Locator("#f-quantity")).ToHaveValueAsync("0,25");
        await Assertions.Expect(page.Locator("#f-subactivity")).ToHaveValueAsync("SI-MCO-SUIVI");
        await Assertions.Expect(page.Locator("#f-domain")).ToHaveValueAsync("FINANCES");
        var note = $"Suivi {Guid.NewGuid():N}";
        await page.FillAsync("#f-note", note);
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = note })).ToContainTextAsync("Suivi d'application");
        await engineer.Open("/temps/lignes");
        await Assertions.Expect(page.Locator("#f-note")).ToHaveValueAsync("");
    }

    [Test]
    public async Task A_training_session_stays_typed_with_its_rows_when_the_language_changes()
    {
        await using var trainer = await Visitor.Come("formateur");
        var page = trainer.Page;
        await trainer.Open("/formations/nouvelle");
        await page.SelectOptionAsync("#f-category", "BUREAUTIQUE");
        await page.FillAsync("#f-title", "Tableur");
        await page.FillAsync("#f-startson", $"{Demo.Today:yyyy}-01-05");
        var trainers = await page.Locator("#f-trainers option").EvaluateAllAsync<string[]>("options => options.map(each => each.value)");
        await page.SelectOptionAsync("#f-trainers", trainers[..2]);
        await page.SelectOptionAsync("#f-attendances-0-member", "IVRY");
        for (var row = 1; row < 3; row++)
        {
            await page.ClickAsync("main button[data-opens]");
            await page.FillAsync($"#f-attendances-{row}-people", $"{row}");
        }
        await ChangeLanguage(trainer, "English");
        await Assertions.Expect(page.Locator("#f-attendances-2-people")).ToHaveValueAsync("2");
        await Assertions.Expect(page.Locator("#f-attendances-1-people")).ToHaveValueAsync("1");
        await Assertions.Expect(page.Locator("#f-attendances-3-people")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#f-attendances-0-member")).ToHaveValueAsync("IVRY");
        await Assertions.Expect(page.Locator("#f-trainers")).ToHaveValuesAsync(trainers[..2]);
        await Assertions.Expect(page.Locator("#f-startson")).ToHaveValueAsync($"{Demo.Today:yyyy}-01-05");
        await Assertions.Expect(page.Locator("#f-title")).ToHaveValueAsync("Tableur");
        await ChangeLanguage(trainer, "Français");
        await Assertions.Expect(page.Locator("#f-attendances-2-people")).ToHaveValueAsync("2");
    }

    [Test]
    public async Task A_message_on_a_ticket_stays_typed_when_the_language_changes_and_is_still_asked_for()
    {
        await using var technician = await Visitor.Come("technicien");
        var page = technician.Page;
        await technician.Open($"/tickets/{await OpenATicket(technician, "Routeur")}");
        await page.FillAsync("#f-text", "Deux lignes\nde texte");
        await page.FillAsync("#f-quantity", "20 min");
        await ChangeLanguage(technician, "English");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("Deux lignes\nde texte");
        await Assertions.Expect(page.Locator("#f-quantity")).ToHaveValueAsync("20 min");

        var asked = "";
        page.Dialog += (_, dialog) =>
        {
            asked = dialog.Message;
            _ = dialog.DismissAsync();
        };
        await page.ClickAsync("nav a[href='/temps']");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("Deux lignes\nde texte");
        Assert.That(asked, Is.Not.Empty);
    }

    [Test]
    public async Task A_new_account_stays_typed_when_the_language_changes()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/comptes");
        await page.FillAsync("#f-login", "nouveau");
        await page.FillAsync("#f-displayname", "Une Nouvelle");
        await ChangeLanguage(administrator, "English");
        await Assertions.Expect(page.Locator("#f-login")).ToHaveValueAsync("nouveau");
        await Assertions.Expect(page.Locator("#f-displayname")).ToHaveValueAsync("Une Nouvelle");
    }

    [Test]
    public async Task A_visit_resolves_its_ticket_with_its_report()
    {
        await using var technician = await Visitor.Come("technicien");
        var page = technician.Page;
        var number = await OpenATicket(technician, "Écran à changer");
        await technician.Open("/interventions/nouvelle");
        await page.FillAsync("#f-quantity", "1 min");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.FillAsync("#f-tickets", number);
        await page.FillAsync("#f-summary", "Écran changé sur place");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Résoudre 1 ticket avec ce compte rendu" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToHaveTextAsync("1 ticket résolu.");
        await technician.Check("intervention-resolue");
        await technician.Open($"/tickets/{number}");
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("Résolu");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Écran changé sur place");
    }

    [Test]
    public async Task A_new_account_is_gone_to_by_a_key_and_its_password_is_seen()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/comptes");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#f-login")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync($"nouvelle.{Guid.NewGuid():N}"[..20]);
        await page.FillAsync("#f-displayname", "Une Nouvelle");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".warning code")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Nothing_is_asked_after_the_language_has_changed_where_nothing_was_typed()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var page = engineer.Page;
        await engineer.Open("/interventions/1");
        await ChangeLanguage(engineer, "English");
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(page.Locator("[data-unsaved]")).ToHaveCountAsync(0);
    }

    /// <summary>The same form changes one account or another, and adds new ones: what was typed stays with its account.</summary>
    [Test]
    public async Task What_was_typed_of_an_account_is_put_back_into_the_form_of_that_account()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await administrator.Open("/comptes");
        await page.ClickAsync("[data-opens='account-formateur/']");
        await Assertions.Expect(page.Locator("#panel-title")).ToContainTextAsync("formateur");
        await page.FillAsync("#f-displayname", "Autre Nom");
        await ChangeLanguage(administrator, "English");
        await Assertions.Expect(page.Locator("#panel-title")).ToContainTextAsync("formateur");
        await Assertions.Expect(page.Locator("#f-displayname")).ToHaveValueAsync("Autre Nom");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-displayname")).ToHaveValueAsync("");
    }

    /// <summary>Nothing is asked: nothing is lost.</summary>
    static async Task ChangeLanguage(Visitor visitor, string language)
    {
        var asked = 0;
        void Count(object? _, IDialog dialog)
        {
            asked++;
            _ = dialog.AcceptAsync();
        }
        visitor.Page.Dialog += Count;
        await visitor.Page.ClickAsync(".account");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = language, Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language == "English" ? "en" : "fr");
        await visitor.Settle();
        visitor.Page.Dialog -= Count;
        Assert.That(asked, Is.Zero, "nothing is lost, so nothing is asked");
    }

    [Test]
    public async Task A_file_that_was_chosen_is_not_left_without_asking_but_sent_without()
    {
        await using var manager = await Visitor.Come("manager");
        var (page, asked, mayLeave) = (manager.Page, 0, false);
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = mayLeave ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
        var file = new FilePayload
        {
            Name = "lignes.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(
                "Agent;Date;Jours/heures;Activité;Domaine\nPERSONNE;12/03/2016;1;SI-DOMAINE;FINANCES\n"
            ),
        };
        await manager.Open("/imports");
        await page.SetInputFilesAsync("input[type=file]", file);
        await page.ClickAsync("nav a[href='/tickets']");
        await Assertions.Expect(page).ToHaveURLAsync(Demo.Address + "/imports");
        Assert.That(asked, Is.EqualTo(1));
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports/[0-9]+"));
        await manager.Settle();
        await Assertions.Expect(page.Locator("#f-mapping-unit-messages")).ToContainTextAsync("unité");
        Assert.That(asked, Is.EqualTo(1), "nothing is lost when it is sent");

        await page.SelectOptionAsync("#f-mapping-unit", "half-d");
        await manager.Settle();
        await page.GetByLabel("Contenu de la colonne « Domaine »").SelectOptionAsync("application");
        await manager.Settle();
        foreach (var language in new[] { "English", "Français" })
        {
            await ChangeLanguage(manager, language);
            await Assertions.Expect(page.Locator("#f-mapping-unit")).ToHaveValueAsync("half-d");
            await Assertions.Expect(page.Locator("thead select").Last).ToHaveValueAsync("application");
        }
        await page.ClickAsync("nav a[href='/tickets']");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports/[0-9]+"));
        Assert.That(asked, Is.EqualTo(2));
        mayLeave = true;
        await page.GetByRole(AriaRole.Button, new() { Name = "Abandonner" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=status] .badge")).ToHaveTextAsync("abandonné");
        await page.ClickAsync("nav a[href='/tickets']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tickets");
        Assert.That(asked, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_dated_after_today_is_said_to_be_planned()
    {
        await using var technician = await Visitor.Come("technicien");
        var (page, summary) = (technician.Page, $"Câblage {Guid.NewGuid():N}");
        foreach (var (days, isPlanned) in new[] { (0, false), (7, true) })
        {
            await technician.Open("/interventions/nouvelle");
            await page.SelectOptionAsync("#f-member", "ARCUEIL");
            await page.FillAsync("#f-day", $"{Demo.Today.AddDays(days):yyyy-MM-dd}");
            await page.FillAsync("#f-quantity", "10 min");
            await page.FillAsync("#f-summary", $"{summary} {days}");
            await page.ClickAsync("main form button[type=submit]");
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("/interventions/[0-9]+"));
            await Assertions.Expect(page.Locator(".page-header .planned")).ToHaveCountAsync(isPlanned ? 1 : 0);
            await technician.Open("/interventions");
            var row = page.Locator("tbody tr", new() { HasText = $"{summary} {days}" });
            await Assertions.Expect(row.Locator(".planned")).ToHaveCountAsync(isPlanned ? 1 : 0);
        }
        await Assertions.Expect(page.Locator(".planned").First).ToHaveTextAsync("prévu");
    }

    [Test]
    public async Task What_is_wrong_with_a_filter_is_said_once_beside_the_filters()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/croisement?measures=days&rows=domain&columns=year&from=2017&to=2017&filter=member:NULLE-PART");
        var message = await page.Locator("#f-filters-messages").InnerTextAsync();
        Assert.That(message, Is.Not.Empty);
        await Assertions.Expect(page.Locator("main").GetByText(message)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".refusal a[href$='#f-filters']")).ToHaveTextAsync("Filtres");
    }

    [TestCase("technicien", "/interventions/nouvelle", "#f-quantity", "Durée, Adhérent, Compte rendu")]
    [TestCase("manager", "/absences/natures", "#f-name", "Nom, Code")]
    public async Task All_that_is_wrong_is_named_in_the_order_of_the_form_which_is_gone_on_with_at_the_first(
        string login,
        string path,
        string first,
        string fields
    )
    {
        await using var visitor = await Visitor.Come(login);
        var page = visitor.Page;
        await visitor.Open(path);
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".refusal a")).ToHaveTextAsync(fields.Split(", "));
        await Assertions.Expect(page.Locator(first)).ToBeFocusedAsync();
    }

    [Test]
    public async Task What_is_wrong_with_the_recipients_is_said_once_beside_them()
    {
        await using var manager = await Visitor.Come("manager");
        var (page, title) = (manager.Page, $"À moi {Guid.NewGuid():N}"[..30]);
        await manager.Open("/croisement?measures=days&rows=domain&columns=year&from=2017&to=2017");
        await page.FillAsync("#f-title", title);
        await page.ClickAsync("#enregistrer ~ form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();

        await manager.Open("/envois/nouveau");
        await page.FillAsync("#f-title", title);
        await page.SelectOptionAsync("#f-table", new SelectOptionValue { Label = title });
        await page.Locator("#f-recipients label", new() { HasText = "(admin" }).Locator("input").CheckAsync();
        await page.ClickAsync("main form button[type=submit]");
        var message = await page.Locator("#f-recipients-messages").InnerTextAsync();
        Assert.That(message, Does.Contain("admin"));
        await Assertions.Expect(page.Locator("main").GetByText(message)).ToHaveCountAsync(1);
    }

    /// <summary>On a slow line the fields show long before they can be used.</summary>
    [Test]
    public async Task Tab_waits_for_a_form_that_is_seen_but_not_open_yet()
    {
        await using var requester = await Visitor.Come("demandeur", delayMilliseconds: 400);
        var page = requester.Page;
        await page.GotoAsync("/tickets/nouveau");
        await Assertions.Expect(page.Locator("#f-title")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#f-title")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Tout de suite");
        await Assertions.Expect(page.Locator("#f-title")).ToHaveValueAsync("Tout de suite");
    }

    [Test]
    public async Task The_filter_chosen_last_is_the_one_shown()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await OpenATicket(hotline, "Clavier");
        await hotline.Open("/tickets?statut=");
        for (var round = 0; round < 5; round++)
        {
            foreach (var (first, last, name) in new[] { ("closed", "new", "Nouveau"), ("new", "closed", "Clos") })
            {
                await page.EvaluateAsync(
                    "states => states.forEach(state => document.querySelector(`a.tab[href*='statut=${state}']`).click())",
                    new[] { first, last }
                );
                await Assertions.Expect(page).ToHaveURLAsync(new Regex($"statut={last}"));
                await Assertions.Expect(page.Locator("tbody .badge:not(.plain)").First).ToHaveTextAsync(name);
                await page.WaitForTimeoutAsync(300);
                Assert.That((await page.Locator("tbody .badge:not(.plain)").AllInnerTextsAsync()).Distinct(), Is.EqualTo(new[] { name }));
            }
        }
    }

    [Test]
    public async Task A_number_opens_its_ticket_and_words_are_looked_for_in_every_state()
    {
        await using var hotline = await Visitor.Come("hotline");
        var (page, word) = (hotline.Page, $"zz{Guid.NewGuid():N}");
        var number = await OpenATicket(hotline, $"Écran {word}");
        await hotline.Open($"/tickets/{number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prendre en charge" }).ClickAsync();
        await page.FillAsync("#f-text", "Remplacé.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Résoudre" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("Résolu");

        await hotline.Open("/tickets");
        await page.FillAsync("#q", word);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#status")).ToHaveValueAsync("");
        await page.FillAsync("#q", $"#{number}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync($"{Demo.Address}/tickets/{number}");
    }

    static async Task<string> OpenATicket(Visitor visitor, string title)
    {
        await visitor.Open("/tickets/nouveau");
        await visitor.Page.SelectOptionAsync("#f-member", "ARCUEIL");
        await visitor.Page.FillAsync("#f-title", title);
        await visitor.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        await visitor.Settle();
        return Regex.Match(visitor.Page.Url, "/tickets/([0-9]+)").Groups[1].Value;
    }

    static async Task FillALine(Visitor engineer, string duration)
    {
        await engineer.Open("/temps/lignes");
        await engineer.Page.SelectOptionAsync("#f-activity", "SI-DOMAINE");
        await engineer.Page.SelectOptionAsync("#f-domain", "FINANCES");
        await engineer.Page.FillAsync("#f-quantity", duration);
    }

    static async Task Send(IPage page, Press press, string field)
    {
        switch (press)
        {
            case Press.TwiceWithTheMouse:
                await page.DblClickAsync("main form button[type=submit]");
                break;
            case Press.TwiceOnEnter:
                await page.FocusAsync(field);
                await page.Keyboard.PressAsync("Enter");
                await page.Keyboard.PressAsync("Enter");
                break;
            case Press.AgainAfterAnAnswer:
                await page.EvaluateAsync(
                    """
                    async () => {
                        document.activeElement.blur();
                        const form = document.querySelector('main form:has(fieldset.form)');
                        form.requestSubmit();
                        await new Promise(done => setTimeout(done, 250));
                        if (form.isConnected) form.requestSubmit();
                    }
                    """
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(press));
        }
    }

    /// <summary>Neither now nor once the second press has been answered.</summary>
    static async Task NothingIsWrong(IPage page)
    {
        await page.WaitForTimeoutAsync(700);
        Assert.That(await page.Locator(".refusal, .messages:not(:empty), .wrong").CountAsync(), Is.Zero);
        await Assertions.Expect(page.Locator(".saved")).Not.ToBeEmptyAsync();
    }
}
