using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A call as the hotline takes it: everything by keyboard, and the keys counted that are no words.</summary>
sealed class CallPageTests
{
    /// <summary>Counts the keys that are pressed beside the words themselves.</summary>
    sealed class Keyboard(IPage page)
    {
        public int Pressed { get; private set; }

        public async Task Press(string key)
        {
            Pressed += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }

        public Task Type(string words) => page.Keyboard.TypeAsync(words);
    }

    static ILocator Caller(IPage page) => page.Locator("#f-requesterid-input");

    [Test]
    public async Task A_known_caller_is_written_down_in_less_than_25_keys_and_solved_in_15_more()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = await SomebodyWithTickets(hotline);
        await hotline.Open("/");
        var keys = new Keyboard(page);
        await keys.Press("n");
        await Assertions.Expect(Caller(page)).ToBeFocusedAsync();
        await keys.Type(name);
        await keys.Press("Enter");
        await Assertions.Expect(page.Locator("#f-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("aside h2").First).ToContainTextAsync(name);
        await Assertions.Expect(page.Locator("aside li")).Not.ToHaveCountAsync(0);
        await keys.Type("Imprimante en panne au guichet");
        await keys.Press("Control+Enter");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("enregistré");
        Assert.That(keys.Pressed, Is.LessThanOrEqualTo(25));

        // The next one calls: the cursor is there already.
        await Assertions.Expect(Caller(page)).ToBeFocusedAsync();
        var before = keys.Pressed;
        await keys.Type(name);
        await keys.Press("Enter");
        await Assertions.Expect(page.Locator("#f-title")).ToBeFocusedAsync();
        await keys.Type("Imprimante en panne");
        await keys.Press("Tab");
        await Assertions.Expect(page.Locator("#f-category")).ToHaveValueAsync("MATERIEL-IMPRESSION");
        await keys.Press("Tab");
        await keys.Press("Tab");
        await Assertions.Expect(page.Locator("#f-solution")).ToBeFocusedAsync();
        await keys.Type("Bac rechargé");
        await keys.Press("Tab");
        await keys.Type("5");
        await keys.Press("Control+Enter");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("résolu");
        TestContext.Out.WriteLine($"call: {before} keys beside the words to write it down, {keys.Pressed - before} for one that is solved");
        Assert.That(keys.Pressed - before, Is.LessThanOrEqualTo(15));
        var number = Regex.Match(await page.Locator(".saved").InnerTextAsync(), @"\d+").Value;
        await page.ClickAsync(".saved a");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"n° {number}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Bac rechargé");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("5 min");
    }

    [Test]
    public async Task The_same_incident_takes_one_more_caller_with_one_key()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = await SomebodyWithTickets(hotline);
        await hotline.Open("/appel");
        await Caller(page).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-title")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Coupure générale du réseau");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("enregistré");

        await Caller(page).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        var incident = page.Locator("aside li:has(button)", new() { HasText = "Coupure générale du réseau" }).First;
        await Assertions.Expect(incident).ToBeVisibleAsync();
        await hotline.Check("appel");
        await page.Keyboard.PressAsync(await incident.Locator("kbd").InnerTextAsync());
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("prévenu");
    }

    [Test]
    public async Task Somebody_unknown_is_added_in_place()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = $"Inconnue {Guid.NewGuid():N}"[..16];
        await hotline.Open("/appel");
        await Caller(page).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-phone")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#f-member", "IVRY");
        await page.FillAsync("#f-phone", "01 99 00 77 77");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter à l'annuaire" }).ClickAsync();
        await Assertions.Expect(page.Locator("aside h2").First).ToContainTextAsync(name);
        await Assertions.Expect(page.Locator("#f-title")).ToBeFocusedAsync();
        await hotline.Open($"/annuaire?q={Uri.EscapeDataString("+33 1 99 00 77 77")}");
        await Assertions.Expect(page.Locator("tbody th", new() { HasText = name })).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_number_of_somebody_unknown_is_kept_with_the_ticket_that_is_saved_at_once()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var name = $"Pressée {Guid.NewGuid():N}"[..16];
        await hotline.Open("/appel");
        await Caller(page).FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-phone")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#f-member", "IVRY");
        await page.FillAsync("#f-phone", "01 99 00 88 88");
        await page.FillAsync("#f-title", "Écran noir");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("enregistré");
        await hotline.Open($"/annuaire?q={Uri.EscapeDataString("+33 1 99 00 88 88")}");
        await page.Locator("tbody th a", new() { HasText = name }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Écran noir");
    }

    /// <summary>Somebody of the directory who has asked for something already.</summary>
    static async Task<string> SomebodyWithTickets(Visitor visitor)
    {
        await visitor.Open("/annuaire?q=bruy%C3%A8re");
        return (await visitor.Page.Locator("tbody th a").First.InnerTextAsync()).Trim();
    }
}
