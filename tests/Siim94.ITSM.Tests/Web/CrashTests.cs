using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>A served product that is killed while eight clients write: what it acknowledged is there once, and nothing else.</summary>
[Parallelizable] // each product is a process of its own
sealed class CrashTests
{
    const string Password = "une-phrase-de-passe";
    const int Writers = 8,
        Kills = 2,
        LinesBeforeKill = 60;

    [Test]
    public async Task Every_acknowledged_line_is_there_once_after_a_kill_and_no_other()
    {
        using var database = TestDatabase.Missing();
        var product = await ProductProcess.Start(database);
        try
        {
            using (var admin = await product.FirstSignIn(Password))
                for (var agent = 1; agent <= Writers; agent++)
                    Assert.That(
                        (
                            await admin.PostAsJsonAsync(
                                "/api/v1/agents",
                                new
                                {
                                    code = $"AGENT-{agent}",
                                    name = $"Agent {agent}",
                                    team = "SI",
                                    from = "2014-01-01",
                                }
                            )
                        ).StatusCode,
                        Is.EqualTo(HttpStatusCode.Created)
                    );

            var acknowledged = new ConcurrentBag<long>();
            for (var kill = 0; kill < Kills; kill++)
            {
                var clients = new List<HttpClient>();
                for (var writer = 0; writer < Writers; writer++)
                    clients.Add(await product.SignIn("admin", Password));
                var goal = acknowledged.Count + LinesBeforeKill;
                var writers = clients.Select((client, index) => Write(client, index + 1, kill, acknowledged)).ToList();
                while (acknowledged.Count < goal)
                    await Task.WhenAny(Task.Delay(5), Task.WhenAll(writers));
                await product.Kill();
                await Task.WhenAll(writers);
                await product.DisposeAsync();
                product = await ProductProcess.Start(database);
            }

            using var reader = await product.SignIn("admin", Password);
            var stored = await Stored(reader);
            Assert.That(acknowledged.Except(stored.Select(line => line.Id)), Is.Empty, "lost");
            Assert.That(stored.Select(line => line.Note), Is.Unique);
            // A line whose answer died with the server may be there: one per writer and kill at most.
            Assert.That(stored.Count - acknowledged.Count, Is.InRange(0, Writers * Kills));

            (await reader.PostAsync("/api/v1/rollups/run", null)).EnsureSuccessStatusCode();
            var report = await reader.GetFromJsonAsync<JsonElement>("/api/v1/reports/si-general?from=2018&to=2024");
            var days = report
                .GetProperty("totals")
                .EnumerateArray()
                .Sum(total => total.GetProperty("value").ValueKind == JsonValueKind.Number ? total.GetProperty("value").GetDecimal() : 0);
            Assert.That(days, Is.EqualTo(stored.Count * 0.5m), "the report adds up the lines that are there");
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task Write(HttpClient client, int agent, int round, ConcurrentBag<long> acknowledged)
    {
        for (var day = 0; ; day++)
        {
            HttpResponseMessage answer;
            try
            {
                answer = await client.PostAsJsonAsync(
                    "/api/v1/time-entries",
                    new
                    {
                        agent = $"AGENT-{agent}",
                        day = new DateOnly(2018 + round * 3, 1, 1).AddDays(day),
                        quantity = 0.5,
                        unit = "d",
                        activity = "SI-DOMAINE",
                        domain = "CULTURE",
                        note = $"{round}-{agent}-{day}",
                    }
                );
            }
            catch (HttpRequestException)
            {
                return; // killed
            }
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            acknowledged.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64());
        }
    }

    static async Task<List<(long Id, string Note)>> Stored(HttpClient reader)
    {
        var stored = new List<(long Id, string Note)>();
        for (string? after = null; ; )
        {
            var page = await reader.GetFromJsonAsync<JsonElement>(
                $"/api/v1/time-entries?limit=500{(after is null ? "" : $"&after={after}")}"
            );
            stored.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(item => (item.GetProperty("id").GetInt64(), item.GetProperty("note").GetString()!))
            );
            if (page.GetProperty("next").GetString() is not { } next)
                return stored;
            after = next;
        }
    }
}
