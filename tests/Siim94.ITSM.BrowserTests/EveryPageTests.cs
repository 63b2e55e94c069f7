using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Every page, on a desktop and on a phone: it settles, axe finds no violation, and nothing sticks out.</summary>
/// <remarks>Pages are only read here, so that several are at a time; the tests that write come after one another.</remarks>
[Parallelizable(ParallelScope.Children)]
sealed class EveryPageTests
{
    internal static readonly string[] Pages =
    [
        "/",
        "/tickets",
        "/tickets?statut=",
        "/tickets?statut=&apercu=1",
        "/tickets?vue=by-member&panneau=vue",
        "/tickets/reponses",
        "/tickets/macros",
        "/tickets/gabarits",
        "/tickets/recurrents",
        "/tickets/nouveau",
        "/tickets/1",
        "/tickets/1/modifier",
        "/tickets/1/temps",
        "/appel",
        "/annuaire",
        "/annuaire?q=bruy%C3%A8re",
        "/annuaire/1",
        "/annuaire/nouveau",
        "/annuaire/doublons",
        "/interventions",
        "/interventions/nouvelle",
        "/interventions/1",
        "/temps",
        "/temps/lignes",
        "/temps/2017-S11",
        "/temps/2017-S11/lignes",
        "/temps/lot",
        "/absences",
        "/absences/planning?mois=2017-07",
        "/absences/a-decider",
        "/absences/droits",
        "/absences/rythmes",
        "/absences/fermetures",
        "/absences/natures",
        "/absences/responsables",
        "/couverture?du=2017-01-01&au=2017-12-31&equipe=SI",
        "/couverture/relances",
        "/validation",
        "/validation?etat=approved",
        "/validation/equipes",
        "/verrous",
        "/hotline",
        "/formations",
        "/formations/nouvelle",
        "/formations/1",
        "/bilans/2017",
        "/bilans/2017/tables/si-domain/lignes?ligne=FINANCES&colonne=2017",
        "/bilans/2017/editions",
        "/bilans/2017/chapitres/systemes-information",
        "/bilans/2017/chapitres/synthese",
        "/clotures",
        "/clotures?annee=2017",
        "/imports",
        "/repartitions",
        "/repartitions?periode=2017&pot=HOTLINE",
        "/repartitions?periode=2017&repartition=1",
        "/couts",
        "/couts?annee=2017",
        "/adherent",
        "/adherent/VITRY",
        "/contestations",
        "/contestations?objet=Ligne&adresse=%2Flignes%2Fticket%2F1",
        "/adherent/VITRY/2016",
        "/croisement",
        "/croisement?measures=visits,travel-hours&rows=agent&columns=quarter&from=2017&to=2017",
        "/croisement/lignes?measures=days&rows=member&columns=year&from=2017&to=2017&row=IVRY&column=2017",
        "/tableaux",
        "/bilans/2017/tables/si-domain/ecart?ligne=FINANCES&colonne=2017",
        "/croisement/ecart?measures=hours&rows=member&columns=quarter&from=2016&to=2017&row=IVRY&column=2017-Q1",
        "/croisement?measures=tickets-opened&rows=ticket-status&columns=week&from=2017-03&to=2017-04&rowTotals=true"
            + "&filter=requester:Personne",
        "/lignes/ticket/1",
        "/rapprochement",
        "/consolidation",
        "/referentiels",
        "/referentiels/member",
        "/referentiels/member?fiche=VITRY",
        "/referentiels/agent",
        "/referentiels/agent?panneau=ajout",
        "/referentiels/activity",
        "/referentiels/team",
        "/referentiels/domain",
        "/referentiels/group",
        "/referentiels/category",
        "/referentiels/application",
        "/referentiels/key-figure",
        "/chiffres-cles?de=2014&a=2017",
        "/chiffres-cles/PLATEFORME-TECHNIQUE-SERVEURS-LINUX-PHYSIQUES",
        "/effectifs",
        "/historique/ticket/1",
        "/comptes",
        "/comptes?compte=1",
        "/comptes?adresse=1",
        "/comptes/1",
        "/parametres",
        "/compte",
        "/messagerie/textes",
        "/avis",
        "/avis?vue=tous",
        "/messagerie",
        "/messagerie?vue=recus",
        "/messagerie?vue=envoyes",
        "/messagerie?vue=echecs",
        "/envois",
        "/envois/nouveau",
        "/compte/jetons",
        "/compte/mot-de-passe",
        "/aide",
        "/accessibilite",
        "/introuvable",
    ];

    /// <summary>Those that are checked where they are led to: signed out, with a link's key, with a file, with an answer.</summary>
    static readonly string[] CheckedElsewhere =
    [
        "/connexion",
        "/connexion/mot-de-passe",
        "/connexion/oubli",
        "/desabonnement",
        "/satisfaction",
        "/contestations/{Id:long}",
        "/imports/{Id:long}",
        "/kit",
        "/bilans", // as /bilans/{Year:int}, of the last year
    ];

