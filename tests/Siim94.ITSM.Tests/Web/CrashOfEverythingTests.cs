using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// Lines, tickets, visits, shifts and training sessions written, changed, taken back and rolled up over HTTP by several clients at once,
/// while the product is killed: after each start, what is stored is what every client was told, once, and the ledger and the report follow
/// from it.
/// </summary>
[Parallelizable] // each product is a process of its own
sealed class CrashOfEverythingTests
{
    const string Password = "une-phrase-de-passe";
    const int Writers = 6,
        Kills = 2,
        AnswersBeforeKill = 120;

    [Test]
    public async Task Every_acknowledged_fact_is_there_once_after_a_kill_and_no_other()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
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

            var writers = Enumerable.Range(1, Writers).Select(number => new Writer(number, new Random(seed + number))).ToList();
            for (var kill = 0; kill < Kills; kill++)
            {
                var clients = new List<HttpClient>();
                for (var client = 0; client <= Writers; client++)
                    clients.Add(await product.SignIn("admin", Password));
                var goal = writers.Sum(writer => writer.Answers) + AnswersBeforeKill;
                var running = writers.Select((writer, index) => writer.Run(clients[index])).Append(RollUp(clients[^1])).ToList();
                while (writers.Sum(writer => writer.Answers) < goal)
                    await Task.WhenAny(Task.Delay(5), Task.WhenAll(running));
                await product.Kill();
                await Task.WhenAll(running);
                clients.ForEach(client => client.Dispose());
                await product.DisposeAsync();
                product = await ProductProcess.Start(database);

                using var reader = await product.SignIn("admin", Password);
                await Check(reader, writers);
            }
            Assert.That(
                writers.SelectMany(writer => writer.Done).Distinct().Count(),
                Is.GreaterThan(10),
                "all kinds were written, changed and taken back"
            );
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task RollUp(HttpClient client)
    {
        try
        {
            while (true)
                (await client.PostAsync("/api/v1/rollups/run", null)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException killed) when (killed.StatusCode is null)
        {
            // killed, perhaps in the middle of one: the next takes it up
        }
    }

    static async Task Check(HttpClient reader, List<Writer> writers)
    {
        var stored = new Dictionary<(string List, long Id), JsonElement>();
        foreach (var list in Fact.Lists)
        foreach (var item in await All(reader, list))
            stored.Add((list, Fact.IdOf(item)), item);
        var lines = stored.Where(item => item.Key.List == Fact.TimeEntries).Select(item => item.Value).ToList();
        foreach (var line in lines.Where(line => line.GetProperty("source").GetString() != "timesheet"))
            stored.Remove((Fact.TimeEntries, Fact.IdOf(line)));

        foreach (var writer in writers)
            writer.Settle(stored);
        var acknowledged = writers.SelectMany(writer => writer.Facts).ToDictionary(fact => fact.Key, fact => fact.Value);
        Assert.That(stored.Keys, Is.EquivalentTo(acknowledged.Keys));
        foreach (var (key, fact) in acknowledged)
            Assert.That(fact.IsStoredAs(stored[key]), $"{key}: told {fact.Body}, stored {stored[key]}");

        foreach (
            var (list, owner) in new[]
            {
                ("interventions", "intervention"),
                ("hotline-shifts", "hotlineShift"),
                ("training-sessions", "trainingSession"),
            }
        )
        {
            var written = lines
                .Where(line => line.GetProperty(owner).ValueKind == JsonValueKind.Number)
                .GroupBy(line => line.GetProperty(owner).GetInt64())
                .ToDictionary(group => group.Key, group => group.Sum(Days));
            Assert.That(
                written,
                Is.EquivalentTo(
                    stored.Where(item => item.Key.List == list).ToDictionary(item => item.Key.Id, item => DaysOf(list, item.Value))
                ),
                $"lines of {list}"
            );
        }

        (await reader.PostAsync("/api/v1/rollups/run", null)).EnsureSuccessStatusCode();
        Assert.That(
            await Total(reader, "si-general", 2018),
            Is.EqualTo(lines.Where(line => line.GetProperty("activity").GetString() == "SI-DOMAINE").Sum(Days))
        );
        Assert.That(
            await Total(reader, "onsite-member", 2018),
            Is.EqualTo(lines.Where(line => line.GetProperty("activity").GetString() == "ASSIST-SITE").Sum(Days))
        );
        Assert.That(await Total(reader, "visits-member-month", 2018), Is.EqualTo(stored.Keys.Count(key => key.List == "interventions")));
        Assert.That(
            await Total(reader, "tickets-member-month", DateTime.UtcNow.Year),
            Is.EqualTo(stored.Keys.Count(key => key.List == "tickets"))
        );
        var sessions = stored.Where(item => item.Key.List == "training-sessions").Select(item => item.Value).ToList();
        Assert.That(
            await Total(reader, "support-training", 2018),
            Is.EqualTo(
                sessions.Sum(session =>
                    session.GetProperty("days").GetDecimal()
                    + session.GetProperty("attendances").EnumerateArray().Sum(a => a.GetProperty("people").GetInt32())
                )
            )
        );
    }

    static async Task<List<JsonElement>> All(HttpClient reader, string list)
    {
        var items = new List<JsonElement>();
        for (string? after = null; ; )
        {
            var page = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/{list}?limit=100{(after is null ? "" : $"&after={after}")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
                return items;
            after = next;
        }
    }

    static decimal Days(JsonElement line) => line.GetProperty("days").GetDecimal();

    /// <summary>
    /// What its lines must be worth: minutes of a visit and hours of a shift in days of seven hours, days of a session for its trainer, and
    /// those that prepared it.
    /// </summary>
    static decimal DaysOf(string list, JsonElement item) =>
        list switch
        {
            "interventions" => Math.Round(item.GetProperty("quantity").GetDecimal() / 420, 6),
            "hotline-shifts" => Math.Round(item.GetProperty("quantity").GetDecimal() / 7, 6),
            _ => item.GetProperty("days").GetDecimal() + item.GetProperty("preparationDays").GetDecimal(),
        };

    static async Task<decimal> Total(HttpClient reader, string report, int year)
    {
        var table = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{report}?from={year}&to={year}");
        return table
            .GetProperty("totals")
            .EnumerateArray()
            .Sum(total => total.GetProperty("value").ValueKind == JsonValueKind.Number ? total.GetProperty("value").GetDecimal() : 0);
    }

    /// <summary>A thing as its client was told that it is stored.</summary>
    sealed record Fact(string List, JsonElement Body, string Version)
    {
        public const string TimeEntries = "time-entries",
            Tickets = "tickets";
        public static readonly string[] Lists = [TimeEntries, Tickets, "interventions", "hotline-shifts", "training-sessions"];

        public static long IdOf(JsonElement item) =>
            item.TryGetProperty("id", out var id) ? id.GetInt64() : item.GetProperty("number").GetInt64();

        /// <summary>All that was sent is there, whatever else the product adds.</summary>
        public bool IsStoredAs(JsonElement item) =>
            Body.EnumerateObject()
                .All(sent =>
                    sent.Name == "confirm" || (item.TryGetProperty(sent.Name, out var kept) && JsonElement.DeepEquals(sent.Value, kept))
                );
    }

    /// <summary>
    /// A client with an agent of its own. It remembers what it was told, and what it was never told because the product died.
    /// </summary>
    sealed class Writer(int number, Random random)
    {
        int count;
        ((string List, long Id)? Key, Fact? After)? unanswered;

        public Dictionary<(string List, long Id), Fact> Facts { get; } = [];
        public HashSet<string> Done { get; } = [];
        public int Answers { get; private set; }

        public async Task Run(HttpClient client)
        {
            try
            {
                while (true)
                    await Step(client);
            }
            catch (HttpRequestException)
            {
                // killed
            }
        }

        async Task Step(HttpClient client)
        {
            var list = Fact.Lists[random.Next(Fact.Lists.Length)];
            var mine = Facts.Where(fact => fact.Key.List == list).ToList();
            var move = mine.Count == 0 ? 0 : random.Next(6);
            if (move < 3)
            {
                var body = BodyOf(list, $"{number}-{++count}");
                await Send(client, HttpMethod.Post, $"/api/v1/{list}", body, null, null, new(list, body, ""));
                return;
            }
            var (key, before) = mine[random.Next(mine.Count)];
            var address = $"/api/v1/{list}/{key.Id}";
            if (list == TicketRollUp.Name && move > 3)
            {
                var (step, status) = new[]
                {
                    ("take-charge", "assigned"),
                    ("hold", "pending"),
                    ("resolve", "resolved"),
                    ("close", "closed"),
                    ("reopen", "new"),
                }[random.Next(5)];
                await Send(
                    client,
                    HttpMethod.Post,
                    $"{address}/{step}",
                    Json(step == "take-charge" ? new { agent = $"AGENT-{number}" } : new { }),
                    before.Version,
                    key,
                    before with
                    {
                        Body = With(before.Body, "status", status),
                    }
                );
            }
            else if (move < 5 || list == TicketRollUp.Name)
            {
                var body = BodyOf(list, $"{number}-{++count}");
                await Send(
                    client,
                    HttpMethod.Put,
                    address,
                    body,
                    before.Version,
                    key,
                    before with
                    {
                        Body =
                            list == TicketRollUp.Name && before.Body.TryGetProperty("status", out var status)
                                ? With(body, "status", status.GetString()!)
                                : body,
                    }
                );
            }
            else
            {
                await Send(client, HttpMethod.Delete, address, null, before.Version, key, null);
            }
        }

        async Task Send(
            HttpClient client,
            HttpMethod method,
            string address,
            JsonElement? body,
            string? version,
            (string List, long Id)? key,
            Fact? after
        )
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is { } json ? JsonContent.Create(json) : null };
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", version);
            unanswered = (key, after);
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            unanswered = null;
            Answers++;
            if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
                return; // a step that its state does not allow, a day of more than 24 hours
            Assert.That(answer.IsSuccessStatusCode, $"{method} {address}: {(int)answer.StatusCode} {text}");
            Done.Add($"{method} {address.Split('/')[3]}");
            if (after is null)
            {
                Facts.Remove(key!.Value);
                return;
            }
            var item = JsonDocument.Parse(text).RootElement;
            // A ticket that somebody has comes back to them when it is reopened.
            var told = after.Body.TryGetProperty("status", out _)
                ? after with
                {
                    Body = With(after.Body, "status", item.GetProperty("status").GetString()!),
                }
                : after;
            Facts[(after.List, Fact.IdOf(item))] = told with { Version = answer.Headers.ETag!.Tag };
        }

        /// <summary>What had no answer is there entirely or not at all: either is right, and known from now on.</summary>
        public void Settle(Dictionary<(string List, long Id), JsonElement> stored)
        {
            if (unanswered is not var (key, after))
                return;
            unanswered = null;
            if (key is { } known)
            {
                if (!stored.TryGetValue(known, out var item))
                {
                    Assert.That(after, Is.Null, $"{known} is gone");
                    Facts.Remove(known);
                }
                else if (!Facts[known].IsStoredAs(item) && after is not null)
                {
                    var reopened =
                        after.Body.TryGetProperty("status", out var status)
                        && status.GetString() == "new"
                        && item.GetProperty("status").GetString() == "assigned";
                    Facts[known] = reopened ? after with { Body = With(after.Body, "status", "assigned") } : after;
                }
                if (stored.TryGetValue(known, out item))
                    Facts[known] = Facts[known] with { Version = VersionOf(item) };
                return;
            }
            var made = stored
                .Where(item => item.Key.List == after!.List && !Facts.ContainsKey(item.Key) && after.IsStoredAs(item.Value))
                .ToList();
            Assert.That(made, Has.Count.LessThan(2));
            foreach (var item in made)
                Facts[item.Key] = after! with { Version = VersionOf(item.Value) };
        }

        static string VersionOf(JsonElement item) => $"\"{item.GetProperty("version").GetInt64()}\"";

        /// <summary>A body with a label that no other has.</summary>
        JsonElement BodyOf(string list, string label)
        {
            var (day, agent, member) = (
                new DateOnly(2018, 1, 1).AddDays(random.Next(150)),
                $"AGENT-{number}",
                new[] { "ARCUEIL", "IVRY", "GENTILLY" }[random.Next(3)]
            );
            return list switch
            {
                Fact.TimeEntries => Json(
                    new
                    {
                        agent,
                        day,
                        quantity = random.Next(1, 5) * 0.25m,
                        unit = "d",
                        activity = "SI-DOMAINE",
                        domain = "CULTURE",
                        note = label,
                        confirm = true,
                    }
                ),
                TicketRollUp.Name => Json(
                    new
                    {
                        title = label,
                        member,
                        urgency = "high",
                    }
                ),
                "interventions" => Json(
                    new
                    {
                        kind = new[] { "onsite", "remote", "delegation" }[random.Next(3)],
                        agents = new[] { agent },
                        member,
                        day,
                        quantity = random.Next(1, 9) * 15,
                        unit = "min",
                        travelMinutes = random.Next(60),
                        summary = label,
                        confirm = true,
                    }
                ),
                "hotline-shifts" => Json(
                    new
                    {
                        agent,
                        day,
                        quantity = random.Next(1, 8),
                        unit = "h",
                        note = label,
                        confirm = true,
                    }
                ),
                _ => Json(
                    new
                    {
                        category = "BUREAUTIQUE",
                        title = label,
                        startsOn = day,
                        days = random.Next(1, 5) * 0.25m,
                        preparationDays = random.Next(3) * 0.25m,
                        trainers = new[] { agent },
                        attendances = new[] { new { member, people = random.Next(12) } },
                        confirm = true,
                    }
                ),
            };
        }

        static JsonElement Json(object body) => JsonSerializer.SerializeToElement(body);

        static JsonElement With(JsonElement body, string name, string value)
        {
            var members = body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
            members[name] = JsonSerializer.SerializeToElement(value);
            return JsonSerializer.SerializeToElement(members);
        }
    }
}
