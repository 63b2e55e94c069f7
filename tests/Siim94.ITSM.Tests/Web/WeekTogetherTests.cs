using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Two people and an import write into one week at once: nothing is lost nor doubled, and whoever came second is told.</summary>
sealed class WeekTogetherTests
{
    const string Password = "une-phrase-de-passe",
        Address = "/api/v1/weeks/AGENT-1/2018-W10";

    static readonly DateOnly Monday = new(2018, 3, 5);

    // Less than a day together, which an import would ask about.
    static readonly string[] Domains = ["CULTURE", "FINANCES", "LOGEMENT"];

    [Test]
    public async Task Two_writers_and_an_import_on_one_week_lose_and_double_nothing()
    {
        using var database = TestDatabase.Missing();
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);
        Assert.That(
            (
                await admin.PostAsJsonAsync(
                    "/api/v1/agents",
                    new
                    {
                        code = "AGENT-1",
                        name = "Agent 1",
                        team = "SI",
                        from = "2014-01-01",
                    }
                )
            ).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );

        using var one = await product.SignIn("admin", Password);
        using var other = await product.SignIn("admin", Password);
        var importing = Import(admin);
        var written = await Task.WhenAll(Fill(one, 0.125m), Fill(other, 0.25m));
        await importing;

        var cells = (await admin.GetFromJsonAsync<JsonElement>(Address))
            .GetProperty("rows")
            .EnumerateArray()
            .SelectMany(row =>
                row.GetProperty("cells")
                    .EnumerateArray()
                    .Select(cell =>
                        (
                            Domain: row.GetProperty("domain").GetString()!,
                            Day: cell.GetProperty("day").GetString()!,
                            Lines: cell.GetProperty("ids").GetArrayLength(),
                            Days: cell.GetProperty("quantity").ValueKind == JsonValueKind.Null
                                ? 0
                                : cell.GetProperty("quantity").GetDecimal()
                        )
                    )
            )
            .ToDictionary(cell => (cell.Domain, cell.Day));
        foreach (var domain in Domains)
        foreach (var day in Days)
        {
            var cell = cells[(domain, day)];
            var writers = written.Where(cellsOfOne => cellsOfOne.ContainsKey((domain, day))).ToList();
            Assert.That(writers, Has.Count.EqualTo(1), "one of the two wrote it, and knows; the other was told");
            Assert.That((cell.Lines, cell.Days), Is.EqualTo((1, writers[0][(domain, day)])));
        }
        Assert.That(cells.Keys.Count(cell => cell.Domain == "OFFICES-HLM"), Is.EqualTo(5), "what was imported");
    }

    static IEnumerable<string> Days =>
        Enumerable.Range(0, 5).Select(day => Monday.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <returns>The cells that were acknowledged.</returns>
    static async Task<Dictionary<(string Domain, string Day), decimal>> Fill(HttpClient client, decimal days)
    {
        var written = new Dictionary<(string, string), decimal>();
        foreach (var domain in Domains)
        foreach (var day in Days)
        {
            var answer = await client.PutAsJsonAsync(
                $"{Address}/cells",
                new
                {
                    cells = new[]
                    {
                        new
                        {
                            row = $"SI-DOMAINE||{domain}|||",
                            day,
                            quantity = days,
                            unit = "d",
                        },
                    },
                }
            );
            if (answer.StatusCode == HttpStatusCode.OK)
                written[(domain, day)] = days;
            else
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed), await answer.Content.ReadAsStringAsync());
        }
        return written;
    }

    static async Task Import(HttpClient admin)
    {
        var file = new StringBuilder("Agent;Date;Durée;Activité;Domaine;Note\n");
        foreach (var day in Enumerable.Range(0, 5).Select(Monday.AddDays))
            file.Append(CultureInfo.InvariantCulture, $"AGENT-1;{day:dd'/'MM'/'yyyy};5 min;SI-DOMAINE;OFFICES-HLM;importée\n");
        var answer = await admin.PostAsync(
            "/api/v1/imports?kind=time-entries&fileName=semaine.csv",
            new StringContent($"{file}", Encoding.UTF8, "application/octet-stream")
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        foreach (var (step, during) in new[] { ("check", "checking"), ("commit", "importing") })
        {
            Assert.That((await admin.PostAsync($"/api/v1/imports/{id}/{step}", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            for (var attempt = 0; ; attempt++, await Task.Delay(50))
            {
                var state = (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}")).GetProperty("state").GetString();
                if (state != during)
                    break;
                Assert.That(attempt, Is.LessThan(1_000));
            }
        }
        Assert.That(
            (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}")).GetProperty("state").GetString(),
            Is.EqualTo("imported")
        );
    }
}
