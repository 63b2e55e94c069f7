using System.Collections.Concurrent;
using System.IO.Compression;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Somebody in front of a screen.</summary>
sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    readonly IBrowserContext context = context;

    public static readonly ViewportSize Desktop = new() { Width = 1366, Height = 768 };
    public static readonly ViewportSize Tablet = new() { Width = 768, Height = 1024 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    public const string Password = "bilan-2017-demo";

    public IPage Page => page;

    static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Sessions = new();

    /// <summary>
    /// Opens a browser window, signed in unless the login is null, on a line that takes so many milliseconds to the server.
    /// </summary>
    public static async Task<Visitor> Come(
        string? login,
        ViewportSize? screen = null,
        string locale = "fr-FR",
        int delayMilliseconds = 0
    ) =>
        await Arrive(
            login is null ? null : await Sessions.GetOrAdd(login, key => new(() => SignIn(key))).Value,
            screen,
            locale,
            delayMilliseconds
        );

    static async Task<Visitor> Arrive(string? session, ViewportSize? screen, string locale, int delayMilliseconds)
    {
        var context = await Demo.Browser.NewContextAsync(
            new()
            {
                BaseURL = Demo.Address,
                ViewportSize = screen ?? Desktop,
                Locale = locale,
                ReducedMotion = ReducedMotion.Reduce, // a colour that is on its way is neither of two
                StorageState = session,
            }
        );
        await context.AddInitScriptAsync(Answers.Script(delayMilliseconds));
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.SetDefaultTimeout(30_000);
        return visitor;
    }

    /// <returns>The session, for any number of windows.</returns>
    static async Task<string> SignIn(string login)
    {
        await using var visitor = await Arrive(null, null, "fr-FR", 0);
        await visitor.Page.GotoAsync("/connexion");
        await visitor.Page.FillAsync("#f-login", login);
        await visitor.Page.FillAsync("#f-password", Password);
        await visitor.Page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Demo.Address + "/");
        return await visitor.context.StorageStateAsync();
    }

    /// <summary>Goes to a page and waits until it is connected and shows its content.</summary>
    public async Task Open(string path)
    {
        await page.GotoAsync(path);
        await Settle();
    }

    /// <summary>Waits until the page is connected, has its title, no longer says that it is loading, and its form is open.</summary>
    /// <remarks>A page takes its title away for a moment while it connects.</remarks>
    public async Task Settle()
    {
        await page.WaitForFunctionAsync(
            $"() => {Answers.HaveCome} && !document.querySelector('[data-connecting], .loading, fieldset.form[disabled]')"
                + " && document.querySelector('h1') && document.title"
        );
    }

    /// <summary>No accessibility violation on the page as it stands; keeps a picture of it when ITSM_SCREENSHOTS names a folder.</summary>
    public Task Check(string name) => Check(name, "{}");

    /// <summary>The same of a page that was checked by day: at night it is of other colours, and nothing else.</summary>
    public Task CheckColours(string name) => Check(name, "{ runOnly: ['color-contrast', 'link-in-text-block'] }");

    /// <summary>The same of a page that was checked on another screen: on this one things lie elsewhere, in the same colours.</summary>
    public Task CheckLayout(string name) => Check(name, "{ rules: { 'color-contrast': { enabled: false } } }");

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    async Task Check(string name, string options)
    {
        await page.WaitForFunctionAsync($"() => {Answers.HaveCome}");
        if (Environment.GetEnvironmentVariable("ITSM_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        // Once a page: to read half a megabyte of script takes longer than most checks.
        if (await page.EvaluateAsync<bool>("() => !window.axe"))
            await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<string[]>(
            $$"""
            async () => (await axe.run(document, { ...{{options}}, resultTypes: ['violations'] })).violations
                .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} – ${html}`))
            """
        );
        Assert.That(violations, Is.Empty, name);
    }

    /// <summary>Bytes that it takes on the line.</summary>
    public static long Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(body);
        return packed.Length;
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
