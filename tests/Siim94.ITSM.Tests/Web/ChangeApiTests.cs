using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// Over HTTP: chapters of the report, names that change, many lines at once. What succeeds says so as documented, what is wrong names its
/// field, and who may not is refused.
/// </summary>
sealed class ChangeApiTests
{
    const string Password = "une-phrase-de-passe",
        Api = "/api/v1/";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!,
        leader = null!,
        technician = null!,
        contact = null!,
        requester = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        leader = await product.SignUp(admin, "ProjectLeader", Password);
        technician = await product.SignUp(admin, "Technician", Password);
        contact = await product.SignUp(admin, "MemberContact", Password, "ARCUEIL");
        requester = await product.SignUp(admin, "Requester", Password, "ARCUEIL");
        await Post("agents", """{"code":"AGENT-1","name":"Agent 1","team":"SI","from":"2014-01-01"}""", 201);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var client in (HttpClient[])[admin, leader, technician, contact, requester])
            client?.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    [Test]
    public async Task An_edition_is_named_by_its_month_with_or_without_a_hyphen()
    {
        await Post("closings", """{"year":2003,"month":5,"confirm":true}""", 200);
        foreach (var period in new[] { "2003-05", "200305" })
            await Send(admin, "GET", $"editions/{period}/1/verify", 200);
        await Send(admin, "GET", "editions/mai/1", 404);
    }

    [Test]
    public async Task A_chapter_goes_from_its_first_word_to_publication()
    {
        const string Chapter = "bilans/2016/chapters/synthese";
        var none = await Send(leader, "GET", Chapter, 200);
        Assert.That((none.Version, none.Text("state")), Is.EqualTo((0L, "none")));
        Assert.That(
            (await Send(leader, "POST", "bilans/2016/chapters/preview", 200, """{"text":"Une *année*"}""")).Text("html"),
            Does.Contain("<em>année</em>")
        );

        await Send(leader, "PUT", Chapter, 428, """{"text":"Une année"}""");
        await Send(leader, "PUT", Chapter, 412, """{"text":"Une année"}""", "\"7\"");
        await Send(leader, "PUT", Chapter, 412, """{"text":"Une année"}""", "\"hier\"");
        await Send(leader, "PUT", Chapter, 428, """{"text":"Une année"}""", "*");
        var draft = await Send(leader, "PUT", Chapter, 200, """{"text":"Une année"}""", none.Tag);
        Assert.That((draft.Version, draft.Text("state"), draft.Text("text")), Is.EqualTo((1L, "draft", "Une année")));
        Assert.That((await Send(admin, "GET", Chapter, 200)).Tag, Is.EqualTo(draft.Tag));
        await Send(leader, "PUT", Chapter, 412, """{"text":"Trop tard"}""", none.Tag);

        await Send(admin, "POST", Chapter + "/review", 409, """{"isAccepted":true}""", draft.Tag);
        var submitted = await Send(leader, "POST", Chapter + "/submit", 200, null, draft.Tag);
        await Send(leader, "POST", Chapter + "/submit", 412, null, draft.Tag);
        await Send(leader, "POST", Chapter + "/submit", 409, null, submitted.Tag);
        var returned = await Send(
            admin,
            "POST",
            Chapter + "/review",
            200,
            """{"isAccepted":false,"comment":"Plus court"}""",
            submitted.Tag
        );
        Assert.That((returned.Text("state"), returned.Text("reviewComment")), Is.EqualTo(("draft", "Plus court")));
        var again = await Send(leader, "POST", Chapter + "/submit", 200, null, returned.Tag);
        Assert.That((await Send(admin, "POST", "bilans/2016/publish", 409)).Text("type"), Is.EqualTo("urn:siim94:document.year-open"));
        await Send(admin, "POST", Chapter + "/review", 412, """{"isAccepted":true}""", submitted.Tag);
        var reviewed = await Send(admin, "POST", Chapter + "/review", 200, """{"isAccepted":true}""", again.Tag);
        Assert.That((reviewed.Version, reviewed.Text("state")), Is.EqualTo((5L, "reviewed")));

        Assert.That((await Send(contact, "GET", Chapter, 200)).Text("text"), Is.Empty, "people of a member read what is published");
        await Post("closings", """{"year":2016,"confirm":true}""", 200);
        var published = await Send(admin, "POST", "bilans/2016/publish", 200);
        Assert.That(published.Body.GetProperty("edition").GetInt32(), Is.EqualTo(1));
        Assert.That(
            (await Send(admin, "POST", "bilans/2016/publish", 200)).Text("publishedAt"),
            Is.EqualTo(published.Text("publishedAt")),
            "once"
        );
        Assert.That((await Send(contact, "GET", Chapter, 200)).Text("text"), Is.EqualTo("Une année"));
        Assert.That(
            (await Send(leader, "PUT", Chapter, 409, """{"text":"Après"}""", reviewed.Tag)).Text("type"),
            Is.EqualTo("urn:siim94:document.published")
        );
        await Send(leader, "GET", "bilans/2016/chapters/rien", 404);
        await Send(leader, "PUT", "bilans/2017/chapters/rien", 404, """{"text":"x"}""", "\"0\"");
        await Send(leader, "POST", "bilans/2017/chapters/rien/submit", 404, null, "\"0\"");
    }

    [TestCase("members", "\"kind\":\"ville\"")]
    [TestCase("domains", "\"kind\":\"functional\"")]
    [TestCase("applications", "\"domain\":\"FINANCES\"")]
    [TestCase("projects", "\"domain\":\"FINANCES\"")]
    [TestCase("activities", "\"department\":\"SI\"")]
    [TestCase("teams", "\"department\":\"SI\"")]
    public async Task A_row_is_renamed_merged_split_and_put_back(string list, string more)
    {
        foreach (var name in (string[])["UN", "DEUX", "TROIS"])
            Assert.That(
                (await Post(list, $$"""{"code":"PORTE-{{name}}","name":"Porte {{name}}",{{more}}}""", 201)).Location,
                Is.EqualTo($"{Api}{list}?q=PORTE-{name}")
            );
        var row = $"{list}/PORTE-UN";

        const string Name = """{"name":"Portail","startsOn":"2017-03-01"}""";
        var version = await Version();
        Assert.That(
            (await Send(admin, "POST", row + "/preview", 200, Name, version)).Body.GetProperty("tables").ValueKind,
            Is.EqualTo(JsonValueKind.Array)
        );
        Assert.That(await Version(), Is.EqualTo(version), "a preview writes nothing");
        foreach (var door in (string[])["", "/preview"])
        {
            await Send(admin, door.Length > 0 ? "POST" : "PUT", row + door, 428, Name);
            await Send(admin, door.Length > 0 ? "POST" : "PUT", row + door, 412, Name, "\"99\"");
        }
        await Send(admin, "PUT", row, 204, Name, version);
        await Send(admin, "PUT", row, 412, Name, version);
        Assert.That((await Row()).GetProperty("name").GetString(), Is.EqualTo("Portail"));
        Assert.That((await Row()).GetProperty("formerNames")[0].GetProperty("name").GetString(), Is.EqualTo("Porte UN"));

        foreach (
            var successors in (string[])
                [
                    """{"startsOn":"2018-01-01","into":["PORTE-TROIS"]}""",
                    """{"startsOn":"2018-01-01","into":["PORTE-TROIS"],"with":["PORTE-DEUX"]}""",
                    """{"startsOn":"2018-01-01","into":["PORTE-DEUX","PORTE-TROIS"]}""",
                ]
        )
        {
            version = await Version();
            await Send(admin, "POST", row + "/successors/preview", 200, successors, version);
            Assert.That((await Row()).GetProperty("succeededBy").GetArrayLength(), Is.Zero, "a preview writes nothing");
            await Send(admin, "POST", row + "/successors/preview", 428, successors);
            await Send(admin, "POST", row + "/successors", 428, successors);
            await Send(admin, "POST", row + "/successors", 412, successors, "\"99\"");
            await Send(admin, "POST", row + "/successors", 204, successors, version);
            await Send(admin, "POST", row + "/successors", 412, successors, version);
            Assert.That(
                (await Row()).GetProperty("succeededBy").EnumerateArray().Select(code => code.GetString()),
                Has.Member("PORTE-TROIS")
            );
            await Send(admin, "POST", row + "/close", 409, """{"closedOn":"2019-01-01"}""");
            await Send(admin, "DELETE", row + "/successors", 428);
            await Send(admin, "DELETE", row + "/successors", 412, null, version);
            await Send(admin, "DELETE", row + "/successors", 204, null, await Version());
            Assert.That((await Row()).GetProperty("succeededBy").GetArrayLength(), Is.Zero);
            if (successors.Contains("with"))
                await Send(admin, "DELETE", $"{list}/PORTE-DEUX/successors", 204, null, await Version("PORTE-DEUX"));
        }
        await Send(admin, "DELETE", row + "/successors", 409, null, await Version());

        await Send(admin, "POST", row + "/aliases", 204, """{"label":"L'ancienne porte"}""");
        await Send(admin, "POST", row + "/close", 204, """{"closedOn":"2019-01-01"}""");
        Assert.That((await Row()).GetProperty("closedOn").GetString(), Is.EqualTo("2019-01-01"));
        await Send(admin, "POST", row + "/reopen", 204);
        Assert.That(
            (await Row()).GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()),
            Has.Member("L'ancienne porte")
        );
        await Send(admin, "PUT", $"{list}/PORTE-FERMEE", 404, Name, version);

        async Task<JsonElement> Row(string code = "PORTE-UN") =>
            (await Send(admin, "GET", $"{list}?includeClosed=true&q={code}", 200))
                .Body.GetProperty("items")
                .EnumerateArray()
                .Single(item => item.GetProperty("code").GetString() == code)
                .Clone();
        async Task<string> Version(string code = "PORTE-UN") => $"\"{(await Row(code)).GetProperty("version").GetInt64()}\"";
    }

    [Test]
    public async Task Lines_are_changed_at_once_and_put_back()
    {
        foreach (var day in (string[])["2018-03-05", "2018-03-06"])
            await Post(
                "time-entries",
                $$"""{"agent":"AGENT-1","day":"{{day}}","quantity":0.5,"unit":"d","activity":"SI-DOMAINE","domain":"FINANCES"}""",
                201
            );
        var lines = await Send(admin, "GET", "time-entries/bulk/lines?from=2018-03-01&to=2018-03-31&agent=AGENT-1", 200);
        Assert.That(lines.Body.GetProperty("count").GetInt32(), Is.EqualTo(2));

        var change = Change(lines.Text("digest"));
        var preview = await Post("time-entries/bulk/preview", change, 200);
        Assert.That(
            preview.Body.GetProperty("tables").EnumerateArray().SelectMany(table => table.GetProperty("figures").EnumerateArray()).Count(),
            Is.GreaterThan(0)
        );
        await Post("time-entries/bulk/preview", Change("autre"), 412);
        await Post("time-entries/bulk", Change("autre"), 412);
        Assert.That(await Domains(), Is.All.EqualTo("FINANCES"), "so far nothing is written");
        var made = await Post("time-entries/bulk", change, 201);
        Assert.That((made.Location, made.Body.GetProperty("lineCount").GetInt32()), Is.EqualTo((Api + "time-entries/bulk", 2)));
        Assert.That(await Domains(), Is.All.EqualTo("CULTURE"));
        await Post("time-entries/bulk", change, 412);

        var id = made.Body.GetProperty("id").GetInt64();
        Assert.That(
            (await Send(admin, "GET", "time-entries/bulk", 200)).Body.GetProperty("items")[0].GetProperty("id").GetInt64(),
            Is.EqualTo(id)
        );
        await Post($"time-entries/bulk/{id}/undo", null, 204);
        await Post($"time-entries/bulk/{id}/undo", null, 409);
        await Post($"time-entries/bulk/{id + 1}/undo", null, 404);
        Assert.That(await Domains(), Is.All.EqualTo("FINANCES"));

        static string Change(string digest) =>
            $$$"""{"lines":{"from":"2018-03-01","to":"2018-03-31","agent":"AGENT-1"},"set":{"domain":"CULTURE"},"digest":"{{{digest}}}"}""";
        async Task<string?[]> Domains() =>
            [
                .. (await Send(admin, "GET", "time-entries?from=2018-03-01&to=2018-03-31&agent=AGENT-1", 200))
                    .Body.GetProperty("items")
                    .EnumerateArray()
                    .Select(line => line.GetProperty("domain").GetString()),
            ];
    }

    static readonly (string Door, string? Body, string Field)[] Wrong =
    [
        ("GET bilans/1999/chapters", null, "year"),
        ("GET bilans/2147483647/chapters", null, "year"),
        ("GET bilans/0/chapters/synthese", null, "year"),
        ("GET bilans/0.json", null, "year"),
        ("PUT bilans/2015/chapters/synthese", "{}", "text"),
        ("PUT bilans/2015/chapters/synthese", """{"text":5}""", "text"),
        ("PUT bilans/2015/chapters/synthese", """{"text":"a\u0000b"}""", "text"),
        ("PUT bilans/2015/chapters/synthese", """{"text":"{{rien[a,b]}}"}""", "text"),
        ("PUT bilans/2015/chapters/synthese", """{"text":"[lien](javascript:alert(1))"}""", "text"),
        ("PUT bilans/2015/chapters/synthese", $$"""{"text":"{{new string('x', 20_001)}}"}""", "text"),
        ("PUT bilans/2015/chapters/synthese", """{"text":"x","version":0}""", "version"),
        ("PUT bilans/1999/chapters/synthese", """{"text":"x"}""", "year"),
        ("PUT bilans/2147483647/chapters/synthese", """{"text":"x"}""", "year"),
        ("POST bilans/2015/chapters/preview", """{"text":[]}""", "text"),
        ("POST bilans/2015/chapters/preview", """{"text":"a\u0000b"}""", "text"),
        ("POST bilans/2147483647/chapters/preview", """{"text":"x"}""", "year"),
        ("POST bilans/0/chapters/synthese/submit", null, "year"),
        ("POST bilans/2015/chapters/synthese/review", "{}", "isAccepted"),
        ("POST bilans/2015/chapters/synthese/review", """{"isAccepted":"oui"}""", "isAccepted"),
        ("POST bilans/2015/chapters/synthese/review", """{"isAccepted":false}""", "comment"),
        ("POST bilans/0/chapters/synthese/review", """{"isAccepted":true}""", "year"),
        ("POST bilans/0/publish", null, "year"),
        ("PUT members/IVRY", "{}", "name"),
        ("PUT members/IVRY", """{"name":5}""", "name"),
        ("PUT members/IVRY", """{"name":"a\u0007b"}""", "name"),
        ("PUT members/IVRY", $$"""{"name":"{{new string('x', 201)}}"}""", "name"),
        ("PUT members/IVRY", """{"name":"Ivry","startsOn":"2999-01-01"}""", "startsOn"),
        ("PUT members/IVRY", """{"name":"Ivry-sur-Seine bis","startsOn":"0001-01-01"}""", "startsOn"),
        ("PUT members/IVRY", """{"name":"Ivry","code":"ARCUEIL"}""", "code"),
        ("POST members/IVRY/preview", """{"name":""}""", "name"),
        ("POST members/IVRY/preview", """{"name":"Ivry","startsOn":"2017-02-30"}""", "startsOn"),
        ("POST members/IVRY/aliases", """{"label":"  "}""", "label"),
        ("POST members/IVRY/aliases", """{"label":"Arcueil"}""", "label"),
        ("POST members/IVRY/close", "{}", "closedOn"),
        ("POST members/IVRY/successors", """{"into":["ARCUEIL"]}""", "startsOn"),
        ("POST members/IVRY/successors", """{"startsOn":"1999-12-31","into":["ARCUEIL"]}""", "startsOn"),
        ("POST members/IVRY/successors", """{"startsOn":"2999-12-31","into":["ARCUEIL"]}""", "startsOn"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01"}""", "into"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":null}""", "into"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":[null]}""", "into[0]"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":["IVRY"]}""", "into"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":["'; DROP TABLE Members; --"]}""", "into"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":["ARCUEIL"],"with":null}""", "with"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":["ARCUEIL"],"with":[null]}""", "with[0]"),
        ("POST members/IVRY/successors", """{"startsOn":"2018-01-01","into":["ARCUEIL","GENTILLY"],"with":["VITRY"]}""", "with"),
        ("POST members/IVRY/successors/preview", """{"startsOn":"2018-01-01","into":["NULLE-PART"]}""", "into"),
        ("POST agents/AGENT-1/postings", """{"team":"SI","dayMinutes":420}""", "from"),
        ("POST agents/AGENT-1/postings", """{"from":"2020-01-01","team":"NULLE-PART","dayMinutes":420}""", "team"),
        ("POST agents/AGENT-1/postings", """{"from":"2020-01-01","team":"SI","dayMinutes":5}""", "dayMinutes"),
        ("GET time-entries/bulk/lines", null, "from"),
        ("GET time-entries/bulk/lines?from=hier&to=2018-01-01", null, "from"),
        ("GET time-entries/bulk/lines?from=2018-01-02&to=2018-01-01", null, "to"),
        ("GET time-entries/bulk/lines?from=2018-01-01&to=2018-01-02&agent=PERSONNE", null, "agent"),
        ("GET time-entries/bulk/lines?from=2018-01-01&to=2018-01-02&source=rumeur", null, "source"),
        ("POST time-entries/bulk", "{}", "digest"),
        ("POST time-entries/bulk", """{"lines":null,"set":{"domain":"CULTURE"},"digest":"x"}""", "lines"),
        ("POST time-entries/bulk", """{"lines":{"from":"2018-01-01","to":"2018-01-02"},"set":null,"digest":"x"}""", "set"),
        ("POST time-entries/bulk", """{"lines":{"from":"2018-01-01","to":"2018-01-02"},"set":{},"digest":"x"}""", "set"),
        (
            "POST time-entries/bulk",
            """{"lines":{"from":"2018-01-01","to":"2018-01-02"},"set":{"activity":" "},"digest":"x"}""",
            "set.activity"
        ),
        (
            "POST time-entries/bulk",
            """{"lines":{"from":"2018-01-01","to":"2018-01-02"},"set":{"agent":"AGENT-1"},"digest":"x"}""",
            "set.agent"
        ),
        ("POST tables", """{"title":"x","definition":null}""", "definition"),
        ("POST time-entries/bulk/preview", """{"lines":{"from":"2018-01-01"},"set":{"domain":"CULTURE"},"digest":"x"}""", "to"),
        (
            "POST time-entries/bulk/preview",
            """{"lines":{"from":"2018-01-01","to":"2018-01-02","note":"a\u0000"},"set":{"domain":"CULTURE"},"digest":"x"}""",
            "note"
        ),
    ];

    [Test]
    public async Task What_is_wrong_is_refused_naming_the_field_and_changes_nothing()
    {
        var before = await State();
        using (Assert.EnterMultipleScope())
            foreach (var (door, body, field) in Wrong)
            {
                var (method, path) = Split(door);
                var answer = await Ask(admin, method, path, body, path.StartsWith("bilans", StringComparison.Ordinal) ? "\"0\"" : "\"1\"");
                var text = await answer.Content.ReadAsStringAsync();
                var what = $"{door} {body?[..Math.Min(body.Length, 100)]} {(int)answer.StatusCode} {text}";
                Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity), what);
                Assert.That(text, Does.Contain($"\"{field}\":["), what);
            }
        Assert.That(await State(), Is.EqualTo(before));

        async Task<string> State() =>
            string.Concat(
                await Task.WhenAll(
                    (
                        (string[])["bilans/2015/chapters", "members?q=IVRY&includeClosed=true", "agents?q=AGENT-1", "time-entries/bulk"]
                    ).Select(path => admin.GetStringAsync(Api + path))
                )
            );
    }

    static readonly string[] Everyones =
    [
        "POST tokens",
        "DELETE tokens/{id}",
        "POST tickets",
        "POST tickets/{number}/close",
        "POST tickets/{number}/reopen",
        "POST tickets/{number}/follow-ups",
        "POST tickets/{number}/messages",
        "POST tickets/{number}/satisfaction",
        "POST attachments",
        "POST attachments/{id}/thumbnail",
        "POST tickets/{number}/attachments",
        "POST tickets/{number}/observers",
        "DELETE tickets/{number}/observers/{personId}",
        "POST views",
        "PUT views/{id}",
        "DELETE views/{id}",
        "POST views/{id}/pin",
        "POST views/{id}/unpin",
        "POST notices/read",
        "POST notices/choices",
    ];

    static readonly string[] OfReaders =
    [
        .. Everyones,
        "POST tables",
        "PUT tables/{id}",
        "DELETE tables/{id}",
        "POST report-schedules",
        "PUT report-schedules/{id}",
        "DELETE report-schedules/{id}",
        "POST report-messages/{id}/resend",
        .. ((string[])["pause", "resume", "leave", "send-now"]).Select(step => $"POST report-schedules/{{id}}/{step}"),
    ];

    static readonly string[] OfContacts = [.. OfReaders, "POST disputes", "POST disputes/{id}/reopen", "POST disputes/{id}/seen"];

    static readonly string[] OfStaff =
    [
        .. OfReaders,
        "POST time-entries/batch",
        "POST time-entries/{id}/restore",
        "POST absences/{id}/restore",
        "PUT tickets/{number}",
        .. ((string[])["time-entries", "interventions", "hotline-shifts", "training-sessions"]).SelectMany(list =>
            (string[])[$"POST {list}", $"PUT {list}/{{id}}", $"DELETE {list}/{{id}}"]
        ),
        .. ((string[])["take-charge", "plan", "hold", "resolve"]).Select(step => $"POST tickets/{{number}}/{step}"),
        "PATCH tickets/{number}",
        .. (
            (string[])["tasks", "tasks/{task}/done", "tasks/{task}/unplan", "tasks/{task}/restore", "links", "merge", "unmerge", "split"]
        ).Select(part => $"POST tickets/{{number}}/{part}"),
        "DELETE tickets/{number}/links/{kind}/{ticket}",
        "PUT tickets/{number}/tasks/{task}",
        "DELETE tickets/{number}/tasks/{task}",
        .. ((string[])["assign", "escalate", "affected"]).Select(step => $"POST tickets/{{number}}/{step}"),
        "DELETE tickets/{number}/attachments/{attachment}",
        "POST tickets/bulk",
        "POST tickets/{number}/macros/{id}",
        .. ((string[])["canned-answers", "templates", "macros", "absences"]).SelectMany(list =>
            (string[])[$"POST {list}", $"PUT {list}/{{id}}", $"DELETE {list}/{{id}}"]
        ),
        "POST absences/{id}/approve",
        "POST absences/{id}/refuse",
        "POST people",
        "PUT people/{id}",
        "POST people/{id}/merge",
        "POST people/{id}/apart",
        "POST mail/inbox/{id}/decision",
        "POST weeks/approve",
        .. (
            (string[])
                [
                    "submit",
                    "recall",
                    "approve",
                    "return",
                    "copy",
                    "rows",
                    "templates",
                    "proposals/confirm",
                    "proposals/refuse",
                    "corrections",
                ]
        ).Select(step => $"POST weeks/{{agent}}/{{week}}/{step}"),
        "POST corrections/{id}/accept",
        "POST corrections/{id}/refuse",
        "DELETE weeks/{agent}/{week}/templates",
        "PUT weeks/{agent}/{week}/cells",
        "DELETE weeks/{agent}/{week}/rows",
        "POST timers",
        "POST timers/stop",
        "DELETE timers",
    ];

    static readonly string[] OfLeaders =
    [
        .. OfStaff,
        "PUT bilans/{year}/chapters/{code}",
        "POST bilans/{year}/chapters/preview",
        "POST bilans/{year}/chapters/{code}/submit",
    ];

    // They read their bodies, which are no JSON of ours, before they ask who sends them.
    static readonly string[] OfFiles = ["POST imports", "POST reconciliations"];

    [Test]
    public async Task Every_door_that_changes_something_is_shut_to_all_roles_but_its_own()
    {
        var doors = (
            from path in (await admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name != "get" && !path.Name.Contains("/session", StringComparison.Ordinal)
            select $"{operation.Name.ToUpperInvariant()} {path.Name[Api.Length..]}"
        )
            .Except(OfFiles)
            .ToList();
        await Task.WhenAll(Opens(requester, Everyones), Opens(contact, OfContacts), Opens(technician, OfStaff), Opens(leader, OfLeaders));

        async Task Opens(HttpClient client, string[] own)
        {
            var open = new List<string>();
            foreach (var door in doors)
            {
                var (method, path) = Split(Regex.Replace(door, @"\{(year|period)\}", "2015").Replace("{code}", "RIEN"));
                var answer = await Ask(client, method, Regex.Replace(path, @"\{\w+\}", "999999"), "{}", "\"0\"");
                if (answer.StatusCode != HttpStatusCode.Forbidden)
                    open.Add(door);
                Assert.That((int)answer.StatusCode, Is.LessThan(500), door);
            }
            Assert.That(open, Is.EquivalentTo(own), $"open beyond its own: {string.Join(", ", open.Except(own))}");
        }
    }

    [TestCase("bilans/2017/chapters", 403, 200, 200)]
    [TestCase("bilans/2017/chapters/synthese", 403, 200, 200)]
    [TestCase("bilans/2017.json", 403, 200, 200)]
    [TestCase("agents", 403, 403, 200)]
    [TestCase("time-entries/bulk", 403, 403, 403)]
    [TestCase("time-entries/bulk/lines?from=2018-01-01&to=2018-01-02", 403, 403, 403)]
    public async Task What_is_read_there_is_for_some_only(string path, int ofRequester, int ofContact, int ofTechnician)
    {
        await Send(requester, "GET", path, ofRequester);
        await Send(contact, "GET", path, ofContact);
        await Send(technician, "GET", path, ofTechnician);
        await Send(admin, "GET", path, 200);
    }

    static (string Method, string Path) Split(string door) =>
        (door.Split(' ')[0], door[(door.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    Task<Answer> Post(string path, string? body, int status) => Send(admin, "POST", path, status, body);

    static async Task<Answer> Send(HttpClient client, string method, string path, int status, string? body = null, string? version = null)
    {
        var answer = await Ask(client, method, path, body, version);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"{method} {path} {text}");
        return new(
            answer.Headers.ETag?.Tag,
            answer.Headers.Location?.ToString(),
            text.Length > 0 ? JsonDocument.Parse(text).RootElement : default
        );
    }

    static Task<HttpResponseMessage> Ask(HttpClient client, string method, string path, string? body, string? version)
    {
        var request = new HttpRequestMessage(new(method), Api + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        return client.SendAsync(request);
    }

    sealed record Answer(string? Tag, string? Location, JsonElement Body)
    {
        public string Text(string field) => Body.GetProperty(field).GetString()!;

        public long Version
        {
            get
            {
                var version = Body.GetProperty("version").GetInt64();
                Assert.That(Tag, Is.EqualTo($"\"{version}\""));
                return version;
            }
        }
    }
}
