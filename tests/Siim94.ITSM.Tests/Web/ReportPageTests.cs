using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The page of a year: its tables are written once for all who may read the same, and for nobody else.</summary>
sealed class ReportPageTests
{
    const string Password = "une-phrase-de-passe",
        Year = "/bilans/2018";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        await Post(
            "agents",
            new
            {
                code = "AGENT-1",
                name = "Anne Martin",
                team = "SI",
                from = "2014-01-01",
            }
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin?.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    [Test]
    public async Task Each_reader_gets_the_figures_that_are_theirs_as_they_are_now()
    {
        using var ofArcueil = await product.SignUp(admin, "MemberContact", Password, "ARCUEIL");
        using var ofIvry = await product.SignUp(admin, "MemberContact", Password, "IVRY");
        await Visit("ARCUEIL", 3);
        await Visit("IVRY", 5);

        var all = await Tables(admin, tables => tables.Contains(">Arcueil<") && tables.Contains(">Ivry-sur-Seine<"));
        Assert.Multiple(async () =>
        {
            Assert.That(await Tables(admin), Is.EqualTo(all), "read again");
            Assert.That(await Tables(ofArcueil), Does.Contain("ligne=ARCUEIL").And.Not.Contain("IVRY").And.Not.Contain("Ivry"));
            Assert.That(await Tables(ofIvry), Does.Contain("ligne=IVRY").And.Not.Contain("ARCUEIL").And.Not.Contain("Arcueil"));
            Assert.That(await Tables(ofArcueil), Does.Contain("ligne=ARCUEIL").And.Not.Contain("IVRY"), "read again");
            Assert.That(await Tables(admin, address: $"{Year}?de=2017"), Does.Contain("de=2017").And.Not.Contain("de=2018"));
        });

        await Visit("VITRY", 7);
        Assert.That(await Tables(admin, tables => tables.Contains("ligne=VITRY")), Is.Not.EqualTo(all));
    }

    Task Visit(string member, int day) =>
        Post(
            "interventions",
            new
            {
                kind = "onsite",
                agents = new[] { "AGENT-1" },
                member,
                day = new DateOnly(2018, 3, day),
                quantity = 1.5,
                unit = "h",
                summary = "Visite",
            }
        );

    async Task Post(string path, object body) => (await admin.PostAsJsonAsync($"/api/v1/{path}", body)).EnsureSuccessStatusCode();

    /// <summary>The page's tables, once they have been rolled up.</summary>
    static async Task<string> Tables(HttpClient reader, Predicate<string>? areThere = null, string address = Year)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(100))
        {
            var page = await reader.GetStringAsync(address);
            var tables = string.Concat(Regex.Matches(page, "<table.*?</table>", RegexOptions.Singleline).Select(table => table.Value));
            if (areThere is null || areThere(tables) || DateTime.UtcNow > deadline)
                return tables;
        }
    }
}
