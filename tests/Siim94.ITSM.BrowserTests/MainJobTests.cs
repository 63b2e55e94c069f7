using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>The main job as it is done all day: on the keyboard, from a logged hour to a figure that is opened again.</summary>
sealed class MainJobTests
{
    [TestCase(0)]
    [TestCase(400)]
    public async Task A_hotline_agent_opens_a_ticket_on_the_keyboard_alone(int delayMilliseconds)
    {
        await using var hotline = await Visitor.Come("hotline", delayMilliseconds: delayMilliseconds);
        await hotline.Open("/");
        var (page, watch) = (hotline.Page, Stopwatch.StartNew());
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator("[data-shortcut=new]")).ToBeVisibleAsync();
        await hotline.Settle();
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/appel$"));
        await Assertions.Expect(page.Locator("#f-requesterid-input")).ToBeFocusedAsync();

        // Nobody of the directory has that name.
        await page.Keyboard.TypeAsync("Mme Quentinette");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-phone")).ToBeVisibleAsync();
        await Fill("f-member-input", "Arcueil");
        await Fill("f-title", "Imprimante muette au guichet");
        await hotline.Check("ticket-clavier");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("enregistré");
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:N1} s");
        var number = Regex.Match(await page.Locator(".saved").InnerTextAsync(), "[0-9]+").Value;
        await hotline.Open($"/tickets/{number}");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Imprimante muette au guichet");
        await Assertions.Expect(page.Locator("#f-member-input")).ToHaveValueAsync("Arcueil");
        await Assertions.Expect(page.Locator("#f-requester-input")).ToHaveAttributeAsync("placeholder", "Mme Quentinette");

        // Tab to the field, and type: a choice is found by its letters, and taken by the next Tab.
        async Task Fill(string id, string text)
        {
            for (var presses = 0; await page.EvaluateAsync<string>("document.activeElement.id") != id; presses++)
            {
                Assert.That(presses, Is.LessThan(12), $"{id} is out of reach of the Tab key");
                await page.Keyboard.PressAsync("Tab");
            }
            await page.Keyboard.TypeAsync(text);
        }
    }

    [Test]
    public async Task A_visit_moves_the_figure_that_its_own_line_then_opens_under()
    {
        await using var manager = await Visitor.Come("manager");
        await using var technician = await Visitor.Come("technicien");
        await manager.Open("/bilans/2017?de=2017");
        var figure = manager.Page.Locator("#onsite-member tr", new() { HasText = "SAF 94" }).Locator("td").Last;
        var before = await figure.InnerTextAsync();

        await technician.Open("/interventions/nouvelle");
        var page = technician.Page;
        await page.SelectOptionAsync("#f-member", new SelectOptionValue { Label = "SAF 94" });
        await page.FillAsync("#f-day", "2017-07-15");
        await page.FillAsync("#f-quantity", "7 h");
        await page.FillAsync("#f-summary", "Déménagement du serveur de fichiers.");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/interventions/[0-9]+"));
        await technician.Settle();
        await technician.Check("visite");

        await Assertions.Expect(figure).Not.ToHaveTextAsync(before, new() { Timeout = 10_000 });
        await figure.Locator("a").ClickAsync();
        await manager.Settle();
        await Assertions.Expect(manager.Page.Locator("main")).ToContainTextAsync("Déménagement du serveur de fichiers.");
        await manager.Check("lignes-d-une-visite");
    }

    /// <summary>On a machine without a network, too.</summary>
    [Test]
    public async Task The_reference_of_the_api_needs_nothing_from_elsewhere()
    {
        await using var reader = await Visitor.Come("chefprojet");
        var (complaints, elsewhere) = (new List<string>(), new List<string>());
        reader.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        reader.Page.PageError += (_, error) => complaints.Add(error);
        reader.Page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(Demo.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
            )
                elsewhere.Add(request.Url);
        };
        await reader.Page.GotoAsync("/api");
        await Assertions.Expect(reader.Page.GetByText("/api/v1/session").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(reader.Page).ToHaveTitleAsync("Siim94.ITSM – API");
        if (Environment.GetEnvironmentVariable("ITSM_SCREENSHOTS") is { Length: > 0 } folder)
            await reader.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "reference-api.png") });
        Assert.That(complaints, Is.Empty);
        Assert.That(elsewhere, Is.Empty);
    }
}
