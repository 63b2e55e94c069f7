using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>What programs build on: the description of the API, and answers whose shape does not depend on who refuses.</summary>
sealed class ContractTests
{
    const string Password = "une-phrase-de-passe";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
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
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    /// <summary>The machine's own time zone is of no account.</summary>
    [TestCase("2018-12-15T09:00:00", "2018-12-15T08:00:00Z")]
    [TestCase("2018-07-15T09:00:00", "2018-07-15T07:00:00Z")]
    [TestCase("2018-12-15", "2018-12-14T23:00:00Z")]
    [TestCase("2018-12-15T09:00:00+00:00", "2018-12-15T09:00:00Z")]
    [TestCase("2018-12-15T09:00:00Z", "2018-12-15T09:00:00Z")]
    [TestCase("2018-03-25T02:30:00", "2018-03-25T01:30:00Z", Description = "skipped in spring: an hour later")]
    [TestCase("2018-10-28T02:30:00", "2018-10-28T00:30:00Z", Description = "twice in autumn: the first")]
    public async Task An_instant_without_an_offset_is_one_of_paris(string stated, string instant)
    {
        var answer = await admin.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                title = "Heure",
                member = "ARCUEIL",
                openedAt = stated,
            }
        );
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(ticket.GetProperty("openedAt").GetDateTime(), Is.EqualTo(DateTimeOffset.Parse(instant).UtcDateTime), $"{ticket}");
    }

    [TestCase("GET", "/api/v1/nulle-part", null, 404)]
    [TestCase("GET", "/api/v1/time-entries/abc", null, 404)]
    [TestCase("PATCH", "/api/v1/time-entries", null, 405)]
    [TestCase("POST", "/api/v1/time-entries", "text/plain", 415)]
    public async Task What_the_server_itself_refuses_is_a_problem_too(string method, string path, string? type, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (type is not null)
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        await AssertProblem(await admin.SendAsync(request), status);
    }

    /// <summary>A sender who does not say how much is coming.</summary>
    [Test]
    public async Task A_body_that_turns_out_too_large_is_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/time-entries")
        {
            Content = new ByteArrayContent([.. "{\"note\":\""u8, .. Enumerable.Repeat((byte)'x', 3 * 1024 * 1024)]),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        await AssertProblem(await admin.SendAsync(request), 413);
    }

    static async Task AssertProblem(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(
            ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((status, "application/problem+json")),
            text
        );
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
        Assert.That(problem.GetProperty("title").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task The_description_says_of_every_operation_what_it_takes_gives_and_refuses()
    {
        var description = await admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.That(
            description.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name),
            Is.EquivalentTo(new[] { "cookie", "token" })
        );
        var operations = (
            from path in description.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (Name: $"{operation.Name} {path.Name}", Text: operation.Value)
        ).ToList();
        Assert.That(operations, Has.Count.GreaterThan(100));
        Assert.That(operations.Select(operation => operation.Text.GetProperty("operationId").GetString()), Is.Unique);
        foreach (var (name, operation) in operations)
        {
            Assert.That(operation.TryGetProperty("summary", out var summary) ? summary.GetString() : null, Is.Not.Null.And.Not.Empty, name);
            var responses = operation
                .GetProperty("responses")
                .EnumerateObject()
                .ToDictionary(response => response.Name, response => response.Value);
            var success = responses.Single(response => response.Key.StartsWith('2'));
            Assert.That(success.Key == "204" || success.Value.TryGetProperty("content", out _), name);
            foreach (var (status, refusal) in responses.Where(response => response.Key.StartsWith('4')))
                Assert.That(refusal.GetProperty("content").TryGetProperty("application/problem+json", out _), $"{name} {status}");
            Assert.That(responses.Keys, Is.SupersetOf(new[] { "400", "401", "403", "422" }), name);
            Assert.That(Parameters(operation, "query"), Has.None.Match("^[A-Z]"), name);
            if (name.StartsWith("post ", StringComparison.Ordinal) && name != "post /api/v1/session")
                Assert.That(Parameters(operation, "header"), Has.Member("Idempotency-Key"), name);
        }
        Assert.That(Descriptions(description), Is.Not.Empty.And.None.Contains("&lt;"), "a generic type, as the code writes it");
        Assert.That(
            Descriptions(description),
            Has.None.Match("""[a-z]\? [A-Z]\w+\.[A-Z]"""),
            "a property, as the code writes it: string? OpenTicket.Unit"
        );
        foreach (var (name, operation) in operations.Where(operation => operation.Name.StartsWith("patch ", StringComparison.Ordinal)))
            Assert.That(
                operation.GetProperty("responses").EnumerateObject().Select(response => response.Name),
                Is.SupersetOf(new[] { "409", "413" }),
                name
            );

        static IEnumerable<string> Parameters(JsonElement operation, string place) =>
            operation.TryGetProperty("parameters", out var parameters)
                ? parameters
                    .EnumerateArray()
                    .Where(parameter => parameter.GetProperty("in").GetString() == place)
                    .Select(parameter => parameter.GetProperty("name").GetString()!)
                : [];

        static IEnumerable<string> Descriptions(JsonElement element) =>
            element.ValueKind switch
            {
                JsonValueKind.Object => element
                    .EnumerateObject()
                    .SelectMany(property =>
                        property is { Name: "description" or "summary", Value.ValueKind: JsonValueKind.String }
                            ? [property.Value.GetString()!]
                            : Descriptions(property.Value)
                    ),
                JsonValueKind.Array => element.EnumerateArray().SelectMany(Descriptions),
                _ => [],
            };
    }

    /// <summary>What changes something without a version, and why none is needed.</summary>
    static readonly string[] NeedNoVersion =
    [
        "delete /api/v1/session", // ends, and nothing is overwritten
        "delete /api/v1/tokens/{id}", // revoked for good, whoever does it
        "delete /api/v1/accounts/{id}/tokens/{token}",
        "delete /api/v1/sessions/{id}", // likewise
        "delete /api/v1/accounts/{id}/sessions/{session}",
        "delete /api/v1/tickets/{number}/observers/{personId}", // somebody who is no observer already is none after
        "put /api/v1/session/password", // the password that is replaced is stated
        "put /api/v1/weeks/{agent}/{week}/cells", // each cell states its own
        "delete /api/v1/weeks/{agent}/{week}/rows", // an empty row: its lines stay
        "delete /api/v1/weeks/{agent}/{week}/templates", // a template is written anew, never changed
        "delete /api/v1/absence-balances", // what was allowed is in the history
        "delete /api/v1/timers", // given up, and nothing is overwritten
        "delete /api/v1/tickets/{number}/attachments/{attachment}", // a file never changes
        "patch /api/v1/tickets/{number}", // the fields themselves are compared
        "delete /api/v1/tickets/{number}/links/{kind}/{ticket}", // a link is there or is not
        "delete /api/v1/locks/{id}", // a lock never changes
        "put /api/v1/team-leaders/{team}", // all of them at once; a version that is stated is compared
        "put /api/v1/key-figures/{code}/values/{period}", // the first value of a period has none; the next one is refused without
    ];

    /// <summary>Steps that overwrite what somebody else may have changed.</summary>
    static readonly string[] StepsThatNeedAVersion =
    [
        "post /api/v1/bilans/{year}/chapters/{code}/review",
        "post /api/v1/bilans/{year}/chapters/{code}/submit",
        "post /api/v1/disputes/{id}/answer",
        "post /api/v1/disputes/{id}/reopen",
        "post /api/v1/members/{code}/successors",
        "post /api/v1/people/{id}/erase",
        "post /api/v1/report-schedules/{id}/pause",
        "post /api/v1/report-schedules/{id}/resume",
    ];

    [Test]
    public async Task Whatever_changes_something_needs_the_version_that_is_changed()
    {
        var operations = await Operations();
        var changes = operations.Where(operation =>
            operation.Name.Split(' ')[0] is "put" or "patch" or "delete" || StepsThatNeedAVersion.Contains(operation.Name)
        );
        Assert.That(operations.Select(operation => operation.Name), Is.SupersetOf(NeedNoVersion.Concat(StepsThatNeedAVersion)));
        Assert.That(
            changes.Where(operation => !NeedsVersion(operation.Text)).Select(operation => operation.Name),
            Is.EquivalentTo(NeedNoVersion)
        );
        Assert.That(
            operations.Where(operation => operation.Name.StartsWith("get ", StringComparison.Ordinal)),
            Has.None.Matches<(string Name, JsonElement Text)>(operation => NeedsVersion(operation.Text))
        );
        foreach (var (name, operation) in operations.Where(operation => NeedsVersion(operation.Text)))
        {
            using var request = new HttpRequestMessage(
                new(name.Split(' ')[0].ToUpperInvariant()),
                Regex.Replace(name.Split(' ')[1], "{[a-z]+}", "2017")
            );
            if (operation.TryGetProperty("requestBody", out _))
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            var answer = await admin.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.BadRequest) // "{}" is not what it takes, which is said first
                await AssertProblem(answer, 428);
            Assert.That(operation.GetProperty("responses").TryGetProperty("428", out _), name);
        }

        static bool NeedsVersion(JsonElement operation) =>
            operation.TryGetProperty("parameters", out var parameters)
            && parameters
                .EnumerateArray()
                .Any(parameter =>
                    parameter.GetProperty("name").GetString() == "If-Match"
                    && parameter.TryGetProperty("required", out var required)
                    && required.GetBoolean()
                );
    }

    async Task<IReadOnlyList<(string Name, JsonElement Text)>> Operations() =>
        [
            .. from path in (await admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select ($"{operation.Name} {path.Name}", operation.Value),
        ];

    [TestCase("""{"entries":[{0},{1}]}""")]
    [TestCase("[{0},{1}]")]
    public async Task A_batch_is_an_object_or_the_list_alone(string shape)
    {
        var month = shape[0] == '[' ? 3 : 4;
        var good = await Send(Line(month, 3), Line(month, 4));
        Assert.That(good.StatusCode, Is.EqualTo(HttpStatusCode.Created), await good.Content.ReadAsStringAsync());
        Assert.That((await good.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").GetArrayLength(), Is.EqualTo(2));
        Assert.That(
            await (await Send(Line(month, 5), Line(month, 6).Replace("0.5", "-1"))).Content.ReadAsStringAsync(),
            Does.Contain("\"entries[1].quantity\"")
        );
        Assert.That(
            await (await Send(Line(month, 5), Line(month, 6).Replace("0.5", "\"x\""))).Content.ReadAsStringAsync(),
            Does.Contain("\"entries[1].quantity\"")
        );
        Assert.That(
            await (await Send(Line(month, 5), Line(month, 6).Replace("unit", "unité"))).Content.ReadAsStringAsync(),
            Does.Contain("\"entries[1].unité\"")
        );

        Task<HttpResponseMessage> Send(string first, string second) =>
            admin.PostAsync(
                "/api/v1/time-entries/batch",
                new StringContent(shape.Replace("{0}", first).Replace("{1}", second), Encoding.UTF8, "application/json")
            );
        static string Line(int month, int day) =>
            $$"""{"agent":"AGENT-1","day":"2017-0{{month}}-0{{day}}","quantity":0.5"""
            + ""","unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""";
    }

    [Test]
    public async Task A_roll_up_asked_for_again_with_its_key_gives_the_same_answer()
    {
        var first = await Run("consolider");
        Assert.That(
            (
                await admin.PostAsJsonAsync(
                    "/api/v1/time-entries",
                    new
                    {
                        agent = "AGENT-1",
                        day = "2017-06-01",
                        quantity = 0.5,
                        unit = "d",
                        activity = "SI-DOMAINE",
                        domain = "FINANCES",
                    }
                )
            ).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        Assert.That(await Run("autre"), Is.Not.EqualTo(first));
        Assert.That(await Run("consolider"), Is.EqualTo(first));

        async Task<string> Run(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rollups/run");
            request.Headers.Add("Idempotency-Key", key);
            return await (await admin.SendAsync(request)).Content.ReadAsStringAsync();
        }
    }

    [Test]
    public async Task A_form_of_csv_that_does_not_exist_is_refused()
    {
        await AssertProblem(await admin.GetAsync("/api/v1/reports/si-general.csv?dialect=klingon"), 422);
        foreach (var (dialect, first) in new[] { ("machine", 'A'), ("excel", '\uFEFF') })
        {
            using var answer = await admin.GetAsync($"/api/v1/reports/si-general.csv?from=2017&to=2017&dialect={dialect}");
            Assert.That(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync())[0], Is.EqualTo(first));
        }
    }
}
