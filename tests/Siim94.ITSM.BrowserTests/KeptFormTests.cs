using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Nothing typed is lost, in whichever form of the product.</summary>
sealed class KeptFormTests
{
    const int AtATime = 4;

    // Each death takes so many forms at once: what comes back together is more than a team has open, and not more than two cores can draw.
    const int FormsToADeath = 12;

    // The server has just started, and other tests run beside this one.
    static readonly LocatorAssertionsToHaveValueOptions Patient = new() { Timeout = 240_000 };

    [Test]
    public async Task A_server_that_dies_in_the_middle_of_every_form_loses_nothing_of_any()
    {
        await using var product = await OwnProduct.StartOnDemo();
        await using var people = new People(product.Address);
        var demo = await FindIn(await people.Browser("admin"), await people.Browser("demandeur"));
        await CloseAMonth(await people.Browser("manager"));
        var lost = new ConcurrentQueue<string>();
        foreach (var forms in KeptForm.All.Select(form => Fill(form, demo)).Chunk(FormsToADeath))
            await DieAmong(forms);
        Assert.That(lost, Is.Empty);

        async Task DieAmong(KeptForm[] forms)
        {
            var open = new ConcurrentQueue<(KeptForm Form, IPage Page)>();
            await Parallel.ForEachAsync(forms, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (form, _) =>
            {
                try
                {
                    open.Enqueue((form, await Enter(await people.Browser(form.Login), form)));
                }
                catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
                {
                    lost.Enqueue($"{form.Part} {form.Path} {form.Field} cannot be typed into: {FirstLine(failure)}");
                }
            });
            await product.Kill();
            foreach (var (_, page) in open)
                await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
            await product.StartAgain();
            await Task.WhenAll(
                open.Select(async each =>
                {
                    try
                    {
                        await Assertions
                            .Expect(each.Page.Locator("#components-reconnect-modal"))
                            .ToBeHiddenAsync(new() { Timeout = Patient.Timeout });
                        await Expect(each.Page, each.Form, Patient);
                        await each.Page.CloseAsync();
                    }
                    catch (PlaywrightException failure)
                    {
                        lost.Enqueue($"{each.Form.Part} {each.Form.Path} {each.Form.Field}: {FirstLine(failure)}");
                    }
                })
            );
        }
    }

    [Test]
    public void Every_form_is_among_them()
    {
        var source = Path.Combine(LanguageTests.Root, "src", "Siim94.ITSM");
        var forms = Directory
            .EnumerateFiles(source, "*.razor", SearchOption.AllDirectories)
            .Select(file =>
                (
                    Key: Path.GetFileNameWithoutExtension(file),
                    Value: Regex.Matches(File.ReadAllText(file), "<FormBody\\b[^>]*").Select(form => form.Value).ToList()
                )
            )
            .ToList();
        Assert.That(
            forms.Where(part => part.Value.Exists(Keeps)).Select(part => (part.Key, part.Value.Count(Keeps))),
            Is.EquivalentTo(KeptForm.All.GroupBy(form => form.Part, (part, of) => (part, of.Count()))),
            "what is typed in it is found again: a form that saves is in the list"
        );
        Assert.That(
            forms.Where(part => part.Value.Exists(form => !Keeps(form))).Select(part => part.Key),
            Is.EquivalentTo(KeptForm.KeepNothing),
            "a form names its page, so that what is typed in it is kept"
        );
        static bool Keeps(string form) => form.Contains(" Page=", StringComparison.Ordinal);
    }

    static string FirstLine(Exception failure) => failure.Message.Split('\n')[0];

    static KeptForm Fill(KeptForm form, Dictionary<string, string> demo)
    {
        return form with { Path = In(form.Path), Login = In(form.Login), Text = In(form.Text) };

        string In(string text) => Regex.Replace(text, "{(.+?)}", found => demo[found.Groups[1].Value]);
    }

