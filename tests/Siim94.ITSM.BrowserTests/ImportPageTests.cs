using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>
/// A manager drops a file, says what unknown names mean, imports it and takes it back. 2020: no other test writes into it.
/// </summary>
sealed class ImportPageTests
{
    // Nobody is called that: the spelling is asked for.
    // Headings of its own: what was chosen for others is remembered.
    static byte[] File(string spelling) =>
        Encoding.Latin1.GetBytes(
            $"Agent;Date;Durée;Activité;Domaine;Note ({spelling})\r\n"
                + $"{spelling};06/01/2020;0,5;SI-DOMAINE;FINANCES;à vérifier\r\n"
                + $"{spelling};07/01/2020;2h30;SI-DOMAINE;FINANCES;\r\n"
                + $"{spelling};32/01/2020;1;SI-DOMAINE;FINANCES;\r\n"
        );

    [TestCase("bureau")]
    [TestCase("telephone")]
    public async Task A_manager_imports_lines_and_takes_them_back(string screen)
    {
        await using var visitor = await Visitor.Come("manager", screen == "bureau" ? Visitor.Desktop : Visitor.Phone);
        var page = visitor.Page;
        var spelling = $"Personne {screen}";
        await visitor.Open("/imports");
        await visitor.Check($"imports-{screen}");
        await page.Locator("#f-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "lignes.csv",
                    MimeType = "text/csv",
                    Buffer = File(spelling),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports/[0-9]+$"));
        await visitor.Settle();
        await Assertions.Expect(page.Locator("#f-mapping-encoding")).ToHaveValueAsync("windows-1252");
        await Assertions.Expect(page.GetByText("à vérifier").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Choisissez l'unité des durées").First).ToBeVisibleAsync();
        await page.SelectOptionAsync("#f-mapping-unit", "d");
        await Assertions.Expect(page.GetByText("Unité de « Durée » : jours")).ToBeVisibleAsync();
        await visitor.Check($"import-colonnes-{screen}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Contrôler", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByText("Lignes lues : 3, prêtes : 0, refusées : 3")).ToBeVisibleAsync();
        await Settled(visitor, $"import-noms-{screen}");
        var meaning = page.GetByLabel($"Ce que désigne « {spelling} »");
        var agent = await page.EvaluateAsync<string>(
            "async () => (await (await fetch('/api/v1/agents?limit=500')).json()).items.find(a => a.team === 'SI').code"
        );
        await meaning.SelectOptionAsync(agent);
        await page.GetByRole(AriaRole.Button, new() { Name = "Contrôler de nouveau" }).First.ClickAsync();

        await Assertions.Expect(page.GetByText("Lignes lues : 3, prêtes : 2, refusées : 1")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("32/01/2020").First).ToBeVisibleAsync();
        await Settled(visitor, $"import-controle-{screen}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer (2)" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-skiprefused-messages")).ToContainTextAsync("Lignes refusées : 1");
        await page.Locator("#f-skiprefused").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer (2)" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Lignes écrites : 2.")).ToBeVisibleAsync();
        await Settled(visitor, $"import-fait-{screen}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler l'import" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler l'import" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Lignes retirées : 2.")).ToBeVisibleAsync();
        await Settled(visitor, $"import-annule-{screen}");
    }

    // The past of tickets is an administrator's business.
    [TestCase(
        "admin",
        "tickets",
        "Titre;Adhérent;Ouvert le;Demandeur\nÉcran noir;ARCUEIL;06/01/2020 09:30;Mme Martin\nClavier muet;IVRY;07/01/2020;\n",
        "/tickets?q=muet",
        "Clavier muet"
    )]
    [TestCase(
        "manager",
        "key-figures",
        "Indicateur;Période;Valeur;Source\n"
            + "Serveurs Linux virtuels;2020;987;Relevé de 2020\nServeurs Linux virtuels;2021;988;Relevé de 2021\n",
        "/chiffres-cles?de=2020&a=2021",
        "987"
    )]
    public async Task Other_kinds_of_files_are_imported_and_taken_back(string login, string kind, string file, string where, string word)
    {
        await using var visitor = await Visitor.Come(login);
        var page = visitor.Page;
        await visitor.Open("/imports");
        await page.SelectOptionAsync("#f-kind", kind);
        await page.Locator("#f-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = $"{kind}.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(file),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports/[0-9]+$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Contrôler", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Lignes lues : 2, prêtes : 2, refusées : 0")).ToBeVisibleAsync();
        await Settled(visitor, $"import-{kind}-controle");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer (2)" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Lignes écrites : 2.")).ToBeVisibleAsync();
        var import = page.Url;

        await visitor.Open(where);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(word);
        await visitor.Open(import);
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler l'import" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler l'import" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Lignes retirées : 2.")).ToBeVisibleAsync();
        await visitor.Open(where);
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(word);
    }

    [Test]
    public async Task A_file_that_is_no_table_is_refused_on_the_spot()
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open("/imports");
        await page.Locator("#f-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "vide.csv",
                    MimeType = "text/csv",
                    Buffer = [],
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await Assertions.Expect(page.Locator("form [role=alert]")).ToContainTextAsync("vide");
    }

    static async Task Settled(Visitor visitor, string picture)
    {
        await visitor.Settle();
        await visitor.Check(picture);
        Assert.That(
            await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"),
            Is.LessThanOrEqualTo(0),
            "the page scrolls sideways"
        );
    }
}
