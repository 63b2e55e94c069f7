using System.Text.Json;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A week filled in a real browser, its keys counted. Each test has weeks of its own, where the demo has none.</summary>
sealed class WeekPageTests
{
    static readonly string[] Domains =
    [
        "action sociale",
        "culture",
        "finances",
        "santé publique",
        "offices hlm",
        "logement",
        "courrier",
        "parapheur",
    ];

    static readonly DateOnly Monday = FirstMonday();

    static DateOnly FirstMonday()
    {
        var day = DateOnly.FromDateTime(DateTime.Today).AddDays(7 * 12);
        return day.AddDays(-((int)day.DayOfWeek + 6) % 7);
    }

    static string Page(DateOnly monday) => Code(monday).Replace("-W", "-S", StringComparison.Ordinal);

    static string Code(DateOnly monday)
    {
        var date = monday.ToDateTime(default);
        return $"{System.Globalization.ISOWeek.GetYear(date)}-W{System.Globalization.ISOWeek.GetWeekOfYear(date):00}";
    }

    static async Task<(Visitor Visitor, string Agent)> Engineer(ViewportSize? screen = null)
    {
        var engineer = await Visitor.Come("chefprojet", screen);
        await engineer.Page.AddInitScriptAsync("window.keys = 0; addEventListener('keydown', () => window.keys++, true);");
        await engineer.Page.GotoAsync("/aide");
        var session = await Call(engineer.Page, "GET", "/session");
        return (engineer, session.GetProperty("agent").GetString()!);
    }

    /// <summary>A call of the API as the page makes it.</summary>
    static async Task<JsonElement> Call(IPage page, string method, string address, object? body = null) =>
        (
            await page.EvaluateAsync<JsonElement?>(
                """
                async ([method, address, body]) => {
                    const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'test' };
                    const answer = await fetch(`/api/v1${address}`, { method, headers, body: body ? JSON.stringify(body) : undefined });
                    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
                    return answer.status === 204 ? {} : await answer.json();
                }
                """,
                new[] { method, address, body }
            )
        )!.Value;

    static Task<JsonElement> Put(IPage page, string agent, DateOnly monday, IEnumerable<(int Row, int Day, double? Days)> cells) =>
        Call(
            page,
            "PUT",
            $"/weeks/{agent}/{Code(monday)}/cells",
            new
            {
                cells = cells.Select(cell => new
                {
                    row = new { activity = "SI-DOMAINE", domain = Domains[cell.Row] },
                    day = $"{monday.AddDays(cell.Day):yyyy-MM-dd}",
                    quantity = cell.Days,
                    unit = "d",
                }),
            }
        );

    static async Task<long> Worked(IPage page, string agent, DateOnly monday) =>
        (await Call(page, "GET", $"/weeks/{agent}/{Code(monday)}")).GetProperty("workedMinutes").GetInt64();

    static ILocator Cell(IPage page, int row, int column) => page.Locator($"[data-cell='{row},{column}']");

    static Task IsSaved(IPage page) => Assertions.Expect(page.Locator("[data-week-state]")).ToHaveTextAsync("Tout est enregistré.");

