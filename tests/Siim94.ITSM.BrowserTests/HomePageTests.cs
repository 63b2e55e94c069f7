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

    [TestCase("manager")]
    [TestCase("chefprojet")]
    public async Task What_waits_to_be_decided_is_counted_as_the_list_counts_it(string login)
    {
        await using var reader = await Visitor.Come(login);
        var page = reader.Page;
        foreach (var list in new[] { "/validation?etat=a-valider", "/absences/a-decider" })
        {
            await reader.Open(list);
            var rows = await page.Locator("main tbody tr").CountAsync();
            var hasMore = await page.Locator("[data-more]").CountAsync() > 0;
            await reader.Open("/");
            var tile = page.Locator($".tiles a[href='{list}'] .value");
            if (rows == 0)
                await Assertions.Expect(tile).ToHaveCountAsync(0);
            else if (!hasMore)
                await Assertions.Expect(tile).ToHaveTextAsync($"{rows}");
        }
    }

    [Test]
    public async Task Whoever_decides_on_nothing_has_nothing_to_decide_on()
    {
        await using var technician = await Visitor.Come("technicien");
        await technician.Open("/absences");
        await Assertions.Expect(technician.Page.Locator(".tab").First).ToBeVisibleAsync();
        await Assertions.Expect(technician.Page.Locator(".tab", new() { HasText = "À décider" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_project_leader_opens_the_days_of_a_project()
    {
        await using var leader = await Visitor.Come("chefprojet");
        var page = leader.Page;
        await leader.Open("/");
        var first = page.Locator("section[aria-labelledby=projects] li a").First;
        var name = await first.InnerTextAsync();
        await first.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Croisement");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("main tbody tr")).ToContainTextAsync(name);
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

    [Test]
    public async Task The_hotline_sees_its_own_tickets_those_of_nobody_and_who_is_on_call()
    {
        await using var hotline = await Visitor.Come("hotline");
        await hotline.Open("/");
        await Assertions
            .Expect(hotline.Page.Locator(".at-home h2"))
            .ToHaveTextAsync([
                "À prendre en charge",
                "Mes tickets",
                "Prévus : en retard, puis à venir",
                "De permanence aujourd'hui",
                "Ma semaine",
            ]);
    }

    [Test]
    public async Task A_contact_sees_the_year_of_the_member_beside_the_one_before()
    {
        await using var contact = await Visitor.Come("correspondant");
        await contact.Open("/");
        var year = Demo.Today.Year;
        var headings = contact.Page.Locator("section:has(#year) thead th.number");
        await Assertions.Expect(headings.Nth(0)).ToHaveTextAsync($"{year - 1}");
        await Assertions.Expect(headings.Nth(1)).ToHaveTextAsync($"{year}");
        await contact.Check("home-correspondant");
    }
}
