using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A ticket as a conversation, and its fields beside it, with one reader and with two.</summary>
sealed class TicketPageTests
{
    static async Task<string> Open(Visitor by, string title)
    {
        await by.Open("/tickets/nouveau");
        await by.Page.FillAsync("#f-title", title);
        if (await by.Page.Locator("#f-member").CountAsync() > 0)
            await by.Page.SelectOptionAsync("#f-member", "ARCUEIL");
        await by.Page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(by.Page).ToHaveURLAsync(new Regex("/tickets/\\d+"));
        await Assertions.Expect(by.Page.Locator("h1")).ToContainTextAsync(title); // the address comes before the page
        await by.Settle();
        return new Uri(by.Page.Url).AbsolutePath;
    }

    [Test]
    public async Task Two_people_at_two_fields_both_succeed_and_at_one_are_shown_both_values()
    {
        await using var one = await Visitor.Come("hotline");
        var address = await Open(one, "À deux sur un ticket");
        await using var other = await Visitor.Come("manager");
        await other.Open(address);
        await other.Page.Locator("#f-title").FocusAsync(); // news wait while somebody is in a field
        await one.Page.SelectOptionAsync("#f-urgency", "very-high");
        await Assertions.Expect(one.Page.GetByText("Urgence : enregistré.")).ToBeVisibleAsync();
        await other.Page.SelectOptionAsync("#f-impact", "very-high");
        await Assertions.Expect(other.Page.GetByText("Impact : enregistré.")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.Locator("#f-urgency")).ToHaveValueAsync("very-high");
        await Assertions.Expect(other.Page.Locator("dl.facts").First).ToContainTextAsync("Majeure");

        await one.Open(address);
        await one.Page.Locator("#f-title").FillAsync("Anne");
        await other.Page.SelectOptionAsync("#f-type", "request");
        await other.Page.Locator("#f-title").FillAsync("Bruno");
        await other.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(other.Page.GetByText("Titre : enregistré.")).ToBeVisibleAsync();
        await one.Page.Keyboard.PressAsync("Tab");
        var conflict = one.Page.Locator(".properties [role=alert]");
        await Assertions.Expect(conflict).ToContainTextAsync("Anne");
        await Assertions.Expect(conflict).ToContainTextAsync("Bruno");
        await one.Check("ticket-conflit");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Garder le mien" }).ClickAsync();
        await Assertions.Expect(one.Page.GetByText("Titre : enregistré.")).ToBeVisibleAsync();
        await Assertions.Expect(one.Page.Locator("#f-type")).ToHaveValueAsync("request");
        await other.Page.Locator("h1").ClickAsync();
        await Assertions.Expect(other.Page.Locator("#f-title")).ToHaveValueAsync("Anne");
    }

    [Test]
    public async Task What_was_pressed_before_anything_was_typed_is_what_Ctrl_Enter_does()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var address = await Open(hotline, "Rien d'écrit encore");
        await page.GetByRole(AriaRole.Button, new() { Name = "Note interne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Pour les collègues seulement");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByText("La note interne est ajoutée.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("");

        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#f-text-messages")).ToHaveTextAsync("Indiquez la solution.");
        await page.Keyboard.TypeAsync("Redémarré");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByText("Ticket résolu.")).ToBeVisibleAsync();
        await hotline.Open(address);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Redémarré");
    }