    [Test]
    public async Task A_plain_week_takes_one_key_and_the_amounts_of_last_week()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var (before, week) = (Monday, Monday.AddDays(7));
        await Put(
            page,
            agent,
            before,
            from row in Enumerable.Range(0, 8)
            from day in Enumerable.Range(0, 5)
            select (row, day, (double?)0.125)
        );
        await engineer.Open($"/temps/{Page(week)}");
        await page.EvaluateAsync("() => { window.keys = 0; }");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await page.Keyboard.PressAsync("Shift+L");
        await Assertions.Expect(page.Locator("tbody [data-cell]", new() { HasText = "0,125" })).ToHaveCountAsync(40);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        var keys = await page.EvaluateAsync<int>("() => window.keys");
        TestContext.Out.WriteLine($"{keys} keys, {clock.ElapsedMilliseconds} ms");
        Assert.That(keys, Is.LessThanOrEqualTo(25));
        Assert.That(await Worked(page, agent, week), Is.EqualTo(await Worked(page, agent, before)));
    }

    [Test]
    public async Task A_new_mixed_week_takes_few_keys_beside_the_words()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(14);
        await engineer.Open($"/temps/{Page(week)}");
        await page.EvaluateAsync("() => { window.keys = 0; }");
        // Ten half days on seven rows: the last three rows have two.
        var letters = 0;
        for (var row = 0; row < 7; row++)
        {
            await page.Keyboard.PressAsync("n");
            var words = $"domaine {Domains[row]}";
            letters += words.Length;
            await page.Keyboard.TypeAsync(words);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(Cell(page, row, row == 0 ? 0 : Math.Min(row - 1, 4))).ToBeFocusedAsync();
            if (row > 0 && row < 5)
                await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.TypeAsync("0,5");
            await page.Keyboard.PressAsync("Enter");
        }
        for (var row = 4; row < 7; row++)
        {
            await page.Keyboard.PressAsync(row == 4 ? "Home" : "ArrowRight");
            if (row == 4)
                for (var up = 0; up < 2; up++)
                    await page.Keyboard.PressAsync("ArrowUp");
            await page.Keyboard.TypeAsync("0,5");
            await page.Keyboard.PressAsync("Enter");
        }
        await IsSaved(page);
        var keys = await page.EvaluateAsync<int>("() => window.keys") - letters;
        TestContext.Out.WriteLine($"{keys} keys beside the words");
        Assert.That(keys, Is.LessThanOrEqualTo(120));
        Assert.That(await Worked(page, agent, week), Is.EqualTo(10 * 210));
    }

    [Test]
    public async Task Forty_cells_are_pasted_from_a_spreadsheet_undone_and_redone()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(21);
        foreach (var domain in Domains)
            await Call(page, "POST", $"/weeks/{agent}/{Code(week)}/rows", new { row = new { activity = "SI-DOMAINE", domain } });
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Control+Home");
        string[] written = ["0,1", "1/10", "00:42:00", "42 min", "0,1 j"];
        var text = string.Join("\r\n", Domains.Select(_ => string.Join('\t', written))) + "\r\n";
        await page.EvaluateAsync("() => { window.keys = 0; }");
        await Paste(page, text);
        await IsSaved(page);
        TestContext.Out.WriteLine($"40 cells, {await page.EvaluateAsync<int>("() => window.keys")} keys beside Ctrl+V");
        Assert.That(await Worked(page, agent, week), Is.EqualTo(40 * 42));
        await page.Keyboard.PressAsync("Control+z");
        await IsSaved(page);
        await Assertions.Expect(page.Locator("[data-total='0']")).ToHaveTextAsync("0");
        Assert.That(await Worked(page, agent, week), Is.Zero);
        await page.Keyboard.PressAsync("Control+y");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(40 * 42));
        await engineer.Check("semaine-collee");

        // A range goes to a spreadsheet as it is written here.
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        var copied = await page.EvaluateAsync<string>("() => weekView.copied()");
        Assert.That(copied, Is.EqualTo("0,1\t0,1\n0,1\t0,1"));
    }

    static Task Paste(IPage page, string text) =>
        page.EvaluateAsync(
            """
            text => {
                const data = new DataTransfer();
                data.setData('text/plain', text);
                document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            text
        );

    [Test]
    public async Task What_is_more_than_one_call_takes_is_pasted_not_at_all()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(84);
        await Put(page, agent, week, from row in Enumerable.Range(0, 8) from day in Enumerable.Range(0, 7) select (row, day, (double?)0.1));
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("ArrowDown");
        // Of what a paste holds only what changes counts: as if a call took fifty.
        await page.EvaluateAsync("() => { CellQueue.most = 50; }");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.Locator("[data-week-state]")).ToHaveTextAsync("Rien n'a changé : 50 cellules au plus à la fois.");
        Assert.That(await Worked(page, agent, week), Is.EqualTo(56 * 42));
        await page.EvaluateAsync("() => { CellQueue.most = 200; }");
        await page.Keyboard.PressAsync("Delete");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.Zero);
    }

    [Test]
    public async Task What_is_pasted_with_one_wrong_cell_is_not_pasted_at_all_and_the_cell_says_why()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(63);
        await Put(page, agent, week, [(0, 0, 0.1), (1, 0, 0.2)]);
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Control+Home");
        var state = page.Locator("[data-week-state]");

        await Paste(page, "1\tbof\n0,5\t0,5");
        await Assertions.Expect(Cell(page, 0, 1)).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("bof – Cette durée n'est pas comprise");
        await Assertions.Expect(state).ToContainTextAsync("Rien n'a changé");
        await Assertions.Expect(Cell(page, 0, 0)).ToHaveTextAsync("0,1");

        // What only the server refuses: nothing of it stays either, and there is nothing of it to undo.
        await Paste(page, "0,3\t30 h\n0,3\t0,3");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("24 h");
        await Assertions.Expect(state).ToContainTextAsync("Rien n'a changé");
        await Assertions.Expect(Cell(page, 0, 0)).ToHaveTextAsync("0,1");
        await Assertions.Expect(Cell(page, 1, 1)).ToHaveTextAsync("");
        await Assertions.Expect(page.Locator("[data-week-do=undo]")).ToBeDisabledAsync();
        Assert.That(await Worked(page, agent, week), Is.EqualTo(42 + 84));

        await page.Keyboard.PressAsync("Control+Home");
        await Paste(page, "\"0,3\r\n\"\t0,4\n0,3\t0,3\n0,3\t0,3");
        await Assertions.Expect(page.Locator("#week-errors")).ToBeEmptyAsync();
        await Assertions.Expect(state).ToContainTextAsync("au-delà de la grille, laissées de côté : 2");
        await Assertions.Expect(Cell(page, 1, 1)).ToHaveTextAsync("0,3");
        await Assertions.Expect(page.Locator("[data-week-do=undo]")).ToBeEnabledAsync();
    }

    [Test]
    public async Task Amounts_of_last_week_come_and_go_in_one_key_and_a_day_is_seen_alone()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(77);
        await Put(page, agent, week.AddDays(-7), [(0, 1, 0.5), (1, 2, 1)]);
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("L");
        await Assertions.Expect(Cell(page, 1, 2)).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Cell(page, 1, 2)).ToHaveTextAsync("");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.Zero);
        await page.Keyboard.PressAsync("Control+y");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(630));

        await page.ClickAsync("[data-week-do=view]");
        await Assertions.Expect(page.Locator("[data-week-do=view]")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.ClickAsync("[data-day='1']");
        await Assertions.Expect(page.Locator("[data-gap=chosen]")).ToHaveTextAsync("−0,5 j");
        await page.ClickAsync("[data-card='1'] [data-step='1']");
        await Assertions.Expect(page.Locator("[data-gap=chosen]")).ToHaveTextAsync("✓");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(840));
        await engineer.Check("semaine-par-jour");
        await page.ClickAsync("[data-week-do=view]");
        await Assertions.Expect(Cell(page, 1, 1)).ToHaveTextAsync("0,5");
    }

    [Test]
    public async Task Everything_is_done_by_keys_and_the_tree_of_a_screen_reader_says_it()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(28);
        await Put(page, agent, week, [(0, 0, 0.5), (1, 0, 0.25)]);
        await engineer.Open($"/temps/{Page(week)}");
        var grid = page.GetByRole(AriaRole.Grid, new() { NameRegex = new("^Semaine") });
        await Assertions.Expect(grid).ToBeVisibleAsync();
        await Assertions.Expect(grid.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(4);
        await Assertions.Expect(grid.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(9);
        await Assertions.Expect(grid.Locator("tbody [tabindex='0']")).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Cell(page, 0, 0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(grid.Locator("[aria-selected=true]")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("Control+r");
        await Assertions.Expect(Cell(page, 0, 2)).ToHaveTextAsync("0,5");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Control+d");
        await Assertions.Expect(Cell(page, 1, 0)).ToHaveTextAsync("0,5");
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(Cell(page, 1, 2)).ToHaveTextAsync("");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Cell(page, 1, 2)).ToHaveTextAsync("0,5");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(6 * 210));

        // What is not understood stays to be mended, said at the cell.
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("F2");
        await page.Keyboard.TypeAsync("beaucoup");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".cell-input")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("pas comprise");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Cell(page, 0, 0)).ToHaveTextAsync("0,5");
        // More than a day holds is refused by the server, at its cell.
        await page.Keyboard.TypeAsync("30 h");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Cell(page, 0, 0)).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("24 h");
        await engineer.Check("semaine-refusee");

        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.TypeAsync("0,5");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Cell(page, 0, 1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+F2");
        await page.Keyboard.TypeAsync("Comité de pilotage");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Cell(page, 0, 1)).ToContainTextAsync("Comité de pilotage");
        await Assertions.Expect(Cell(page, 0, 1)).ToBeFocusedAsync();
        await IsSaved(page);
    }

    [Test]
    public async Task A_server_out_of_reach_for_seconds_loses_nothing()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(35);
        await Put(page, agent, week, [(0, 0, 0.5)]);
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.RouteAsync("**/api/v1/weeks/**", route => route.AbortAsync());
        for (var day = 0; day < 4; day++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.TypeAsync("1/2");
        }
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-week-state]")).ToContainTextAsync("4 cellules attendent");
        await page.UnrouteAllAsync();
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(5 * 210));
    }

    [Test]
    public async Task Two_tabs_and_a_correction_on_one_week_are_shown_and_overwrite_nothing()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        await using var other = await Visitor.Come("chefprojet");
        var week = Monday.AddDays(42);
        await Put(engineer.Page, agent, week, [(0, 0, 0.25), (1, 0, 0.25)]);
        await engineer.Open($"/temps/{Page(week)}");
        await other.Open($"/temps/{Page(week)}");

        // One cell each, at once.
        await engineer.Page.Keyboard.PressAsync("ArrowDown");
        await engineer.Page.Keyboard.PressAsync("ArrowRight");
        await engineer.Page.Keyboard.TypeAsync("0,5");
        await other.Page.Keyboard.PressAsync("ArrowDown");
        await other.Page.Keyboard.PressAsync("ArrowDown");
        await other.Page.Keyboard.PressAsync("ArrowRight");
        await other.Page.Keyboard.TypeAsync("0,75");
        await engineer.Page.Keyboard.PressAsync("Enter");
        await other.Page.Keyboard.PressAsync("Enter");
        await IsSaved(engineer.Page);
        await IsSaved(other.Page);
        // Each sees the other's by itself.
        await Assertions.Expect(Cell(engineer.Page, 1, 1)).ToHaveTextAsync("0,75", new() { Timeout = 15_000 });
        await Assertions.Expect(Cell(other.Page, 0, 1)).ToHaveTextAsync("0,5", new() { Timeout = 15_000 });

        // The same cell: the second one is told what is there now, and what they had typed.
        await engineer.Page.Keyboard.PressAsync("Control+Home");
        await engineer.Page.Keyboard.PressAsync("F2");
        await Put(other.Page, agent, week, [(5, 0, 0.1)]);
        var there = await Call(other.Page, "GET", $"/weeks/{agent}/{Code(week)}");
        await Call(
            other.Page,
            "PUT",
            $"/weeks/{agent}/{Code(week)}/cells",
            new
            {
                cells = new[]
                {
                    new
                    {
                        row = new { activity = "SI-DOMAINE", domain = Domains[0] },
                        day = $"{week:yyyy-MM-dd}",
                        quantity = 0.3,
                        version = there.GetProperty("rows")[0].GetProperty("cells")[0].GetProperty("version").GetInt64(),
                    },
                },
            }
        );
        // A row that comes meanwhile draws the grid anew around what is being typed.
        await Assertions
            .Expect(engineer.Page.Locator("tbody tr", new() { HasText = "Logement" }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });
        await engineer.Page.Keyboard.TypeAsync("1");
        await engineer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(engineer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Vous aviez saisi : 1");
        await Assertions.Expect(Cell(engineer.Page, 0, 0)).ToHaveTextAsync("0,3");
    }

    [Test]
    public async Task On_a_phone_a_day_is_filled_by_steps_of_half_a_day()
    {
        var (engineer, agent) = await Engineer(Visitor.Phone);
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(49);
        await Put(page, agent, week, [(0, 0, 0.5), (1, 0, 0.25)]);
        await engineer.Open($"/temps/{Page(week)}");
        await page.ClickAsync("[data-day='1']");
        await page.ClickAsync("[data-card='0'] [data-step='1']");
        await page.ClickAsync("[data-card='0'] [data-step='1']");
        await Assertions.Expect(page.Locator("[data-card='0'] output")).ToHaveTextAsync("1");
        await page.ClickAsync("[data-card='0'] [data-step='-1']");
        await IsSaved(page);
        Assert.That(await Worked(page, agent, week), Is.EqualTo(210 + 105 + 210));
        Assert.That(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True);
        await engineer.Check("semaine-telephone");

        await page.ClickAsync("[data-card='0'] [data-card-do=note]");
        await page.FillAsync("#cell-note textarea", "Vu sur place");
        Assert.That((await page.Locator("#cell-note textarea").BoundingBoxAsync())!.Width, Is.GreaterThan(250));
        await page.Keyboard.PressAsync("Control+Enter");
        await IsSaved(page);
        await Assertions.Expect(page.Locator("[data-card='0']")).ToContainTextAsync("Vu sur place");
        await page.ClickAsync("[data-card='1'] [data-card-do=timer]");
        await Assertions.Expect(page.Locator("[data-week-timer]")).ToContainTextAsync("Culture");
        await page.ClickAsync("[data-timer-do=drop]");
        await Assertions.Expect(page.Locator("[data-week-timer]")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_timer_is_started_on_a_row_seen_on_every_page_of_the_week_and_becomes_a_line()
    {
        var (engineer, agent) = await Engineer();
        await using var _ = engineer;
        var page = engineer.Page;
        var week = Monday.AddDays(56);
        await Put(page, agent, week, [(2, 0, 0.5)]);
        await engineer.Open($"/temps/{Page(week)}");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.ClickAsync("[data-week-do=timer]");
        await Assertions.Expect(page.Locator("[data-week-timer]")).ToContainTextAsync("Finances");
        await engineer.Open("/temps");
        await Assertions.Expect(page.Locator("[data-week-timer]")).ToContainTextAsync("Finances");
        await engineer.Check("semaine-chronometre");
        await page.ClickAsync("[data-timer-do=stop]");
        await Assertions.Expect(page.Locator("[data-week-timer]")).ToBeHiddenAsync();
        Assert.That((await Call(page, "GET", "/timers")).GetArrayLength(), Is.Zero);
    }
}
