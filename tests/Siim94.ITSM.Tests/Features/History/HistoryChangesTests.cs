using System.Globalization;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.History;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.History;

sealed class HistoryChangesTests
{
    static async Task<IReadOnlyList<HistoryChange>> Read(string subject, string? before, string? after)
    {
        await using var app = await TestApp.Start();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        return new HistoryChanges(subject, await app.Send(new GetReferentials())).Of(
            new HistoryLine { BeforeJson = before, AfterJson = after }
        );
    }

    [Test]
    public async Task Tells_what_differs_in_words()
    {
        var changes = await Read(
            "ticket",
            """{"id":1,"version":1,"title":"Panne","urgency":2,"status":"new","plannedOn":null}""",
            """{"id":1,"version":2,"title":"Panne","urgency":4,"status":"planned","plannedOn":"2026-03-09"}"""
        );
        Assert.That(
            changes,
            Is.EqualTo(
                new HistoryChange[]
                {
                    new("Urgence", "Basse", "Haute"),
                    new("État", "Nouveau", "En cours (planifié)"),
                    new("Prévu le", null, "09/03/2026"),
                }
            )
        );
    }

    [Test]
    public async Task Names_what_codes_and_numbers_stand_for()
    {
        var changes = await Read(
            "time-entry",
            null,
            """{"agent":"X","agentName":"Lise Aubier","member":"ARCUEIL","unit":"d","quantity":0.5,"isPrivate":true}"""
        );
        Assert.That(
            changes.Select(change => (change.Field, change.After)),
            Is.EquivalentTo(new[] { ("Adhérent", "Arcueil"), ("Unité", "j"), ("Durée", "0,5"), ("Privé", "oui"), ("Agent", "Lise Aubier") })
        );
    }

    [Test]
    public async Task What_it_does_not_know_stays_readable()
    {
        var changes = await Read("something", """{"strangeField":{"innerPart":[1,2]}}""", """{"strangeField":{"innerPart":[1,3]}}""");
        Assert.That(changes, Is.EqualTo(new[] { new HistoryChange("strange field", "inner part\u00A0: 1, 2", "inner part\u00A0: 1, 3") }));
    }

    [Test]
    public async Task Long_texts_are_shown_from_where_they_differ()
    {
        var same = new string('a', 900);
        var change = (await Read("chapter", $$"""{"markdown":"{{same}} avant"}""", $$"""{"markdown":"{{same}} après"}""")).Single();
        Assert.That(change.After, Does.StartWith("…").And.EndsWith("après").And.Length.LessThan(300));
    }
}
