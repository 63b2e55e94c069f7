using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// What is typed is kept in the browser until it is saved or dropped, whatever becomes of the server, the tab or the session.
/// </summary>
sealed class DraftTests
{
    OwnProduct product = null!;
    IBrowserContext context = null!;

    [OneTimeSetUp]
    public async Task SignIn()
    {
        product = await OwnProduct.Start();
        context = await Demo.Browser.NewContextAsync(new() { BaseURL = product.Address, Locale = "fr-FR" });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        var oneTime = await product.OneTimePassword;
        await Enter(page, oneTime);
        await Assertions.Expect(page).ToHaveURLAsync($"{product.Address}/compte/mot-de-passe");
        await page.FillAsync("#f-currentpassword", oneTime);
        await page.FillAsync("#f-newpassword", OwnProduct.Password);
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("mot-de-passe"));
        await page.CloseAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await context.DisposeAsync();
        await product.DisposeAsync();
    }

    static async Task Enter(IPage page, string password)
    {
        await page.GotoAsync("/connexion");
        await page.FillAsync("#f-login", "admin");
        await page.FillAsync("#f-password", password);
        await page.ClickAsync("main button[type=submit]");
    }

    [Test]
    public async Task A_tab_that_was_closed_offers_what_was_typed_in_it()
    {
        var page = await Open("/tickets/nouveau");
        await Type(page, "#f-description", "Deux lignes\nde texte");
        await page.CloseAsync();
        page = await Open("/tickets/nouveau");
        await Assertions.Expect(page.Locator("#f-description")).ToHaveValueAsync("");
        await page.ClickAsync("[data-takes-draft]");
        await Assertions.Expect(page.Locator("#f-description")).ToHaveValueAsync("Deux lignes\nde texte");
        await Assertions.Expect(page.Locator("[data-draft-offer]")).ToBeHiddenAsync();
        await page.CloseAsync();

        page = await Open("/tickets/nouveau");
        await page.ClickAsync("[data-drops-draft]");
        await page.ReloadAsync();
        await Settle(page);
        await Assertions.Expect(page.Locator("[data-draft-offer]")).ToBeHiddenAsync();
        await page.CloseAsync();
    }

    [Test]
    public async Task A_session_that_ends_meanwhile_leaves_what_was_typed_to_whoever_signs_in_again()
    {
        var page = await Open("/comptes");
        await Type(page, "#f-displayname", "Une Nouvelle");
        await context.ClearCookiesAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await Enter(page, OwnProduct.Password);
        await Assertions.Expect(page).ToHaveURLAsync($"{product.Address}/");
        await page.CloseAsync();
        page = await Open("/comptes");
        await page.ClickAsync("[data-takes-draft]");
        await Assertions.Expect(page.Locator("#f-displayname")).ToHaveValueAsync("Une Nouvelle");
        await Leave(page);
    }

    [Test]
    public async Task What_is_saved_is_not_offered_again()
    {
        var page = await Open("/compte/jetons");
        await Type(page, "#f-name", "Sauvegarde");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("main table")).ToContainTextAsync("Sauvegarde");
        await page.ReloadAsync();
        await Settle(page);
        await Assertions.Expect(page.Locator("[data-draft-offer]")).ToBeHiddenAsync();
        await page.CloseAsync();
    }

    async Task<IPage> Open(string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await Settle(page);
        return page;
    }

    static Task Settle(IPage page) =>
        page.WaitForFunctionAsync("() => !document.querySelector('[data-connecting], .loading, fieldset.form[disabled]')");

    static async Task Type(IPage page, string field, string text)
    {
        await page.FillAsync(field, text);
        await page.Locator(field).BlurAsync();
        await Assertions.Expect(page.Locator("[data-unsaved]").First).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(500);
    }

    // What was typed is dropped knowingly, so that the next test finds nothing of it.
    static async Task Leave(IPage page)
    {
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ClickAsync("nav a[href='/']");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Bonjour");
        await page.CloseAsync();
    }
}
