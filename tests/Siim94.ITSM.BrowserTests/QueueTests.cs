using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>The hotline works through its queue.</summary>
sealed class QueueTests
{
    const int Tickets = 20;

    [Test]
    public async Task A_queue_of_twenty_is_answered_assigned_and_resolved_without_the_mouse()
    {
        await using var hotline = await Visitor.Come("hotline");
        var (page, keyboard) = (hotline.Page, hotline.Page.Keyboard);
        var word = $"zz{Guid.NewGuid():N}"[..12];
        for (var i = 0; i < Tickets; i++)
            await Open(hotline, $"Panne {word} {i}");
        await hotline.Open($"/tickets?q={word}&tri=numero");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(Tickets);
        var keys = 0;
        for (var i = 0; i < Tickets; i++)
        {
            await Press("j");
            var row = page.Locator("tbody tr").Nth(i);
            await Assertions.Expect(row).ToHaveClassAsync("here");
            await Press("r");
            await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
            await keyboard.TypeAsync("On regarde.");
            await Press("Control+Enter");
            await Done(row);
            await Press("a");
            await Assertions.Expect(page.Locator("#f-agent-input")).ToBeFocusedAsync();
            await Press("Control+Enter");
            await Done(row);
            await Assertions.Expect(row.Locator(".badge").First).ToContainTextAsync("attribué");
            if (i % 2 == 0)
                continue;
            await Press("e");
            await Assertions.Expect(page.Locator("#f-text")).ToBeFocusedAsync();
            await keyboard.TypeAsync("Remplacé.");
            await Press("Control+Enter");
            await Done(row);
            await Assertions.Expect(row.Locator(".badge").First).ToContainTextAsync("Résolu");
        }
        TestContext.Out.WriteLine($"{Tickets} tickets: {keys} keys beside the words");
        Assert.That(keys, Is.LessThanOrEqualTo(Tickets * 7));

        async Task Press(string key)
        {
            await keyboard.PressAsync(key);
            keys++;
        }

        async Task Done(ILocator row)
        {
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("apercu=[0-9]+$"));
            await Assertions.Expect(row.Locator("th a")).ToBeFocusedAsync();
        }
    }

    [Test]
    public async Task Ticked_tickets_are_changed_together_after_a_preview()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var word = $"zz{Guid.NewGuid():N}"[..12];
        for (var i = 0; i < 3; i++)
            await Open(hotline, $"Lot {word} {i}");
        await hotline.Open($"/tickets?statut=&q={word}");
        await page.CheckAsync("thead input[type=checkbox]");
        await page.ClickAsync(".bulk a.button");
        await page.SelectOptionAsync("#f-changes-status", "closed");
        await page.ClickAsync(".side-panel button[type=submit]");
        await Assertions.Expect(page.Locator(".side-panel [role=status]")).ToContainTextAsync("À modifier : 3");
        await hotline.Check("lot");
        await page.ClickAsync(".side-panel button.primary");
        await Assertions.Expect(page.Locator(".side-panel")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody .badge", new() { HasText = "Clos" })).ToHaveCountAsync(3);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("tbody .badge", new() { HasText = "Clos" })).ToHaveCountAsync(3);
        await page.CheckAsync("thead input[type=checkbox]");
        await page.ClickAsync(".bulk a.button");
        await Assertions.Expect(page.Locator("#f-changes-status")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-draft-offer]:visible")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task What_the_reader_does_himself_is_no_news_what_a_colleague_does_is()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var word = $"zz{Guid.NewGuid():N}"[..12];
        await Open(hotline, $"Seul {word}");
        var address = new Uri(page.Url).AbsolutePath;
        await page.FillAsync("#f-text", "Je regarde.");
        await page.Locator("#f-text").PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("Je regarde.");
        await using var colleague = await Visitor.Come("manager");
        await Open(colleague, $"Un autre {word}");
        await colleague.Open(address);
        await Assertions.Expect(page.Locator(".presence")).ToContainTextAsync("regarde"); // later than both
        var news = page.Locator(".news button");
        await Assertions.Expect(news).ToHaveCountAsync(0);
        await page.FillAsync("#f-text", "Je réponds");
        await colleague.Page.FillAsync("#f-text", "Moi aussi.");
        await colleague.Page.Locator("#f-text").PressAsync("Control+Enter");
        await Assertions.Expect(news).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_list_becomes_a_view_in_the_menu_whose_count_follows()
    {
        await using var hotline = await Visitor.Come("hotline");
        var page = hotline.Page;
        var word = $"zz{Guid.NewGuid():N}"[..12];
        await Open(hotline, $"Vue {word}");
        await hotline.Open($"/tickets?q={word}");
        await page.ClickAsync("[popovertarget=views]");
        await page.ClickAsync("#views a[href*='panneau=vue']");
        await page.FillAsync("#f-name", $"Vue {word}");
        await hotline.Check("vue-a-enregistrer");
        var asked = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.AcceptAsync();
        };
        await page.Locator(".side-panel input[type=checkbox]").Last.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"Vue {word}");
        await hotline.Settle();
        Assert.That(asked, Is.Empty, "whether to leave what is saved");
        await page.ClickAsync(".page-header button[aria-pressed]");
        await Assertions.Expect(page.Locator(".page-header button[aria-pressed=true]")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await hotline.Settle();
        var pinned = page.Locator(".pinned li", new() { HasText = $"Vue {word}" });
        await Assertions.Expect(pinned.Locator(".count")).ToHaveTextAsync("1");
        await using var colleague = await Visitor.Come("hotline");
        await Open(colleague, $"Encore {word}");
        await Assertions.Expect(pinned.Locator(".count")).ToHaveTextAsync("2");
    }

    static async Task Open(Visitor visitor, string title)
    {
        await visitor.Open("/tickets/nouveau");
        await visitor.Page.SelectOptionAsync("#f-member", "ARCUEIL");
        await visitor.Page.FillAsync("#f-title", title);
        await visitor.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        await visitor.Settle();
    }
}
