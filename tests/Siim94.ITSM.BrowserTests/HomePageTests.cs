using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Each role finds what is its own on the first page.</summary>
sealed class HomePageTests
{
    [Test]
    public async Task A_manager_sees_whether_the_backlog_grows_and_opens_its_figures()
    {
        await using var manager = await Visitor.Come("manager");
        await manager.Open("/");
        var points = manager.Page.Locator(".home [data-tip]");
        await Assertions.Expect(points.Nth(10)).ToBeVisibleAsync(); // of twelve months, the present one from its first ticket on
        await Assertions.Expect(points.Last).ToHaveAttributeAsync("aria-label", new Regex(@"^tickets en cours – \d\d/\d{4}\s: \d+$"));
        await manager.Page.Locator("section:has(.chart) > header a").ClickAsync();
        await Assertions.Expect(manager.Page.Locator("h1")).ToHaveTextAsync("Croisement");
        await Assertions.Expect(manager.Page.Locator("main tbody tr").Nth(10)).ToBeVisibleAsync();
    }

    [TestCase(1366)]
    [TestCase(768)]
    [TestCase(390)]
    public async Task No_figure_is_left_alone_in_its_row(int width)
    {
        await using var manager = await Visitor.Come("manager", new() { Width = width, Height = 800 });
        await manager.Open("/");
        var tiles = manager.Page.Locator(".tiles > li");
        await Assertions.Expect(tiles.Nth(5)).ToBeVisibleAsync();
        var lonely = await tiles.EvaluateAllAsync<string[]>(
            """
            tiles => tiles
                .filter(tile => tile.offsetWidth < tile.parentElement.offsetWidth)
                .filter(tile => !tiles.some(other => other !== tile && other.offsetTop === tile.offsetTop))
                .map(tile => tile.innerText)
            """
        );
        Assert.That(lonely, Is.Empty);
    }

    [TestCase("technicien", "Intervention")]
    [TestCase("formateur", "Formation")]
    [TestCase("chefprojet", "Temps")]
    [TestCase("hotline", "Appel")]
    [TestCase("correspondant", "Demander de l'aide")]
    [TestCase("demandeur", "Demander de l'aide")]
    public async Task What_a_role_does_most_comes_first(string login, string action)
    {
        await using var visitor = await Visitor.Come(login);
        await visitor.Open("/");
        await Assertions.Expect(visitor.Page.Locator("main .button.primary")).ToHaveTextAsync(action);
    }
}
