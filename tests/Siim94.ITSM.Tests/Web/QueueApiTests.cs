using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ExcelDataReader;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Over HTTP: the list of tickets with its filters and orders, views, many tickets at once, what agents keep, files.</summary>
sealed class QueueApiTests
{
    const string Password = "une-phrase-de-passe",
        Api = "/api/v1/";

    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!,
        contact = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader of workbooks asks for 1252
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn(Password);
        contact = await product.SignUp(admin, "MemberContact", Password, "ARCUEIL");
        var tickets = new[] { ("=1+1", "ARCUEIL", "low"), ("Écran", "IVRY", "high"), ("Lent", "IVRY", "medium") };
        foreach (var (title, member, urgency) in tickets)
            await Post(
                "tickets",
                new
                {
                    title,
                    member,
                    urgency,
                    impact = urgency,
                },
                201
            );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin?.Dispose();
        contact?.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    async Task<JsonElement> Post(string address, object body, int status)
    {
        var answer = await admin.PostAsJsonAsync(Api + address, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
        return JsonDocument.Parse(text).RootElement;
    }

    async Task<List<string>> Titles(string address) =>
        [
            .. (await admin.GetFromJsonAsync<JsonElement>(Api + address))
                .GetProperty("items")
                .EnumerateArray()
                .Select(ticket => ticket.GetProperty("title").GetString()!),
        ];

    [TestCase("site")]
    [TestCase("number")]
    public async Task The_page_groups_by_whatever_column_an_address_names(string column)
    {
        using var page = await admin.GetAsync($"/tickets?statut=&groupe={column}");
        var html = await page.Content.ReadAsStringAsync();
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK), html);
        Assert.That(WebUtility.HtmlDecode(html), Does.Contain("Écran"));
    }

    [Test]
    public async Task The_list_takes_filters_and_an_order_and_goes_on_by_its_cursor()
    {
        Assert.That(await Titles("tickets?assignee=none&status=open&sort=-priority"), Is.EqualTo(new[] { "Écran", "Lent", "=1+1" }));
        Assert.That(await Titles("tickets?member=IVRY&priority=medium"), Is.EqualTo(new[] { "Lent" }));
        Assert.That(await Titles("tickets?openedFrom=today&openedTo=today&updatedSince=-1h&status=open"), Has.Count.EqualTo(3));
        var page = await admin.GetFromJsonAsync<JsonElement>($"{Api}tickets?status=open&sort=priority&limit=2");
        var next = Uri.EscapeDataString(page.GetProperty("next").GetString()!);
        Assert.That(await Titles($"tickets?status=open&sort=priority&limit=2&after={next}"), Is.EqualTo(new[] { "Écran" }));
        Assert.That(
            (await admin.GetAsync($"{Api}tickets?sort=-priority&after={next}")).StatusCode,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity)
        );
        Assert.That((await admin.GetAsync($"{Api}tickets?colour=red")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_view_is_saved_listed_counted_and_deleted()
    {
        var view = await Post(
            "views",
            new
            {
                name = "Ivry",
                filter = new { member = "IVRY", status = "open" },
                sort = "title",
            },
            201
        );
        var id = view.GetProperty("id").GetString();
        Assert.That(await Titles($"views/{id}/tickets"), Is.EqualTo(new[] { "Écran", "Lent" }));
        var count = await admin.GetFromJsonAsync<JsonElement>($"{Api}views/{id}/count");
        Assert.That(count.GetProperty("count").GetInt32(), Is.EqualTo(2));
        var views = await admin.GetFromJsonAsync<JsonElement>($"{Api}views");
        Assert.That(views.GetProperty("items").EnumerateArray().Select(each => each.GetProperty("id").GetString()), Has.Member(id));
        Assert.That((await contact.GetAsync($"{Api}views/{id}/tickets")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"{Api}views/{id}");
        Assert.That((int)(await admin.SendAsync(delete)).StatusCode, Is.EqualTo(428));
        using var again = new HttpRequestMessage(HttpMethod.Delete, $"{Api}views/{id}") { Headers = { { "If-Match", "\"1\"" } } };
        Assert.That((await admin.SendAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Many_tickets_are_previewed_and_changed()
    {
        var bulk = new
        {
            filter = new { q = "lent" },
            changes = new { type = "request" },
            preview = true,
        };
        var preview = await Post("tickets/bulk", bulk, 200);
        Assert.That(preview.GetProperty("changed").GetInt32(), Is.EqualTo(1));
        Assert.That(preview.GetProperty("tickets")[0].GetProperty("changes")[0].GetProperty("after").GetString(), Is.EqualTo("request"));
        await Post("tickets/bulk", bulk with { preview = false }, 200);
        var refused = await Post("tickets/bulk", new { tickets = new[] { 1 }, changes = new { application = "?" } }, 422);
        Assert.That(refused.GetProperty("errors").TryGetProperty("changes.application", out _), Is.True, $"{refused}");
    }

    [Test]
    public async Task What_agents_keep_is_made_and_used()
    {
        var answer = await Post("canned-answers", new { name = "Bonjour", text = "Bonjour, n° {{number}}" }, 201);
        var filled = await admin.GetFromJsonAsync<JsonElement>($"{Api}tickets/1/canned-answers/{answer.GetProperty("id")}");
        Assert.That(filled.GetProperty("text").GetString(), Is.EqualTo("Bonjour, n° 1"));
        var macro = await Post("macros", new { name = "Basse", changes = new { urgency = "very-low", message = "Vu" } }, 201);
        var after = await Post($"tickets/1/macros/{macro.GetProperty("id")}", new { }, 200);
        Assert.That(after.GetProperty("urgency").GetString(), Is.EqualTo("very-low"));
        var template = await Post(
            "templates",
            new
            {
                name = "Arrivée",
                fields = new { title = "Arrivée", type = "request" },
                mandatory = new[] { "requester" },
            },
            201
        );
        var id = template.GetProperty("id").GetInt64();
        var asked = await Post("tickets", new { template = id, member = "IVRY" }, 422);
        Assert.That(asked.GetProperty("errors").TryGetProperty("requester", out _), Is.True, $"{asked}");
        var opened = new
        {
            template = id,
            member = "ARCUEIL",
            requester = "Mme Diallo",
        };
        var ticket = await Post("tickets", opened, 201);
        Assert.That((ticket.GetProperty("title").GetString(), ticket.GetProperty("type").GetString()), Is.EqualTo(("Arrivée", "request")));
        var close = new { tickets = new[] { ticket.GetProperty("number").GetInt64() }, changes = new { status = "closed" } };
        await Post("tickets/bulk", close, 200);
        foreach (var list in new[] { "canned-answers", "macros", "templates" })
            Assert.That((await admin.GetFromJsonAsync<JsonElement>(Api + list)).GetProperty("items").GetArrayLength(), Is.EqualTo(1), list);
        Assert.That((await contact.GetAsync($"{Api}macros")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Files_hold_what_is_filtered_with_numbers_and_days_that_are_some()
    {
        var excel = await admin.GetAsync($"{Api}tickets.csv?status=open&sort=number");
        Assert.That(excel.Content.Headers.ContentDisposition?.FileName, Does.StartWith("tickets_"));
        var lines = (await excel.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[1], Does.Match("^1;\"?'=1\\+1\"?;Nouveau;.*;Arcueil;.*;[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2};"));
        var machine = await admin.GetStringAsync($"{Api}tickets.csv?member=IVRY&sort=number&dialect=machine");
        Assert.That(machine, Does.StartWith("number,title,status,priority").And.Contain("2,Écran,new,high").And.Not.Contain("ARCUEIL"));

        var workbook = await admin.GetByteArrayAsync($"{Api}tickets.xlsx?member=IVRY&sort=number");
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(workbook));
        Assert.That(reader.NextResult(), Is.True, "after the sheet that says what it is");
        Assert.That(reader.Read(), Is.True);
        var headings = Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column)).ToList();
        Assert.That(reader.Read(), Is.True);
        Assert.That((reader.GetDouble(0), reader.GetString(1)), Is.EqualTo((2d, "Écran")));
        Assert.That(reader.GetDateTime(headings.IndexOf("Ouvert le")), Is.GreaterThan(new DateTime(2020, 1, 1)));
        Assert.That(reader.Read(), Is.True);
        Assert.That(reader.Read(), Is.False);
        Assert.That((await admin.GetAsync($"{Api}tickets.csv?sort=colour")).StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await contact.GetStringAsync($"{Api}tickets.csv"), Does.Not.Contain("Ivry"));
    }
}
