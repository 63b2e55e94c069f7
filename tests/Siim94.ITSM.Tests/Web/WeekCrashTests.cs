using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// Weeks over HTTP: a served product that is killed while cells are saved. What it acknowledged is there once; a call that comes again
/// after the kill, its answer lost, writes nothing twice.
/// </summary>
sealed class WeekCrashTests
{
    const string Password = "une-phrase-de-passe";
    const int Writers = 4,
        CellsBeforeKill = 40;

    static readonly DateOnly Monday = new(2018, 1, 1);

    [Test]
    public async Task Every_acknowledged_cell_is_there_once_after_a_kill()
    {
        using var database = TestDatabase.Missing();
        var product = await ProductProcess.Start(database);
        try
        {
            using (var admin = await product.FirstSignIn(Password))
                for (var agent = 1; agent <= Writers; agent++)
                    await AddAgent(admin, agent);

            var acknowledged = new ConcurrentBag<(int Agent, DateOnly Day)>();
            var unanswered = new ConcurrentBag<(int Agent, DateOnly Day)>();
            var clients = new List<HttpClient>();
            for (var writer = 0; writer < Writers; writer++)
                clients.Add(await product.SignIn("admin", Password));
            var writers = clients.Select((client, index) => Write(client, index + 1, acknowledged, unanswered)).ToList();
            while (acknowledged.Count < CellsBeforeKill)
                await Task.WhenAny(Task.Delay(5), Task.WhenAll(writers));
            await product.Kill();
            await Task.WhenAll(writers);
            await product.DisposeAsync();
            product = await ProductProcess.Start(database);

            using var again = await product.SignIn("admin", Password);
            foreach (var (agent, day) in unanswered)
                Assert.That((await Save(again, agent, day)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "sent again, with the same key");
            foreach (var (agent, day) in acknowledged.Concat(unanswered))
                Assert.That(await Lines(again, agent, day), Is.EqualTo(1), $"{agent} {day}");
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task AddAgent(HttpClient admin, int agent) =>
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

    static async Task Write(
        HttpClient client,
        int agent,
        ConcurrentBag<(int, DateOnly)> acknowledged,
        ConcurrentBag<(int, DateOnly)> unanswered
    )
    {
        for (var day = Monday; ; day = day.AddDays(1))
        {
            try
            {
                Assert.That((await Save(client, agent, day)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
                acknowledged.Add((agent, day));
            }
            catch (HttpRequestException)
            {
                unanswered.Add((agent, day));
                return; // killed
            }
        }
    }

    static Task<HttpResponseMessage> Save(HttpClient client, int agent, DateOnly day)
    {
        // The list alone, the row as an object.
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/weeks/AGENT-{agent}/{Week.Of(day).Code}/cells")
        {
            Content = JsonContent.Create(
                new[]
                {
                    new
                    {
                        row = new { activity = "SI-DOMAINE", domain = "CULTURE" },
                        day,
                        quantity = 0.5,
                        unit = "d",
                    },
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", $"{agent}-{day:yyyyMMdd}");
        return client.SendAsync(request);
    }

    static async Task<int> Lines(HttpClient reader, int agent, DateOnly day)
    {
        var week = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/weeks/AGENT-{agent}/{Week.Of(day).Code}");
        return week.GetProperty("rows")
            .EnumerateArray()
            .SelectMany(row => row.GetProperty("cells").EnumerateArray())
            .Where(cell => cell.GetProperty("day").GetDateTime() == day.ToDateTime(default))
            .Sum(cell => cell.GetProperty("ids").GetArrayLength());
    }

    [Test]
    public async Task A_key_gives_the_same_answer_again_and_what_is_wrong_is_named_by_its_cell()
    {
        using var database = TestDatabase.Missing();
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);
        await AddAgent(admin, 1);
        var answers = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
            answers.Add(await (await Save(admin, 1, Monday)).Content.ReadAsStringAsync());
        Assert.That(answers[1], Is.EqualTo(answers[0]));
        Assert.That(answers[0], Does.Contain("\"row\":\"SI-DOMAINE||CULTURE|||\""));

        foreach (
            var (cells, status, field) in new[]
            {
                ("""{"cells":[{"row":"SI-DOMAINE||CULTURE|||","day":"2018-01-02","quantity":"beaucoup"}]}""", 400, "cells[0].quantity"),
                ("""[{"row":"SI-DOMAINE","day":"2018-01-02","quantity":1}]""", 400, "cells[0].row"),
                ("""[{"row":{"activity":"SI-DOMAINE","domein":"X"},"day":"2018-01-02","quantity":1}]""", 400, "cells[0].row.domein"),
                ("""{"cells":[{"row":{"activity":5},"day":"2018-01-02","quantity":1}]}""", 400, "cells[0].row.activity"),
                ("""{"cells":[{"row":["SI-DOMAINE"],"day":"2018-01-02","quantity":1}]}""", 400, "cells[0].row"),
                ("""[{"row":"SI-DOMAINE|||||","day":"2018-01-02","quantity":1,"unit":"d"}]""", 422, "cells[0].row.domain"),
                ("""[{"row":"SI-DOMAINE||CULTURE|||","day":"2018-01-01","quantity":1,"unit":"d"}]""", 412, "cells[0].version"),
            }
        )
        {
            var answer = await admin.PutAsync(
                "/api/v1/weeks/AGENT-1/2018-W01/cells",
                new StringContent(cells, System.Text.Encoding.UTF8, "application/json")
            );
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), cells);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.That(problem.GetProperty("errors").EnumerateObject().Select(error => error.Name), Is.EqualTo(new[] { field }), cells);
        }
        var emptied = await admin.PutAsync(
            "/api/v1/weeks/AGENT-1/2018-W01/cells",
            new StringContent(
                """[{"row":"SI-DOMAINE||CULTURE|||","day":"2018-01-01","quantity":"","version":1}]""",
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        Assert.That(emptied.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Lines(admin, 1, Monday), Is.Zero);
    }
}
