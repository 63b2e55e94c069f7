using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The product over HTTP: first start, bad input, doors that stay closed.</summary>
sealed class ServedProductTests
{
    const string Password = "une-phrase-de-passe";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task FirstStart()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        for (var agent = 1; agent <= 8; agent++)
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
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    static object Line(int agent, int day, decimal quantity = 0.25m) =>
        new
        {
            agent = $"AGENT-{agent}",
            day = new DateOnly(2017, 1, 2).AddDays(day),
            quantity,
            unit = "d",
            activity = "SI-DOMAINE",
            domain = "FINANCES",
        };

    [Test]
    public async Task The_same_key_at_the_same_instant_has_one_effect_and_one_answer()
    {
        using var clients = new CompositeClients(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => product.SignIn("admin", Password))));
        var answers = await Task.WhenAll(
            clients.All.Select(client => Post(client, "/api/v1/tickets", new { title = "Une seule fois", member = "ARCUEIL" }, "clé-1"))
        );
        var numbers = new HashSet<long>();
        foreach (var answer in answers)
            numbers.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetInt64());
        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.Created));
        Assert.That(numbers, Has.Count.EqualTo(1));
        Assert.That(
            (await Post(admin, "/api/v1/tickets", new { title = "Autre chose", member = "ARCUEIL" }, "clé-1")).StatusCode,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity)
        );
    }

    [TestCase("en", "en")]
    [TestCase("en-US,en;q=0.9", "en")]
    [TestCase("de-DE, EN-us;q=0.5, fr;q=0.4", "en")]
    [TestCase("en;q=0.4, fr-CA", "fr")]
    [TestCase("de", "fr")]
    [TestCase("*;q=x", "fr")]
    public async Task Speaks_what_the_browser_asks_for(string asked, string spoken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connexion");
        request.Headers.TryAddWithoutValidation("Accept-Language", asked);
        using var answer = await admin.SendAsync(request);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"<html lang=\"{spoken}\""));
    }

    [Test]
    public async Task A_key_used_on_one_ticket_does_not_answer_for_another()
    {
        var first = await NumberOf(await Post(admin, "/api/v1/tickets", new { title = "Un", member = "IVRY" }, null));
        var second = await NumberOf(await Post(admin, "/api/v1/tickets", new { title = "Deux", member = "IVRY" }, null));
        Assert.That((await Post(admin, $"/api/v1/tickets/{first}/close", new { }, "fermer")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            (await Post(admin, $"/api/v1/tickets/{second}/close", new { }, "fermer")).StatusCode,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity)
        );

        static async Task<long> NumberOf(HttpResponseMessage answer) =>
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetInt64();
    }

    [TestCase("/api/v1/time-entries", """{"agent":"AGENT-1",""", "body")]
    [TestCase("/api/v1/time-entries", "null", "")]
    [TestCase("/api/v1/time-entries", "[]", "body")]
    [TestCase("/api/v1/time-entries", "{}", "agent")]
    [TestCase("/api/v1/time-entries", """{"agent":5}""", "agent")]
    [TestCase("/api/v1/time-entries", """{"agent":"AGENT-1","day":"2017-02-30"}""", "day")]
    [TestCase("/api/v1/time-entries", """{"quantity":NaN}""", "quantity")]
    [TestCase("/api/v1/time-entries", """{"quantity":"NaN"}""", "quantity")]
    [TestCase("/api/v1/time-entries", """{"inconnu":1}""", "inconnu")]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":-1,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""",
        "quantity"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":1e300,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""",
        "quantity"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":25,"unit":"h","activity":"SI-DOMAINE","domain":"FINANCES","confirm":true}""",
        "quantity"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":8,"unit":"h","activity":"SI-DOMAINE","domain":"FINANCES"}""",
        "quantity"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":1,"unit":"siècle","activity":"SI-DOMAINE","domain":"FINANCES"}""",
        "unit"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":1,"unit":"d","activity":"'; DROP TABLE Users; --","domain":"FINANCES"}""",
        "activity"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":1,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES","note":"\u0000"}""",
        "note"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"9999-12-31","quantity":1,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""",
        "day"
    )]
    [TestCase(
        "/api/v1/time-entries",
        """{"agent":"AGENT-1","day":"2017-05-02","quantity":1,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES","ticket":999999}""",
        "ticket"
    )]
    [TestCase("/api/v1/time-entries/batch", """{"entries":[]}""", "entries")]
    [TestCase("/api/v1/time-entries/batch", """{"entries":null}""", "entries")]
    [TestCase("/api/v1/time-entries/batch", """{"entries":[null]}""", "entries[0]")]
    [TestCase("/api/v1/time-entries/batch", """{"entries":[{"agent":"AGENT-1","day":"hier"}]}""", "entries[0].day")]
    [TestCase("/api/v1/tickets", """{"title":"","member":"ARCUEIL"}""", "title")]
    [TestCase("/api/v1/tickets", """{"title":"x","member":"NULLE-PART"}""", "member")]
    [TestCase("/api/v1/tickets", """{"title":"x","member":"ARCUEIL","urgency":"énorme"}""", "urgency")]
    [TestCase("/api/v1/tickets", """{"title":"x","member":"ARCUEIL","openedAt":"2999-01-01T00:00:00Z"}""", "openedAt")]
    [TestCase("/api/v1/tickets", """{"title":"a\u0007b","member":"ARCUEIL"}""", "title")]
    [TestCase("/api/v1/interventions", """{"kind":"onsite"}""", "agents")]
    [TestCase(
        "/api/v1/interventions",
        """{"kind":"onsite","agents":["AGENT-1"],"member":"ARCUEIL","summary":"x","startedAt":"2017-05-02T10:00:00Z"}""",
        "endedAt"
    )]
    [TestCase(
        "/api/v1/interventions",
        """{"kind":"onsite","agents":["AGENT-1","AGENT-1"],"member":"ARCUEIL","summary":"x","day":"2017-05-02","quantity":1,"unit":"h"}""",
        "agents"
    )]
    [TestCase(
        "/api/v1/interventions",
        """{"kind":"onsite","agents":null,"member":"ARCUEIL","summary":"x","day":"2017-05-02","quantity":1,"unit":"h","tickets":null}""",
        "agents"
    )]
    [TestCase("/api/v1/hotline-shifts", """{"agent":"PERSONNE","day":"2017-05-02","quantity":1,"unit":"d"}""", "agent")]
    [TestCase(
        "/api/v1/training-sessions",
        """{"category":"BUREAUTIQUE","startsOn":"2017-05-02","days":0.1,"trainers":["AGENT-1"]}""",
        "days"
    )]
    [TestCase("/api/v1/training-sessions", """{"category":"BUREAUTIQUE","startsOn":"2017-05-02","days":1,"trainers":[]}""", "trainers")]
    [TestCase(
        "/api/v1/training-sessions",
        """{"category":"BUREAUTIQUE","startsOn":"2017-05-02","days":1,"trainers":["AGENT-1"]"""
            + ""","attendances":[{"member":"ARCUEIL","people":-1}]}""",
        "attendances[0].people"
    )]
    [TestCase(
        "/api/v1/training-sessions",
        """{"category":"BUREAUTIQUE","startsOn":"2017-05-02","days":1,"trainers":["AGENT-1"],"attendances":[null]}""",
        "attendances[0]"
    )]
    [TestCase("/api/v1/members", """{"name":"X","kind":"planète"}""", "kind")]
    [TestCase("/api/v1/members", """{"name":"Arcueil","code":"ARCUEIL","kind":"ville"}""", "code")]
    [TestCase("/api/v1/reconciliations", """{"tables":5}""", "tables")]
    [TestCase("/api/v1/reconciliations", "[1,2]", "$")]
    [TestCase("/api/v1/tokens", """{"name":""}""", "name")]
    [TestCase("/api/v1/tickets/1/take-charge", """{"number":2}""", "number")]
    [TestCase("/api/v1/tickets/1/hold", """{"at":"2017-01-01T00:00:00Z"}""", "at")]
    [TestCase("/api/v1/tickets/1/resolve", """{"version":1}""", "version")]
    [TestCase("/api/v1/members/ARCUEIL/close", """{"closedOn":"2017-01-01","code":"IVRY"}""", "code")]
    [TestCase("/api/v1/agents/AGENT-1/postings", """{"from":"2017-01-01","team":"SI","dayMinutes":420,"code":"AGENT-2"}""", "code")]
    public async Task Bad_input_is_refused_naming_the_field_and_writes_nothing(string path, string body, string field)
    {
        var before = await Counts();
        var answer = await admin.PostAsync(path, Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.InRange(400, 499), text);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), text);
        if (field.Length > 0)
            Assert.That(
                JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name),
                Has.Some.EqualTo(field),
                text
            );
        Assert.That(await Counts(), Is.EqualTo(before));
    }

    static readonly string[] BadJson = ["{", "[]", "null", """{"inconnu":1}""", """{"id":1}""", """{"version":1}"""];

    static readonly (string Path, string Body, (string Field, string Value)[] Wrong)[] Changes =
    [
        (
            "time-entries",
            """{"agent":"AGENT-7","day":"2017-08-07","quantity":0.5,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""",
            [
                ("agent", "5"),
                ("agent", "\"PERSONNE\""),
                ("day", "\"2017-02-30\""),
                ("quantity", "-1"),
                ("quantity", "NaN"),
                ("quantity", "1e300"),
                ("unit", "\"siècle\""),
                ("activity", "null"),
                ("domain", "\"'; DROP TABLE Users; --\""),
                ("note", "\"a\\u0000b\""),
                ("day", "\"9999-12-31\""),
            ]
        ),
        (
            "interventions",
            """{"kind":"onsite","agents":["AGENT-7"],"member":"ARCUEIL","day":"2017-08-08","quantity":2,"unit":"h","summary":"Visite"}""",
            [
                ("kind", "\"volante\""),
                ("agents", "[]"),
                ("agents", "null"),
                ("member", "\"NULLE-PART\""),
                ("day", "\"2017-13-01\""),
                ("quantity", "0"),
                ("travelMinutes", "-5"),
                ("tickets", "[999999]"),
                ("summary", "\"\\u0007\""),
                ("site", "\"AILLEURS\""),
            ]
        ),
        (
            "hotline-shifts",
            """{"agent":"AGENT-7","day":"2017-08-09","quantity":0.5,"unit":"d"}""",
            [
                ("agent", "\"PERSONNE\""),
                ("day", "\"hier\""),
                ("quantity", "\"beaucoup\""),
                ("quantity", "-0.5"),
                ("unit", "3"),
                ("note", "\"\\u0001\""),
            ]
        ),
        (
            "training-sessions",
            """{"category":"BUREAUTIQUE","startsOn":"2017-08-10","days":0.5,"trainers":["AGENT-7"]"""
                + ""","attendances":[{"member":"ARCUEIL","people":3}]}""",
            [
                ("category", "\"RIEN\""),
                ("startsOn", "\"2017-02-30\""),
                ("days", "-1"),
                ("preparationDays", "1e300"),
                ("trainers", "[\"PERSONNE\"]"),
                ("attendances", "[{\"member\":\"NULLE-PART\",\"people\":1}]"),
                ("attendances", "[{\"member\":\"ARCUEIL\",\"people\":-1}]"),
            ]
        ),
        (
            "tickets",
            """{"title":"À changer","member":"ARCUEIL"}""",
            [
                ("title", "\"\""),
                ("title", "5"),
                ("member", "\"NULLE-PART\""),
                ("urgency", "\"énorme\""),
                ("application", "\"RIEN\""),
                ("description", "\"\\u0000\""),
            ]
        ),
    ];

    static IEnumerable<TestCaseData> ChangeLists => Changes.Select(change => new TestCaseData(change.Path).SetArgDisplayNames(change.Path));

    [TestCaseSource(nameof(ChangeLists))]
    public async Task Bad_changes_are_refused_naming_the_field_and_change_nothing(string list)
    {
        var (_, body, wrong) = Changes.Single(change => change.Path == list);
        var created = await admin.PostAsync($"/api/v1/{list}", Json(body));
        Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created), await created.Content.ReadAsStringAsync());
        var address = created.Headers.Location!.ToString();
        var before = await admin.GetStringAsync(address);

        foreach (var bad in BadJson)
            await Refused(bad, null);
        foreach (var (field, value) in wrong)
        {
            var members = JsonSerializer
                .Deserialize<Dictionary<string, JsonElement>>(body)!
                .Where(member => member.Key != field)
                .Select(member => $"\"{member.Key}\":{member.Value.GetRawText()}");
            await Refused($"{{{string.Join(',', members.Append($"\"{field}\":{value}"))}}}", field);
        }

        Assert.That(await admin.GetStringAsync(address), Is.EqualTo(before));

        async Task Refused(string text, string? field)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = Json(text) };
            request.Headers.TryAddWithoutValidation("If-Match", created.Headers.ETag!.Tag);
            var answer = await admin.SendAsync(request);
            var problem = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.InRange(400, 499), $"{text} {problem}");
            if (field is not null)
                Assert.That(
                    JsonDocument.Parse(problem).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name),
                    Has.Some.StartsWith(field),
                    $"{text} {problem}"
                );
        }
    }

    [Test]
    public async Task What_is_closed_takes_no_more_lines_through_any_door()
    {
        foreach (
            var (list, row) in new[]
            {
                ("members", """{"code":"FERME","name":"Fermé","kind":"autre"}"""),
                ("applications", """{"code":"APPLI-FERMEE","name":"Appli fermée"}"""),
                ("agents", """{"code":"AGENT-PARTI","name":"Agent parti","team":"SI","from":"2014-01-01"}"""),
            }
        )
            Assert.That((await admin.PostAsync($"/api/v1/{list}", Json(row))).StatusCode, Is.EqualTo(HttpStatusCode.Created), row);
        foreach (var row in (string[])["members/FERME", "applications/APPLI-FERMEE", "agents/AGENT-PARTI"])
            Assert.That(
                (await admin.PostAsync($"/api/v1/{row}/close", Json("""{"closedOn":"2017-01-01"}"""))).StatusCode,
                Is.EqualTo(HttpStatusCode.NoContent),
                row
            );

        foreach (
            var (list, field, body) in new[]
            {
                (
                    "time-entries",
                    "agent",
                    """{"agent":"AGENT-PARTI","day":"2017-08-07","quantity":0.5,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}"""
                ),
                ("tickets", "member", """{"title":"x","member":"FERME"}"""),
                ("tickets", "application", """{"title":"x","member":"ARCUEIL","application":"APPLI-FERMEE"}"""),
                (
                    "interventions",
                    "member",
                    """{"kind":"onsite","agents":["AGENT-7"],"member":"FERME","day":"2017-08-08","quantity":2,"unit":"h","summary":"x"}"""
                ),
                (
                    "interventions",
                    "agents[0]",
                    """{"kind":"onsite","agents":["AGENT-PARTI"],"member":"ARCUEIL","day":"2017-08-08","quantity":2"""
                        + ""","unit":"h","summary":"x"}"""
                ),
                ("hotline-shifts", "agent", """{"agent":"AGENT-PARTI","day":"2017-08-09","quantity":0.5,"unit":"d"}"""),
                (
                    "training-sessions",
                    "trainers[0]",
                    """{"category":"BUREAUTIQUE","startsOn":"2017-08-10","days":0.5,"trainers":["AGENT-PARTI"]}"""
                ),
                (
                    "training-sessions",
                    "application",
                    """{"category":"BUREAUTIQUE","startsOn":"2017-08-10","days":0.5,"trainers":["AGENT-7"],"application":"APPLI-FERMEE"}"""
                ),
            }
        )
        {
            var answer = await admin.PostAsync($"/api/v1/{list}", Json(body));
            var problem = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), $"{body} {problem}");
            Assert.That(
                JsonDocument.Parse(problem).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name),
                Has.Some.EqualTo(field),
                $"{body} {problem}"
            );
        }
    }

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    async Task<string> Counts() =>
        string.Join(
            ' ',
            await Task.WhenAll(
                new[] { "time-entries", "tickets", "interventions", "hotline-shifts", "training-sessions", "members" }.Select(async list =>
                    $"{(await admin.GetFromJsonAsync<JsonElement>($"/api/v1/{list}?limit=500")).GetProperty("items").GetArrayLength()}"
                )
            )
        );

    [Test]
    public async Task Ten_megabytes_are_refused()
    {
        var answer = await admin.PostAsync(
            "/api/v1/tickets",
            new StringContent($$"""{"title":"{{new string('x', 10_000_000)}}"}""", Encoding.UTF8, "application/json")
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Text_that_looks_like_code_comes_back_as_it_was()
    {
        const string Title = "<script>alert(1)</script>'; DROP TABLE Tickets; --";
        var answer = await admin.PostAsJsonAsync("/api/v1/tickets", new { title = Title, member = "ARCUEIL" });
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString(), Is.EqualTo(Title));
    }

    [Test]
    public async Task Changes_need_the_version_they_are_made_on()
    {
        var created = await admin.PostAsJsonAsync("/api/v1/time-entries", Line(2, 40));
        Assert.That(created.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
        var address = created.Headers.Location!.ToString();
        Assert.That((await Put(address, Line(2, 40, 0.5m), null)).StatusCode, Is.EqualTo((HttpStatusCode)428));
        Assert.That((await Put(address, Line(2, 40, 0.5m), "\"7\"")).StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That((await Put(address, Line(2, 40, 0.5m), "\"1\"")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Put(address, Line(2, 40, 0.75m), "\"1\"")).StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));

        Task<HttpResponseMessage> Put(string path, object body, string? version)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", version);
            return admin.SendAsync(request);
        }
    }

    [Test]
    public async Task A_token_stands_for_its_maker_until_it_is_revoked()
    {
        var token = await (await admin.PostAsJsonAsync("/api/v1/tokens", new { name = "essai" })).Content.ReadFromJsonAsync<JsonElement>();
        using var program = product.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("token").GetString());
        Assert.That((await program.GetAsync("/api/v1/members")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await admin.DeleteAsync($"/api/v1/tokens/{token.GetProperty("id").GetInt64()}");
        Assert.That((await program.GetAsync("/api/v1/members")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("POST", "tickets", "application/json", "Origin", "https://ailleurs.example", 403)]
    [TestCase("POST", "tickets", "application/json", "Origin", "null", 403)]
    [TestCase("POST", "tickets", "application/json", "Sec-Fetch-Site", "cross-site", 403)]
    [TestCase("POST", "tickets", "application/json", "Sec-Fetch-Site", "same-site", 403)]
    [TestCase("POST", "tickets/1/take-charge", null, "Origin", "https://ailleurs.example", 403)]
    [TestCase("POST", "tickets/1/take-charge", null, null, null, 403)]
    [TestCase("POST", "tickets/1/take-charge", "text/plain", null, null, 403)]
    [TestCase("POST", "disputes/1/seen", null, null, null, 403)]
    [TestCase("DELETE", "time-entries/1", null, null, null, 403)]
    [TestCase("PUT", "tickets/1", "text/plain", null, null, 403)]
    [TestCase("POST", "disputes/1/seen", null, "Sec-Fetch-Site", "same-origin", 404)]
    [TestCase("POST", "disputes/1/seen", null, "X-Requested-With", "curl", 404)]
    [TestCase("POST", "tickets", "application/json", null, null, 422)]
    public async Task What_the_readers_cookie_changes_says_where_it_comes_from(
        string method,
        string path,
        string? type,
        string? header,
        string? value,
        int status
    )
    {
        using var client = await product.SignIn("admin", Password);
        client.DefaultRequestHeaders.Remove("X-Requested-With");
        using var request = new HttpRequestMessage(new(method), $"/api/v1/{path}");
        if (type is not null)
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Whoever_fails_five_times_waits_whether_the_login_exists_or_not()
    {
        var account = await (
            await admin.PostAsJsonAsync(
                "/api/v1/accounts",
                new
                {
                    login = "verrou",
                    displayName = "Verrou",
                    role = "Technician",
                }
            )
        ).Content.ReadFromJsonAsync<JsonElement>();
        var password = account.GetProperty("oneTimePassword").GetString()!;
        using var visitor = product.Anonymous();
        visitor.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.20");
        foreach (var login in (string[])["verrou", "personne"])
        {
            for (var attempt = 0; attempt < 5; attempt++)
                Assert.That((await Try(visitor, login, "faux")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), login);
            using var waits = await Try(visitor, login, password);
            Assert.That(waits.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests), login);
            Assert.That(waits.Headers.RetryAfter?.Delta?.TotalSeconds, Is.InRange(1, 15));
            Assert.That(await waits.Content.ReadAsStringAsync(), Does.Contain("account.tried-too-often").And.Contain("réessayez dans"));
        }
        using var elsewhere = product.Anonymous();
        elsewhere.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.21");
        Assert.That((await Try(elsewhere, "verrou", password)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        static Task<HttpResponseMessage> Try(HttpClient client, string login, string password) =>
            client.PostAsJsonAsync("/api/v1/session", new { login, password });
    }

    [Test]
    public async Task A_copied_cookie_is_worth_nothing_after_sign_out()
    {
        using var thief = product.Anonymous();
        using var owner = product.Anonymous();
        var opened = await owner.PostAsJsonAsync("/api/v1/session", new { login = "admin", password = Password });
        thief.DefaultRequestHeaders.Add(
            "Cookie",
            opened
                .Headers.GetValues("Set-Cookie")
                .Single(cookie => cookie.StartsWith("siim94.session", StringComparison.Ordinal))
                .Split(';')[0]
        );
        Assert.That((await thief.GetAsync("/api/v1/session")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await owner.DeleteAsync("/api/v1/session")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await thief.GetAsync("/api/v1/session")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(
            (await thief.DeleteAsync("/api/v1/session")).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent),
            "leaving twice is no error"
        );
        Assert.That(
            (await admin.GetAsync("/api/v1/session")).StatusCode,
            Is.EqualTo(HttpStatusCode.OK),
            "another sign-in of the same account goes on"
        );
    }

    [TestCase("/connexion", 200)]
    [TestCase("/api/v1/members", 401)]
    [TestCase("/api/v1/nulle-part", 404)]
    [TestCase("/api/v1/time-entries?from=hier", 401)]
    public async Task Every_answer_defends_the_browser_even_when_something_goes_wrong(string path, int status)
    {
        using var visitor = product.Anonymous();
        var answer = await visitor.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            Does.Contain("frame-ancestors 'none'")
                .And.Contain("script-src 'self'; style-src 'self'")
                .And.Not.Contain("unsafe")
                .And.Contain($"connect-src 'self' ws://{new Uri(product.Address).Authority};")
        );
        Assert.That(answer.Headers.CacheControl!.NoStore);
    }

    [Test]
    public async Task Whoever_tries_to_sign_in_without_end_is_told_to_wait()
    {
        using var guesser = product.Anonymous();
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        for (var attempt = 0; attempt < 120; attempt++)
            Assert.That(
                (await guesser.PostAsJsonAsync("/api/v1/session", new { login = "" })).StatusCode,
                Is.EqualTo(HttpStatusCode.UnprocessableEntity)
            );
        var refused = await guesser.PostAsJsonAsync("/api/v1/session", new { login = "" });
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("request.too-many"));
        using var neighbour = product.Anonymous();
        neighbour.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.10");
        Assert.That(
            (await neighbour.PostAsJsonAsync("/api/v1/session", new { login = "" })).StatusCode,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity)
        );
    }

    [Test]
    public async Task Behind_a_proxy_that_speaks_https_the_cookie_never_goes_in_the_clear()
    {
        using var visitor = product.Anonymous();
        visitor.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var answer = await visitor.PostAsJsonAsync("/api/v1/session", new { login = "admin", password = Password });
        Assert.That(
            answer.Headers.GetValues("Set-Cookie"),
            Has.Exactly(2).Items.And.All.Contain("secure").And.All.Contain("httponly").And.All.Contain("samesite=lax")
        );
        Assert.That(answer.Headers.GetValues("Strict-Transport-Security"), Is.Not.Empty);
        foreach (var path in (string[])["/connexion", "/langue?vers=en"])
            Assert.That((await visitor.GetAsync(path)).Headers.GetValues("Set-Cookie"), Is.All.Contain("secure"), path);
    }

    static Task<HttpResponseMessage> Post(HttpClient client, string path, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(key));
        return client.SendAsync(request);
    }

    sealed class CompositeClients(HttpClient[] clients) : IDisposable
    {
        public IReadOnlyList<HttpClient> All => clients;

        public void Dispose()
        {
            foreach (var client in clients)
                client.Dispose();
        }
    }
}
