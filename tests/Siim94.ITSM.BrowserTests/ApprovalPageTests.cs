using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>A week goes from its author to who leads the team, back with a word, and is approved; days are locked.</summary>
sealed class ApprovalPageTests
{
    [Test]
    public async Task A_leader_approves_what_has_no_point_and_sends_a_week_back()
    {
        await using var leader = await Visitor.Come("chefprojet");
        var page = leader.Page;
        await leader.Open("/validation");
        await Assertions.Expect(page.Locator("table tbody tr").First).ToBeVisibleAsync();
        var before = await page.Locator("table tbody tr").CountAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Renvoyer\\s: ") }).First.ClickAsync();
        await page.GetByLabel("Motif").FillAsync("Pour quel adhérent ?");
        // One of the days has a row: the remark is about it.
        var at = page.Locator("select[id^='f-rows']").Filter(new() { Has = page.Locator("option:nth-child(2)") }).First;
        await at.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await leader.Check("validation-renvoi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Renvoyé : ");
        await Assertions.Expect(page.Locator("table tbody tr")).ToHaveCountAsync(before - 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider ce qui n'a aucun point" }).ClickAsync();
        await page.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("à regarder");
    }

    [Test]
    public async Task Who_gets_a_week_back_finds_it_and_its_reason_at_home()
    {
        await using var manager = await Visitor.Come("manager");
        await manager.Open("/validation?etat=returned");
        var week = (await manager.Page.Locator("main tbody td a[href^='/temps/']").First.GetAttributeAsync("href"))!;
        var (address, agent) = (week.Split('?')[0], week.Split("agent=")[1]);
        await using var author = await Visitor.Come(agent.ToLowerInvariant());
        await author.Open("/");
        var line = author.Page.Locator(".warning li").Filter(new() { Has = author.Page.Locator($"a[href='{address}']") }).First;
        await Assertions.Expect(line.Locator(".muted")).ToContainTextAsync(" – ");
        await author.Check("home-returned");
        await line.Locator("a").ClickAsync();
        await Assertions.Expect(author.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{address}$"));
    }

    [Test]
    public async Task A_week_is_sent_back_from_itself_without_looking_for_it_in_the_list()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/validation?etat=approved");
        var week = page.Locator("main tbody td a[href^='/temps/']").First;
        var name = await page.Locator("main tbody tr th").First.InnerTextAsync();
        await manager.Open((await week.GetAttributeAsync("href"))!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Renvoyer", Exact = true }).ClickAsync();
        var panel = page.Locator(".side-panel");
        await Assertions.Expect(panel.Locator("h2")).ToContainTextAsync(name);
        await Assertions.Expect(panel.GetByLabel("Motif")).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main tbody tr").First).ToBeVisibleAsync();
    }

    [Test]
    public async Task Who_approved_a_week_takes_two_lines_however_long_the_name()
    {
        await using var manager = await Visitor.Come("manager");
        await manager.Open("/validation?etat=approved");
        var rows = manager.Page.Locator("main tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("Validé le");
        Assert.That(await rows.EvaluateAllAsync<int>("rows => Math.max(...rows.map(row => row.offsetHeight))"), Is.LessThanOrEqualTo(60));
    }

    [Test]
    public async Task An_author_sends_their_week_and_takes_it_back()
    {
        await using var author = await Visitor.Come("formateur");
        var page = author.Page;
        await author.Open("/temps/2017-S11");
        var sheet = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Validation\\s: semaine 11") });
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Envoyer pour validation" }).First.ClickAsync();
        if (await page.Locator(".confirm .danger").IsVisibleAsync())
            await page.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(sheet).ToContainTextAsync("envoyé");
        await author.Check("semaine-envoyee");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Rappeler l'envoi" }).ClickAsync();
        await Assertions.Expect(sheet.GetByRole(AriaRole.Button, new() { Name = "Envoyer pour validation" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_manager_locks_days_of_a_team_and_lifts_the_lock()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/verrous");
        await page.GetByLabel("Équipe").SelectOptionAsync("INFRA-ARCHI");
        await page.GetByLabel("Jusqu'au").FillAsync("2016-12-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verrouiller", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("verrouillées jusqu'au 31/12/2016");
        await manager.Check("verrous");
        await page.GetByRole(AriaRole.Row)
            .Filter(new() { HasText = "31/12/2016" })
            .GetByRole(AriaRole.Button, new() { Name = "Lever", Exact = true })
            .ClickAsync();
        await page.Locator(".confirm .danger").ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Verrou levé");
    }
}
