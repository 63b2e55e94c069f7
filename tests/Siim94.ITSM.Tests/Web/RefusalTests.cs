using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Every operation, called wrongly in every way: who calls is judged first, and nothing is the server's fault.</summary>
sealed class RefusalTests
{
    const string Password = "une-phrase-de-passe";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!,
        requester = null!,
        stranger = null!;
    IReadOnlyList<Operation> operations = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        requester = await product.SignUp(admin, "Requester", Password, "ARCUEIL");
        stranger = product.Anonymous();
        operations = Operation.Of(JsonDocument.Parse(await admin.GetStringAsync("/openapi/v1.json")).RootElement);
        Assert.That(operations, Has.Count.GreaterThan(100));
        Assert.That(operations.Count(operation => operation.Properties.Count > 0), Is.GreaterThan(40));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var client in (HttpClient[])[admin, requester, stranger])
            client.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    /// <summary>Bodies that are wrong before anybody looks into them.</summary>
    static readonly (string? Type, byte[]? Body)[] Bodies =
    [
        (null, null),
        ("application/json", "{}"u8.ToArray()),
        ("application/json", "{\"rien"u8.ToArray()),
        ("application/json", [0xFF, 0xFE, 0x00]),
        ("application/json", "{\"title\":\"\xC3\""u8.ToArray()),
        ("application/json", Encoding.UTF8.GetBytes(new string('[', 5000))),
        ("application/json", "{\"a\":1,\"a\":1e999}"u8.ToArray()),
        ("application/json", "null"u8.ToArray()),
        ("application/json", "5"u8.ToArray()),
        ("application/json", "[null,{}]"u8.ToArray()),
        ("application/json", []),
        ("application/json; charset=zzz", "{}"u8.ToArray()),
        ("application/json; charset=\"utf-8\"", "{}"u8.ToArray()),
        ("application/json; charset=utf-7", "{}"u8.ToArray()),
        ("application/json; charset=utf-16", "{}"u8.ToArray()),
        ("text/plain", "{}"u8.ToArray()),
        ("multipart/form-data", "{}"u8.ToArray()),
        ("n'importe quoi", "{}"u8.ToArray()),
        (null, "{}"u8.ToArray()),
    ];

    static readonly (string Name, string Value)[] Headers =
    [
        ("If-Match", "x"),
        ("If-Match", "*"),
        ("If-Match", "\"\""),
        ("If-Match", "\"1\", \"2\""),
        ("If-Match", "\"99999999999999999999\""),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", new string('k', 201)),
        ("Accept", "text/xml"),
        ("Accept-Language", "zz;q=x"),
        ("Authorization", "Basic eDp5"),
        ("Authorization", "Bearer itsm_0"),
    ];

    [Test]
    public async Task A_stranger_is_told_to_sign_in_whatever_is_wrong_besides()
    {
        var failures = new List<string>();
        foreach (var operation in operations.Where(operation => !operation.IsForStrangers))
        {
            foreach (var (type, body) in Bodies)
                await Expect(stranger, operation, failures, status => status == 401, type, body);
            foreach (var parameter in operation.QueryParameters.Append("sansSens"))
                await Expect(stranger, operation, failures, status => status == 401, query: $"?{parameter}=zzz");
        }
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Who_may_not_is_told_so_whatever_is_wrong_besides()
    {
        var (failures, refused) = (new List<string>(), 0);
        foreach (var operation in operations.Where(operation => !operation.IsForStrangers))
        {
            using var plain = await Send(requester, operation, "application/json", "{}"u8.ToArray());
            if (plain.StatusCode != HttpStatusCode.Forbidden)
                continue;
            refused++;
            foreach (var (type, body) in Bodies)
                await Expect(requester, operation, failures, status => status == 403, type, body);
            foreach (var parameter in operation.QueryParameters.Append("sansSens"))
                await Expect(requester, operation, failures, status => status == 403, query: $"?{parameter}=zzz");
            foreach (var header in Headers.Take(7))
                await Expect(requester, operation, failures, status => status == 403, header: header);
        }
        Assert.That(refused, Is.GreaterThan(60));
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task A_parameter_that_an_address_does_not_know_is_refused_and_those_of_its_description_are_not()
    {
        var failures = new List<string>();
        foreach (var operation in operations.Where(operation => !operation.IsForStrangers))
        {
            using var unknown = await Send(admin, operation, "application/json", "{}"u8.ToArray(), "?sansSens=1");
            if (await TypeOf(unknown) != "urn:siim94:request.unknown-parameter" || unknown.StatusCode != HttpStatusCode.BadRequest)
                failures.Add($"{operation.Method} {operation.Path}: {unknown.StatusCode}");
            foreach (var parameter in operation.QueryParameters)
            {
                using var known = await Send(admin, operation, "application/json", "{}"u8.ToArray(), $"?{parameter}=zzz");
                if (await TypeOf(known) == "urn:siim94:request.unknown-parameter")
                    failures.Add($"{operation.Method} {operation.Path}?{parameter}");
            }
        }
        Assert.That(failures, Is.Empty);
    }

    [TestCase("time-entries?form=2017-01-01", "form", "Ce paramètre n'existe pas. Vouliez-vous dire « from » ?")]
    [TestCase("time-entries?from=2017-01-01&subactivty=x", "subactivty", "Ce paramètre n'existe pas. Vouliez-vous dire « subActivity » ?")]
    [TestCase("reports?year=2017", "year", "Cette adresse ne prend aucun paramètre.")]
    [TestCase("reports/si-general?an=2017", "an", "Ce paramètre n'existe pas. Les paramètres : from, to, names.")]
    [TestCase(
        "pivot?measures=days&rows=member&filters=member:IVRY",
        "filters",
        "Ce paramètre n'existe pas. Vouliez-vous dire « filter » ?"
    )]
    [TestCase("coverage?from=05/06/2026", "from", "Cette valeur n'a pas la forme attendue.")]
    [TestCase("time-entries?from=3.5&to=2017-01-02", "from", "Cette valeur n'a pas la forme attendue.")]
    [TestCase("late-entries?writtenFrom=1,2", "writtenFrom", "Cette valeur n'a pas la forme attendue.")]
    [TestCase("late-entries?writtenFrom=2017-01-01T00:00:00Z&from=", null, null)]
    [TestCase("session?", null, null)]
    [TestCase("time-entries?FROM=2017-01-01&To=2017-01-02", null, null)]
    public async Task A_mistyped_parameter_is_told_the_one_that_was_meant(string address, string? parameter, string? message)
    {
        using var answer = await admin.GetAsync($"/api/v1/{address}");
        Assert.That(answer.StatusCode, Is.EqualTo(parameter is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
        if (parameter is null)
            return;
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.That(problem.GetProperty("errors").GetProperty(parameter)[0].GetString(), Is.EqualTo(message));
    }

    static async Task<string?> TypeOf(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("type").GetString()
            : null;

    [Test]
    public async Task A_body_that_cannot_be_read_is_the_callers_fault()
    {
        var failures = new List<string>();
        foreach (var operation in operations)
        foreach (var (type, body) in Bodies)
            await Expect(admin, operation, failures, IsNoFault, type, body);
        Assert.That(failures, Is.Empty);
    }

    static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "1e400",
        "99999999999999999999",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"2017-13-45\"",
        "\"9999-12-31\"",
        "[null]",
        "[null,null]",
        "{}",
    ];

    [Test]
    public async Task A_value_that_fits_nowhere_is_the_callers_fault()
    {
        var failures = new List<string>();
        foreach (var operation in operations)
        foreach (var property in operation.Properties)
        foreach (var value in Values)
            await Expect(
                admin,
                operation,
                failures,
                IsNoFault,
                "application/json",
                Encoding.UTF8.GetBytes($"{{\"{property}\":{value}}}"),
                header: ("If-Match", "\"1\"")
            );
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task An_address_that_means_nothing_is_the_callers_fault()
    {
        var failures = new List<string>();
        string[] values = ["zzz", "-1", "0", "99999999999999999999", "2147483648", "%00", "%ED%A0%80", "%zz", "%F0%9F%98%80", "9999-12-31"];
        foreach (var operation in operations.Where(operation => operation.Method == "GET"))
        foreach (var parameter in operation.QueryParameters)
        foreach (var value in values)
            await Expect(admin, operation, failures, IsNoFault, query: $"?{parameter}={value}");
        // %00 in a path does not get past the server itself, which answers 400 without a word.
        foreach (var operation in operations.Where(operation => operation.PathParameters > 0))
        foreach (var value in values.Where(value => value != "%00"))
            await Expect(admin, operation with { Value = value }, failures, IsNoFault, "application/json", "{}"u8.ToArray());
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task A_header_that_means_nothing_is_the_callers_fault()
    {
        var failures = new List<string>();
        foreach (var operation in operations)
        foreach (var header in Headers)
            await Expect(admin, operation, failures, IsNoFault, "application/json", "{}"u8.ToArray(), header: header);
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Another_method_is_told_which_there_are_and_head_is_answered_as_get()
    {
        foreach (var path in operations.Select(operation => operation.Path).Distinct())
        {
            var methods = operations.Where(operation => operation.Path == path).Select(operation => operation.Method).ToHashSet();
            var unknown = new[] { "PATCH", "PUT", "DELETE" }.First(method => !methods.Contains(method));
            using var refused = await Send(admin, new(unknown, path, [], []), null, null);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), path);
            Assert.That(refused.Content.Headers.Allow, Is.SupersetOf(methods), path);
            if (!methods.Contains("GET"))
                continue;
            using var get = await Send(admin, new("GET", path, [], []), null, null);
            using var head = await Send(admin, new("HEAD", path, [], []), null, null);
            Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode), path);
            Assert.That(head.Content.Headers.ContentType, Is.EqualTo(get.Content.Headers.ContentType), path);
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty, path);
        }
    }

    [TestCase("/", 200)]
    [TestCase("/health", 200)]
    [TestCase("/health/live", 200)]
    [TestCase("/health/ready", 200)]
    [TestCase("/openapi/v1.json", 200)]
    [TestCase("/app.css", 200)]
    [TestCase("/tickets", 200)]
    [TestCase("/introuvable/ou-presque", 404)]
    public async Task Head_is_answered_as_get_outside_the_api_too(string path, int status)
    {
        using var get = await admin.GetAsync(path);
        using var head = await admin.SendAsync(new(HttpMethod.Head, path));
        Assert.That(((int)get.StatusCode, (int)head.StatusCode), Is.EqualTo((status, status)));
        Assert.That(head.Content.Headers.ContentType?.MediaType, Is.EqualTo(get.Content.Headers.ContentType?.MediaType).And.Not.Null);
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task An_unknown_page_says_so_in_place()
    {
        using var answer = await stranger.GetAsync("/nulle/part?a=b");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("<h1").And.Contain("introuvable").IgnoreCase);
    }

    [TestCase("/nulle-part")]
    [TestCase("/nulle/part.css")]
    [TestCase("/tickets/abc")]
    [TestCase("/api/v1/nulle-part")]
    [TestCase("/api/v1/nulle/part")]
    [TestCase("/api/v1/tickets/abc")]
    [TestCase("/api/v1/reports/x/y/z")]
    [TestCase("/openapi/v2")]
    [TestCase("/_framework/nulle-part.js")]
    public async Task An_address_that_leads_nowhere_is_not_found_by_any_method(string path)
    {
        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
        foreach (var client in (HttpClient[])[admin, stranger])
        {
            using var answer = await client.SendAsync(new(new(method), path));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), method);
            Assert.That(answer.Content.Headers.Allow, Is.Empty, method);
            if (path.StartsWith("/api", StringComparison.Ordinal))
                Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), method);
        }
    }

    [TestCase("/tickets", "GET, HEAD, POST")]
    [TestCase("/tickets/12", "GET, HEAD, POST")]
    [TestCase("/app.css", "GET, HEAD")]
    [TestCase("/health", "GET, HEAD")]
    [TestCase("/openapi/v1.json", "GET, HEAD")]
    [TestCase("/deconnexion", "POST, GET, HEAD")]
    [TestCase("/api/v1/tickets", "GET, HEAD, POST")]
    public async Task An_address_says_which_methods_it_has(string path, string methods)
    {
        foreach (var method in (string[])["DELETE", "PATCH", "OPTIONS"])
        {
            using var answer = await stranger.SendAsync(new(new(method), path));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), method);
            Assert.That(answer.Content.Headers.Allow, Is.SubsetOf(methods.Split(", ")).And.Not.Empty, method);
        }
    }

    [TestCase(3, false)]
    [TestCase(12, false)]
    [TestCase(12, true)]
    [TestCase(40, false)]
    public async Task A_form_that_is_too_large_is_said_to_be(int megabytes, bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion")
        {
            Content = new ByteArrayContent([.. "Form.Login="u8, .. Enumerable.Repeat((byte)'x', megabytes << 20)]),
        };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = isChunked;
        using var answer = await stranger.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Not.Empty);
    }

    [TestCase("application/json", false)]
    [TestCase("application/json", true)]
    public async Task A_body_that_is_too_large_gets_an_answer_in_the_end(string type, bool isChunked)
    {
        foreach (var (client, path, status) in new[] { (admin, "tickets", 413), (stranger, "tickets", 401), (stranger, "session", 413) })
        foreach (var megabytes in (int[])[3, 20])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}")
            {
                Content = new ByteArrayContent([.. Enumerable.Repeat((byte)' ', megabytes << 20), .. "{}"u8]),
            };
            request.Content.Headers.ContentType = new(type);
            request.Headers.TransferEncodingChunked = isChunked;
            using var answer = await client.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), path);
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        }
    }

    [TestCase("/tickets?statut=new", "/connexion?retour=%2Ftickets%3Fstatut%3Dnew")]
    [TestCase("/langue?vers=en&retour=%2Ftickets%3Fq%3D%C3%A9t%C3%A9", "/tickets?q=%C3%A9t%C3%A9")]
    [TestCase("/langue?vers=en&retour=%2Flangue%3Fvers%3Dfr", "/")]
    [TestCase("/langue?vers=en&retour=%2F%2Fevil.example", "/")]
    [TestCase("/langue?vers=en&retour=%2Fa%2F..%2F%2Fevil.example", "/")]
    [TestCase("/langue?vers=en&retour=%2F%5Cevil.example", "/")]
    [TestCase("/langue?vers=en&retour=https%3A%2F%2Fevil.example", "/")]
    [TestCase("/langue?vers=en", "/")]
    public async Task A_redirect_stays_on_the_site_and_does_not_name_it(string path, string location)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example";
        request.Headers.Referrer = new("https://evil.example/x");
        using var answer = await stranger.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.GetValues("Location"), Is.EqualTo(new[] { location }));
    }

    [TestCase("/")]
    [TestCase("/tickets")]
    [TestCase("/connexion")]
    [TestCase("/api/v1/tickets")]
    public async Task A_call_that_names_no_host_is_no_fault(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(stranger.BaseAddress!.Host, stranger.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var status = int.Parse((await reader.ReadLineAsync())!.Split(' ')[1]);
        Assert.That(status, Is.LessThan(500));
    }

    static bool IsNoFault(int status) => status < 500;

    async Task Expect(
        HttpClient client,
        Operation operation,
        List<string> failures,
        Func<int, bool> isRight,
        string? type = null,
        byte[]? body = null,
        string query = "",
        (string Name, string Value)? header = null
    )
    {
        using var answer = await Send(client, operation, type, body, query, header);
        var status = (int)answer.StatusCode;
        if (!isRight(status) || (status >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/problem+json"))
            failures.Add(
                $"{operation.Method} {operation.Address}{query} {header} {type} "
                    + (body is null ? null : Encoding.UTF8.GetString(body.Take(60).ToArray()))
                    + $" → {status} {answer.Content.Headers.ContentType}"
            );
    }

    static Task<HttpResponseMessage> Send(
        HttpClient client,
        Operation operation,
        string? type,
        byte[]? body,
        string query = "",
        (string Name, string Value)? header = null
    )
    {
        var request = new HttpRequestMessage(new(operation.Method), new Uri(operation.Address + query, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (type is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        if (header is { } added)
            request.Headers.TryAddWithoutValidation(added.Name, added.Value);
        return client.SendAsync(request);
    }
}