    [Test]
    public void Every_route_is_among_them()
    {
        var routes = Directory
            .EnumerateFiles(Path.Combine(LanguageTests.Root, "src", "Siim94.ITSM"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("@page \"", StringComparison.Ordinal))
            .Select(line => line.Split('"')[1])
            .ToList();
        Assert.That(routes, Has.Count.GreaterThan(80));
        Assert.That(
            routes
                .Except(CheckedElsewhere)
                .Where(route => !Pages.Any(page => Regex.IsMatch(page, $"^{Regex.Replace(route, "{[^}]+}", "[^/?]+")}($|[?])"))),
            Is.Empty
        );
    }

    /// <summary>Its words are of other lengths and other labels: the rest was checked in French.</summary>
    [TestCaseSource(nameof(Pages))]
    public async Task Has_no_accessibility_violation_in_English(string path)
    {
        var visitor = IdleInEnglish.TryTake(out var idle) ? idle : await Visitor.Come("admin", Visitor.Phone, "en-GB");
        try
        {
            await visitor.Open(path);
            await visitor.CheckLayout($"phone{string.Concat(path.Select(c => char.IsLetterOrDigit(c) ? c : '-'))}");
            await StaysWithin(visitor);
        }
        finally
        {
            IdleInEnglish.Add(visitor);
        }
    }

    [TestCaseSource(nameof(Pages))]
    public async Task Has_no_accessibility_violation(string path)
    {
        var visitor = Idle.TryTake(out var idle) ? idle : await Visitor.Come("admin");
        var complaints = new ConcurrentQueue<string>();
        void Hear(object? _, IConsoleMessage message)
        {
            if (message.Type == "error")
                complaints.Enqueue(message.Text);
        }
        visitor.Page.Console += Hear;
        try
        {
            await visitor.Page.SetViewportSizeAsync(Visitor.Desktop.Width, Visitor.Desktop.Height);
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await visitor.Open(path);
            var name = string.Concat(path.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
            await visitor.Check($"bureau{name}");
            await StaysWithin(visitor);
            // The same page on other screens and by night: it knows them from the style sheet alone.
            await visitor.Page.SetViewportSizeAsync(Visitor.Tablet.Width, Visitor.Tablet.Height);
            await visitor.CheckLayout($"tablette{name}");
            await StaysWithin(visitor);
            await visitor.Page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
            await visitor.Check($"telephone{name}");
            await StaysWithin(visitor);
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await visitor.CheckColours($"telephone-sombre{name}");
            await visitor.Page.SetViewportSizeAsync(Visitor.Desktop.Width, Visitor.Desktop.Height);
            await visitor.CheckColours($"bureau-sombre{name}");
            Assert.That(complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)), Is.Empty);
        }
        finally
        {
            visitor.Page.Console -= Hear;
            Idle.Add(visitor);
        }
    }

    [Test]
    public async Task The_check_sees_what_is_wrong()
    {
        await using var visitor = await Visitor.Come(null);
        await visitor.Open("/connexion");
        await visitor.Page.EvaluateAsync(
            """
            () => {
                const pale = Object.assign(document.createElement("p"), { textContent: "Pale" });
                pale.style.color = "#ccc";
                pale.style.background = "#fff";
                document.querySelector("main").append(pale, document.createElement("input"));
            }
            """
        );
        Assert.Multiple(() =>
        {
            Assert.That(Complaint(visitor.Check), Does.Contain("label: ").And.Contain("color-contrast: "));
            Assert.That(Complaint(visitor.CheckLayout), Does.Contain("label: ").And.Not.Contain("color-contrast: "));
            Assert.That(Complaint(visitor.CheckColours), Does.Contain("color-contrast: ").And.Not.Contain("label: "));
        });

        static string Complaint(Func<string, Task> check) => Assert.ThrowsAsync<AssertionException>(() => check("faux"))!.Message;
    }

    // Each goes from page to page, as people do: a new window for each of sixty pages takes longer than the pages.
    static readonly ConcurrentBag<Visitor> Idle = [],
        IdleInEnglish = [];

    [OneTimeTearDown]
    public async Task CloseWindows()
    {
        foreach (var idle in new[] { Idle, IdleInEnglish })
            while (idle.TryTake(out var visitor))
                await visitor.DisposeAsync();
    }

    [TestCase("/")]
    [TestCase("/bilans/2017")]
    [TestCase("/tickets/nouveau")]
    public async Task Speaks_English_to_those_who_ask(string path)
    {
        await using var visitor = await Visitor.Come("admin", locale: "en-GB");
        await visitor.Open(path);
        Assert.That(await visitor.Page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo("en"));
        await Assertions.Expect(visitor.Page.Locator("nav").First).ToContainTextAsync("Training");
    }

    static async Task StaysWithin(Visitor visitor) =>
        Assert.That(
            await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"),
            Is.LessThanOrEqualTo(0),
            "the page scrolls sideways"
        );
}
