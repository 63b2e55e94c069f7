using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Tests.Web;

namespace Siim94.ITSM.Tests.Upgrade;

/// <summary>A database of an earlier version, served by this one: what it answered then it answers now.</summary>
/// <remarks>
/// <para>
/// <c>c4442df.db.br</c> was made by the program of commit c4442df alone: its command <c>demo</c> built the years 2014 to 2017, and then,
/// over its API, three files were imported (three lines and two tickets of 2016, a key figure of 2018) and a fourth was checked and left,
/// 112 lines were moved to another domain in bulk, a project was renamed from 2017 on, the proposed allocation of 2017 was accepted and
/// one of 2016 proposed, two figures were contested and one answered, three tables saved (private, shared, of the report), a weekly and a
/// paused monthly report scheduled and one sent at once (which waits: there is no mail server), a token made, the texts of 2015 reviewed,
/// 2015 closed, opened again, closed again and published, and 2017 closed.
/// </para>
/// <para>
/// Its key ring and kept answers were deleted (a new ring is made at the start), it was vacuumed and compressed. Every account has the
/// demo's public password. <c>c4442df.answers.json.br</c> holds what that version then answered to the requests of the first test.
/// </para>
/// </remarks>
[Parallelizable] // a file and a process of its own
sealed class UpgradeTests
{
    static TestDatabase Former() => TestDatabase.Of(Unpacked("c4442df.db.br"));

    static byte[] Unpacked(string name)
    {
        using var packed = typeof(UpgradeTests).Assembly.GetManifestResourceStream($"upgrade/{name}")!;
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        return content.ToArray();
    }

    [Test]
    public async Task Every_figure_digest_and_thing_is_what_it_was()
    {
        using var answers = JsonDocument.Parse(Unpacked("c4442df.answers.json.br"));
        using var database = Former();
        await using var product = await ProductProcess.Start(database);
        // What a migration has added to the figures is rolled up in the first minute.
        using (var admin = await product.SignIn("admin", DemoPeople.Password))
            await IsOk(admin.PostAsync("/api/v1/rollups/run", null));
        var differences = new List<string>();
        foreach (var login in answers.RootElement.EnumerateArray().GroupBy(answer => answer.GetProperty("as").GetString()!))
        {
            using var client = await product.SignIn(login.Key, DemoPeople.Password);
            foreach (var answer in login)
            {
                var address = answer.GetProperty("get").GetString()!;
                var now = await client.GetFromJsonAsync<JsonElement>(address);
                // The steps of a ticket were in its timeline alone; its history tells them too now.
                if (address.StartsWith("/api/v1/history/ticket/", StringComparison.Ordinal))
                    continue;
                differences.AddRange(
                    Differences(answer.GetProperty("answer"), now).Select(difference => $"{login.Key} {address} {difference}")
                );
            }
        }
        Assert.That(differences, Is.Empty);
        Assert.That(answers.RootElement.GetArrayLength(), Is.GreaterThan(100));
    }

    /// <summary>What an answer said that another one does not; it may say more.</summary>
    /// <remarks>Days have come since, and the first minute of the product rolls them up: when that was is not compared.</remarks>
    static IEnumerable<string> Differences(JsonElement before, JsonElement now, string path = "")
    {
        if (before.ValueKind != now.ValueKind)
            return [$"{path}: {before} is now {now}"];
        return before.ValueKind switch
        {
            JsonValueKind.Object => before
                .EnumerateObject()
                .Where(property => property.Name != "asOf")
                .SelectMany(property =>
                    now.TryGetProperty(property.Name, out var value)
                        ? Differences(property.Value, value, $"{path}.{property.Name}")
                        : [$"{path}.{property.Name} is no longer said"]
                ),
            JsonValueKind.Array when before.GetArrayLength() != now.GetArrayLength() =>
            [
                $"{path}: {before.GetArrayLength()} items are now {now.GetArrayLength()}",
            ],
            JsonValueKind.Array => before
                .EnumerateArray()
                .Zip(now.EnumerateArray())
                .SelectMany((pair, index) => Differences(pair.First, pair.Second, $"{path}[{index}]")),
            JsonValueKind.Number => before.GetDecimal() == now.GetDecimal() ? [] : [$"{path}: {before} is now {now}"],
            _ => AsNow(before) == WithPlainSpaces(now) ? [] : [$"{path}: {before} is now {now}"],
        };
    }

    /// <remarks>Columns of figures were aligned by a style of their own, which pages with a strict policy do not take.</remarks>
    static string AsNow(JsonElement before) =>
        WithPlainSpaces(before).Replace(" style=\"text-align: right;\"", " class=\"number\"", StringComparison.Ordinal);

