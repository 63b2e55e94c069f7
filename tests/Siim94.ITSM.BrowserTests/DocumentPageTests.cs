using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A project leader writes a chapter beside its preview, with a figure chosen from a table; a manager reads, sends back, accepts; two who
/// write at once see both texts.
/// </summary>
sealed class DocumentPageTests
{
    const string Chapter = "/bilans/2016/chapitres/systemes-information";

    [Test]
    public async Task A_figure_of_coverage_opens_to_the_people_of_its_team_for_a_manager_and_its_leader()
    {
        await using var manager = await Visitor.Come("manager");
        var page = manager.Page;
        await manager.Open("/bilans/2016");
        await page.Locator("#coverage-team tbody tr").Filter(new() { HasText = "Support utilisateurs" }).Locator("td a").Last.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/couverture\?du=2016-01-01&au=2016-12-31&equipe=SUPPORT$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Support utilisateurs", Exact = true })).ToBeVisibleAsync();
        await manager.Open("/bilans/2016");
        await page.Locator("#coverage-team tfoot td a").Last.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/couverture\?du=2016-01-01&au=2016-12-31$"));

        await using var leader = await Visitor.Come("formateur");
        await leader.Open("/bilans/2016");
        await Assertions.Expect(leader.Page.Locator("#coverage-team td a")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(leader.Page.Locator("#coverage-team td a:not([href$='equipe=SUPPORT'])")).ToHaveCountAsync(0);

        await using var technician = await Visitor.Come("technicien");
        await technician.Open("/bilans/2016");
        await Assertions.Expect(technician.Page.Locator("#coverage-team tbody td")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(technician.Page.Locator("#coverage-team td a")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_chapter_is_written_with_a_figure_reviewed_and_shown()
    {
        await using var writer = await Visitor.Come("chefprojet");
        var page = writer.Page;
        await writer.Open("/bilans/2016");
        await page.GetByRole(AriaRole.Link, new() { Name = "Écrire le texte : 9. Systèmes d'information" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/bilans/2016/chapitres/systemes-information"));
        await writer.Settle();

        await page.FillAsync("#f-text", "# Maintien\n\nLe **MCO** : ");
        await page.SelectOptionAsync("#f-inserttable", "si-general");
        await page.SelectOptionAsync("#f-insertrow", "SI-MCO");
        await page.SelectOptionAsync("#f-insertcolumn", "2016");
        await page.EvaluateAsync(
            "() => { const f = document.getElementById('f-text'); f.setSelectionRange(f.value.length, f.value.length); }"
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Insérer le chiffre" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync("# Maintien\n\nLe **MCO** : {{si-general[SI-MCO,2016]}}");
        await Assertions.Expect(page.Locator(".chapter-text a.figure")).ToBeVisibleAsync();
        var figure = await page.Locator(".chapter-text a.figure").InnerTextAsync();
        await writer.Check("chapitre-redaction");

        await page.Locator("#f-text").PressSequentiallyAsync(" {{si-general[Licornes,2016]}} <script>alert(1)</script>");
        await Assertions.Expect(page.Locator("[role=status] .warning")).ToContainTextAsync("Licornes");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("#f-text-messages")).ToContainTextAsync("Ligne 3");
        await writer.Check("chapitre-refuse");
        await page.FillAsync("#f-text", "# Maintien\n\nLe **MCO** : {{si-general[SI-MCO,2016]}} jours.");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Demander une relecture" }).ClickAsync();
        await Assertions.Expect(page.Locator(".badge")).ToHaveTextAsync("à relire");

        await using var manager = await Visitor.Come("manager");
        await manager.Open(Chapter);
        await manager.Check("chapitre-relecture");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Accepter" }).ClickAsync();
        await Assertions.Expect(manager.Page.Locator(".badge")).ToHaveTextAsync("relu");

        await manager.Open("/bilans/2016");
        await Assertions
            .Expect(manager.Page.Locator("#chapitre-systemes-information .chapter-text"))
            .ToContainTextAsync($"Le MCO : {figure} jours.");
        Assert.That(await manager.Page.Locator("#si-general tbody tr").First.InnerTextAsync(), Does.Contain(figure));
        await manager.Page.Locator("#chapitre-systemes-information .chapter-text a.figure").ClickAsync();
        await Assertions.Expect(manager.Page).ToHaveURLAsync(new Regex("/bilans/2016/tables/si-general/lignes"));
        await manager.Settle();
        await Assertions.Expect(manager.Page.Locator("main")).ToContainTextAsync(figure);

        await using var contact = await Visitor.Come("correspondant");
        await contact.Open("/bilans/2016");
        await Assertions.Expect(contact.Page.Locator(".chapter-text")).ToHaveCountAsync(0);
        await contact.Check("bilan-chapitres-correspondant");
    }

    [Test]
    public async Task Two_who_write_at_once_see_both_texts()
    {
        const string Address = "/bilans/2016/chapitres/support-utilisateurs";
        await using var writer = await Visitor.Come("chefprojet");
        await using var manager = await Visitor.Come("manager");
        await writer.Open(Address);
        await manager.Open(Address);
        await manager.Page.FillAsync("#f-text", "Le texte du responsable.");
        await manager.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(manager.Page.Locator(".saved")).ToBeVisibleAsync();

        await writer.Page.FillAsync("#f-text", "Le texte du chef de projet.");
        await writer.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(writer.Page.Locator("section.warning pre")).ToHaveTextAsync("Le texte du responsable.");
        await Assertions.Expect(writer.Page.Locator("#f-text")).ToHaveValueAsync("Le texte du chef de projet.");
        await writer.Check("chapitre-conflit");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "Garder le mien" }).ClickAsync();
        await writer.Page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(writer.Page.Locator(".saved")).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_report_of_a_year_prints_with_its_chapters()
    {
        await using var manager = await Visitor.Come("manager");
        await manager.Open("/bilans/2017");
        await Assertions.Expect(manager.Page.Locator(".chapter-text").First).ToBeVisibleAsync();
        var pdf = await manager.Page.PdfAsync(new() { Format = "A4", PrintBackground = true });
        if (Environment.GetEnvironmentVariable("ITSM_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, "bilan-imprime.pdf"), pdf);
        Assert.That(pdf, Has.Length.GreaterThan(50_000));
    }
}