    static async Task<IPage> Enter(IBrowserContext browser, KeptForm form)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(form.Path);
        await page.WaitForFunctionAsync("() => !document.querySelector('[data-connecting], .loading, fieldset.form[disabled]')");
        foreach (var (asked, text) in form.Question)
            await page.FillAsync(asked, text);
        if (form.Opener is not null)
            await page.Locator(form.Opener).First.ClickAsync();
        var field = page.Locator(form.Field).First;
        await Assertions.Expect(field).ToBeEnabledAsync();
        await field.EvaluateAsync("field => { for (let at = field; (at = at.closest('details:not([open])')); ) at.open = true; }");
        switch (await field.EvaluateAsync<string>("field => field.type"))
        {
            case "checkbox":
                await field.CheckAsync();
                break;
            case "select-one" or "select-multiple":
                await field.SelectOptionAsync(form.Text);
                break;
            default:
                await field.FillAsync(form.Text);
                await field.BlurAsync();
                break;
        }
        await Assertions.Expect(page.Locator("[data-unsaved]").First).ToBeAttachedAsync();
        await Expect(page, form, null);
        return page;
    }

    static Task Expect(IPage page, KeptForm form, LocatorAssertionsToHaveValueOptions? options) =>
        form.Text == "on"
            ? Assertions.Expect(page.Locator(form.Field).First).ToBeCheckedAsync(new() { Timeout = options?.Timeout })
            : Assertions.Expect(page.Locator(form.Field).First).ToHaveValueAsync(form.Text, options);

    /// <summary>What the demo has today of what a form is about.</summary>
    static async Task<Dictionary<string, string>> FindIn(IBrowserContext admin, IBrowserContext requester)
    {
        var week = await First(admin, "weeks?state=approved");
        var checkedImport = await Import(admin);
        await Answered(await admin.APIRequest.PostAsync($"/api/v1/imports/{checkedImport}/check", Changing()));
        for (var deadline = DateTime.UtcNow.AddSeconds(30); DateTime.UtcNow < deadline; await Task.Delay(100))
            if (Text(await Answered(await admin.APIRequest.GetAsync($"/api/v1/imports/{checkedImport}")), "state") == "checked")
                break;
        return new()
        {
            ["open dispute"] = Text(await First(admin, "disputes?state=open"), "id"),
            ["rejected dispute"] = Text(await First(admin, "disputes?state=rejected"), "id"),
            ["open ticket"] = Text(await First(admin, "tickets?status=assigned"), "number"),
            ["resolved ticket"] = await NotRated(requester),
            ["approved week"] = Text(week, "period"),
            ["whose week is approved"] = Text(week, "agent").ToLowerInvariant(),
            ["activity"] = Text(await First(admin, "activities"), "code"),
            ["category"] = Text(await First(admin, "categories"), "code"),
            ["agent"] = Text(await First(admin, "agents"), "code"),
            ["uploaded import"] = await Import(admin),
            ["checked import"] = checkedImport,
        };
    }

    static async Task<string> NotRated(IBrowserContext requester)
    {
        var resolved = await Answered(await requester.APIRequest.GetAsync("/api/v1/tickets?status=resolved,closed"));
        foreach (var number in resolved.GetProperty("items").EnumerateArray().Select(ticket => Text(ticket, "number")))
        {
            var ticket = await Answered(await requester.APIRequest.GetAsync($"/api/v1/tickets/{number}"));
            if (Text(ticket, "satisfaction") == "")
                return number;
        }
        throw new InvalidOperationException("Every ticket of the demo is rated.");
    }

    static async Task CloseAMonth(IBrowserContext manager)
    {
        var closing = Changing();
        closing.DataObject = new
        {
            year = 2014,
            month = 1,
            confirm = true,
        };
        await Answered(await manager.APIRequest.PostAsync("/api/v1/closings", closing));
    }

    // A line that is understood, one of a member that is not, and one without a day.
    const string Table = "Date;Adhérent;Titre\n14/03/2017;VITRY;Une\n15/03/2017;Vitri-sur-Sène;Deux\n;VITRY;Trois\n";

    static async Task<string> Import(IBrowserContext browser)
    {
        var file = Changing();
        file.DataByte = Encoding.UTF8.GetBytes(Table);
        file.Headers = [.. file.Headers!, new("Content-Type", "application/octet-stream")];
        return Text(await Answered(await browser.APIRequest.PostAsync("/api/v1/imports?kind=tickets&fileName=essai.csv", file)), "id");
    }

    static APIRequestContextOptions Changing() => new() { Headers = [new("X-Requested-With", "test")] };

    static async Task<JsonElement> First(IBrowserContext browser, string list) =>
        (await Answered(await browser.APIRequest.GetAsync($"/api/v1/{list}"))).GetProperty("items")[0];

    static async Task<JsonElement> Answered(IAPIResponse response)
    {
        Assert.That(response.Ok, Is.True, $"{response.Url}: {response.Status} {await response.TextAsync()}");
        return (await response.JsonAsync())!.Value;
    }

    static string Text(JsonElement item, string name) => item.GetProperty(name).ToString();

    /// <summary>A browser for each of those who type.</summary>
    sealed class People(string address) : IAsyncDisposable
    {
        readonly ConcurrentDictionary<string, Lazy<Task<IBrowserContext>>> browsers = new();

        public Task<IBrowserContext> Browser(string login) => browsers.GetOrAdd(login, key => new(() => Come(key))).Value;

        async Task<IBrowserContext> Come(string login)
        {
            var context = await Demo.Browser.NewContextAsync(new() { BaseURL = address, Locale = "fr-FR" });
            context.SetDefaultTimeout(30_000);
            var signIn = Changing();
            signIn.DataObject = new { login, password = Visitor.Password };
            await Assertions.Expect(await context.APIRequest.PostAsync("/api/v1/session", signIn)).ToBeOKAsync();
            return context;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var browser in browsers.Values)
                await (await browser.Value).DisposeAsync();
        }
    }
}