    /// <remarks>French signs used to stand behind a space where a line could end.</remarks>
    static string WithPlainSpaces(JsonElement text) => text.ToString().Replace('\u00a0', ' ').Replace('\u202f', ' ');

    [Test]
    public async Task Its_roll_ups_are_those_of_its_lines()
    {
        using var database = Former();
        var (code, output, errors) = await ProductProcess.Run(database, "verify");
        Assert.That(code, Is.Zero, output + errors);
    }

    [Test]
    public async Task Its_tickets_are_found_by_their_words()
    {
        using var database = Former();
        await using var product = await ProductProcess.Start(database);
        using var manager = await product.SignIn("manager", DemoPeople.Password);
        foreach (var ticket in await Tickets("limit=5"))
        {
            var found = await Tickets($"limit=500&q={Uri.EscapeDataString(ticket.GetProperty("title").GetString()!)}");
            Assert.That(found.Select(Number), Does.Contain(Number(ticket)));
        }

        async Task<IReadOnlyList<JsonElement>> Tickets(string query) =>
            [.. (await manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets?{query}")).GetProperty("items").EnumerateArray()];

        static long Number(JsonElement ticket) => ticket.GetProperty("number").GetInt64();
    }

    [Test]
    public async Task What_was_begun_goes_on()
    {
        using var database = Former();
        // The token's text was told once and is not kept here: its row gets that of a new one.
        var token = TokenAuthentication.NewToken();
        await using (var db = new Db(database.Dialect))
            await db.Execute("UPDATE ApiTokens SET TokenHash = @TokenHash", new { TokenHash = TokenAuthentication.HashOf(token) }, default);
        await using var product = await ProductProcess.Start(database);
        using var manager = await product.SignIn("manager", DemoPeople.Password);
        using var admin = await product.SignIn("admin", DemoPeople.Password);

        foreach (var (import, importer) in new[] { (2, manager), (3, admin), (4, manager) })
            await IsUndone(importer, import);
        await IsOk(manager.PostAsync("/api/v1/time-entries/bulk/1/undo", null));
        await IsOk(manager.PostAsync("/api/v1/allocations/2/reject", JsonContent.Create(new { reason = "Trop tôt." })));
        await IsOk(Versioned(manager, "/api/v1/disputes/1/answer", 1, new { isAccepted = true, answer = "Corrigé." }));

        var messages = await manager.GetFromJsonAsync<JsonElement>("/api/v1/report-schedules/1/messages");
        var waiting = messages.GetProperty("items").EnumerateArray().Single(message => message.GetProperty("id").GetInt64() == 1);
        Assert.That(
            (waiting.GetProperty("state").GetString(), waiting.GetProperty("address").GetString()),
            Is.EqualTo(("queued", "manager@example.org")),
            "no mail server yet: it still waits"
        );

        using var program = product.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var session = await program.GetFromJsonAsync<JsonElement>("/api/v1/session");
        Assert.That(session.GetProperty("login").GetString(), Is.EqualTo("manager"));
    }

    [Test]
    public async Task Closed_periods_stay_closed_and_open_ones_open()
    {
        using var database = Former();
        await using var product = await ProductProcess.Start(database);
        using var manager = await product.SignIn("manager", DemoPeople.Password);
        Assert.That((await Log("2017-06-17")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await Log("2015-06-20")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await Log("2016-06-18")).StatusCode, Is.EqualTo(HttpStatusCode.Created));

        Task<HttpResponseMessage> Log(string saturday) =>
            manager.PostAsJsonAsync(
                "/api/v1/time-entries",
                new
                {
                    agent = "ERIVEFONTELLE",
                    day = saturday,
                    quantity = 0.5,
                    unit = "h",
                    activity = "SI-DOMAINE",
                    domain = "FINANCES",
                }
            );
    }

    static async Task IsUndone(HttpClient importer, int import)
    {
        await IsOk(importer.PostAsync($"/api/v1/imports/{import}/undo", null));
        string? state;
        do
        {
            await Task.Delay(50);
            state = (await importer.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{import}")).GetProperty("state").GetString();
        } while (state == "undoing");
        Assert.That(state, Is.EqualTo("undone"));
    }

    static Task<HttpResponseMessage> Versioned(HttpClient client, string address, int version, object body) =>
        client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = JsonContent.Create(body),
                Headers = { { "If-Match", $"\"{version}\"" } },
            }
        );

    static async Task IsOk(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