    [Test]
    public async Task The_requester_of_a_ticket_is_found_in_the_directory()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await Open(hotline, "Pour quelqu'un d'autre");
        await page.Locator("#f-requester-input").FillAsync("aube");
        var first = page.Locator("#f-requester-list [role=option]").First;
        var name = (await first.InnerTextAsync()).Split(" – ")[0];
        await first.ClickAsync();
        await Assertions.Expect(page.Locator(".properties .saved")).ToContainTextAsync("Demandeur");
        await Assertions.Expect(page.Locator("#f-requester-input")).ToHaveValueAsync(new Regex(Regex.Escape(name)));
        await hotline.Check("ticket-demandeur");
    }

    [Test]
    public async Task An_at_sign_finds_colleagues_and_people_in_one_list()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await Open(hotline, "À deux têtes");
        var found = page.Locator("#f-text-mentions [role=option]");
        await page.Locator("#f-text").FocusAsync();
        await page.Keyboard.TypeAsync("Écrire à jean@ivry.fr, et voir avec @a");
        await Assertions.Expect(found.First).ToContainTextAsync("(reçoit un avis)");
        await hotline.Check("ticket-mention");
        var name = (await found.First.InnerTextAsync()).Split(" – ")[0];
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync($"Écrire à jean@ivry.fr, et voir avec @{name} ");
        await page.Keyboard.TypeAsync("demain.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Note interne" }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline .message").First).ToContainTextAsync($"@{name} demain.");
    }

    [Test]
    public async Task A_queue_is_answered_by_keyboard_with_the_time_that_it_took()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        await Open(hotline, "Au clavier");
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("En cours (attribué)");
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Voir **ici**, <b>non</b> et #1");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("20 min");
        await page.Keyboard.PressAsync("Control+Enter");
        var message = page.Locator("ol.timeline li.message").First;
        await Assertions.Expect(message.Locator("strong").Nth(1)).ToHaveTextAsync("ici");
        await Assertions.Expect(message).ToContainTextAsync("<b>non</b>");
        await Assertions.Expect(message.Locator("a[href='/tickets/1']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("dl.facts").First).ToContainTextAsync("20 min");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("");

        await page.FillAsync("#f-text", "Entre nous");
        await page.GetByRole(AriaRole.Button, new() { Name = "Note interne" }).ClickAsync();
        await Assertions.Expect(page.Locator("li.internal")).ToContainTextAsync("Entre nous");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notes internes" }).ClickAsync();
        await Assertions.Expect(page.Locator("ol.timeline li")).ToHaveCountAsync(1);
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
        await hotline.Check("ticket-conversation");
    }

    [Test]
    public async Task A_canned_answer_and_a_pasted_picture_go_with_the_message()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = $"Merci {Guid.NewGuid():N}"[..14];
        await hotline.Open("/tickets/reponses");
        await page.FillAsync("#f-name", name);
        await page.FillAsync("#f-text", "Bonjour, le ticket {{numero}} avance.");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
        var address = await Open(hotline, "Avec image");
        await page.SelectOptionAsync("#f-answer", new SelectOptionValue { Label = name });
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync($"Bonjour, le ticket {address.Split('/')[^1]} avance.");
        await page.Locator("#f-text")
            .EvaluateAsync(
                """
                field => {
                  const bytes = Uint8Array.from(atob(
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                  ), letter => letter.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], "ecran.png", { type: "image/png" }));
                  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
                }
                """
            );
        await Assertions.Expect(page.Locator(".file-picker .files")).ToContainTextAsync("ecran.png");
        await hotline.Check("ticket-message-avec-image");
        await page.GetByRole(AriaRole.Button, new() { Name = "Répondre" }).ClickAsync();
        await Assertions.Expect(page.Locator("aside .files")).ToContainTextAsync("ecran.png");
        await Assertions.Expect(page.Locator("form .file-picker .files")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_template_fills_a_new_ticket_and_says_what_may_not_stay_blank()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = $"Arrivée {Guid.NewGuid():N}"[..14];
        await hotline.Open("/tickets/gabarits");
        await page.FillAsync("#f-name", name);
        await page.FillAsync("#f-fields-title", "Arrivée d'un agent");
        await page.GetByLabel("Description").Last.CheckAsync();
        await page.ClickAsync("main form button[type=submit]");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ouvrir un ticket" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-title")).ToHaveValueAsync("Arrivée d'un agent");
        await hotline.Settle();
        await Assertions.Expect(page.Locator("#f-description")).ToHaveAttributeAsync("aria-required", "true");
        await hotline.Check("ticket-gabarit");
        await page.SelectOptionAsync("#f-member", "ARCUEIL");
        await page.FillAsync("#f-description", "Lundi");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Arrivée d'un agent");
    }

    [Test]
    public async Task Whoever_asked_answers_and_says_how_content_they_are()
    {
        await using var requester = await Visitor.Come("demandeur");
        var address = await Open(requester, "Souris cassée");
        await using var hotline = await Visitor.Come("hotline");
        await hotline.Open(address);
        await hotline.Page.FillAsync("#f-text", "Souris remplacée");
        await hotline.Page.GetByRole(AriaRole.Button, new() { Name = "Résoudre" }).ClickAsync();
        await Assertions.Expect(hotline.Page.Locator(".page-header .badge")).ToHaveTextAsync("Résolu");
        await requester.Open(address);
        await requester.Check("ticket-satisfaction");
        await requester.Page.GetByRole(AriaRole.Button, new() { Name = "4 – satisfait" }).ClickAsync();
        await Assertions.Expect(requester.Page.Locator("dl.facts").First).ToContainTextAsync("4/5");
        await Assertions.Expect(requester.Page.GetByText("Êtes-vous satisfait ?")).ToHaveCountAsync(0);
        await Assertions.Expect(requester.Page.GetByText("Tâches")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_ticket_is_merged_and_taken_apart_again()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var leading = await Open(hotline, "Celui qui reste");
        await Open(hotline, "Le même en double");
        await page.GetByText("Lier ou fusionner").ClickAsync();
        await page.FillAsync("#f-ticket", leading.Split('/')[^1]);
        await page.Keyboard.PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fusionner", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Group).GetByRole(AriaRole.Button, new() { Name = "Fusionner", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Ce ticket est fusionné")).ToBeVisibleAsync();
        await hotline.Check("ticket-fusionne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler la fusion" }).ClickAsync();
        await page.GetByRole(AriaRole.Group).GetByRole(AriaRole.Button, new() { Name = "Annuler la fusion" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync("Nouveau");
    }
}
