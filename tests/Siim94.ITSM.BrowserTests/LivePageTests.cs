using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What others do appears by itself, and moves nothing that somebody points at or types.</summary>
sealed class LivePageTests
{
    [Test]
    public async Task A_ticket_that_another_opens_appears_in_the_list_and_on_the_home_page()
    {
        await using var list = await Visitor.Come("hotline");
        await list.Open("/tickets?statut=");
        await using var home = await Visitor.Come("manager");
        await home.Open("/");
        var title = await OpenTicket("Une nouvelle panne");
        await Assertions.Expect(Row(list, title)).ToBeVisibleAsync();
        await Assertions.Expect(home.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(title) })).ToBeVisibleAsync();
        await list.Check("live-list");
    }

    [Test]
    public async Task A_ticket_shows_what_another_has_done_to_it_and_keeps_what_is_being_typed()
    {
        var title = await OpenTicket("Suivi à deux");
        await using var reading = await Visitor.Come("hotline");
        await reading.Open($"/tickets?statut=&q={Uri.EscapeDataString(title)}");
        await Row(reading, title).ClickAsync();
        await Assertions.Expect(reading.Page.Locator("h1")).ToContainTextAsync(title);
        await reading.Settle();
        await reading.Page.Locator("h1").HoverAsync();
        await using var other = await Visitor.Come("manager");
        await other.Open(new Uri(reading.Page.Url).PathAndQuery);
        await Say(other, "Le câble était débranché");
        await Assertions.Expect(reading.Page.GetByText("Le câble était débranché")).ToBeVisibleAsync();

        await reading.Page.Locator("#f-text").FillAsync("Je suis en train d'écrire");
        await Say(other, "Second message");
        var news = News(reading);
        await Assertions.Expect(news).ToBeVisibleAsync();
        await Assertions.Expect(reading.Page.GetByText("Second message")).ToHaveCountAsync(0);
        await reading.Check("live-offered");
        await news.ClickAsync();
        await Assertions.Expect(reading.Page.GetByText("Second message")).ToBeVisibleAsync();
        await Assertions.Expect(reading.Page.Locator("#f-text")).ToHaveValueAsync("Je suis en train d'écrire");
        await Assertions.Expect(news).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Colleagues_on_one_ticket_see_each_other_and_who_answers()
    {
        var title = await OpenTicket("À plusieurs");
        await using var one = await Visitor.Come("hotline");
        await one.Open($"/tickets?statut=&q={Uri.EscapeDataString(title)}");
        await Row(one, title).ClickAsync();
        await Assertions.Expect(one.Page.Locator("h1")).ToContainTextAsync(title);
        var address = new Uri(one.Page.Url).PathAndQuery;
        var presence = one.Page.Locator(".presence");
        await Assertions.Expect(presence).ToHaveTextAsync("");
        await using (var other = await Visitor.Come("manager"))
        {
            await other.Open(address);
            await Assertions.Expect(presence).ToContainTextAsync("regarde");
            await Assertions.Expect(other.Page.Locator(".presence")).ToContainTextAsync("regarde");
            await one.Page.Locator("#f-text").FillAsync("Je réponds");
            await Assertions.Expect(other.Page.Locator(".presence")).ToContainTextAsync("répond");
            await other.Check("ticket-presence");
            await other.Open("/tickets");
            await Assertions.Expect(presence).ToHaveTextAsync("");
        }
        await using var contact = await Visitor.Come("correspondant");
        await contact.Open(address);
        await Assertions.Expect(contact.Page.Locator(".presence")).ToHaveCountAsync(0);
        await Assertions.Expect(presence).ToHaveTextAsync("");
    }

    [Test]
    public async Task News_are_told_in_the_language_of_each_reader()
    {
        await using var english = await Visitor.Come("admin", locale: "en-GB");
        await english.Open("/tickets?statut=");
        await using var french = await Visitor.Come("hotline");
        await french.Open("/tickets?statut=");
        var title = await OpenTicket("Dans deux langues");
        await Assertions.Expect(Row(english, title)).ToBeVisibleAsync();
        await Assertions.Expect(Row(french, title)).ToBeVisibleAsync();
        await Assertions.Expect(english.Page.Locator("tr", new() { HasText = title })).ToContainTextAsync("New");
        await Assertions.Expect(french.Page.Locator("tr", new() { HasText = title })).ToContainTextAsync("Nouveau");
    }

    [Test]
    public async Task A_row_that_is_pointed_at_stays_where_it_is_until_it_is_no_longer()
    {
        var first = await OpenTicket("Sous le pointeur");
        await using var reading = await Visitor.Come("hotline");
        await reading.Open("/tickets?statut=");
        await Row(reading, first).HoverAsync();
        var title = await OpenTicket("Au-dessus");
        await Assertions.Expect(News(reading)).ToBeVisibleAsync();
        await Assertions.Expect(Row(reading, title)).ToHaveCountAsync(0);
        await reading.Page.Locator("h1").HoverAsync();
        await Assertions.Expect(Row(reading, title)).ToBeVisibleAsync();
    }

    static ILocator News(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Du nouveau : afficher" });

    static ILocator Row(Visitor visitor, string title) =>
        visitor.Page.Locator("tbody").GetByRole(AriaRole.Link, new() { Name = title, Exact = true });

    /// <summary>Somebody else opens a ticket.</summary>
    /// <returns>Its title, which no other has.</returns>
    static async Task<string> OpenTicket(string about)
    {
        var title = $"{about} {Guid.NewGuid():N}"[..(about.Length + 9)];
        await using var other = await Visitor.Come("manager");
        await other.Open("/tickets/nouveau");
        await other.Page.FillAsync("#f-title", title);
        await other.Page.SelectOptionAsync("#f-member", "ARCUEIL");
        await other.Page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(other.Page).ToHaveURLAsync(new Regex("/tickets/\\d+"));
        return title;
    }

    static async Task Say(Visitor other, string text)
    {
        await other.Page.Locator("#f-text").FillAsync(text);
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Répondre" }).ClickAsync();
        await Assertions.Expect(other.Page.GetByText(text)).ToBeVisibleAsync();
    }
}
