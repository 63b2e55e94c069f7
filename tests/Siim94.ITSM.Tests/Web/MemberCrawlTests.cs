using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ExcelDataReader;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.MemberYears;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// The demo years as the people of each member see them: the report's figures restricted to them, cell by cell, and nothing of anybody
/// else, wherever they look.
/// </summary>
sealed class MemberCrawlTests
{
    static readonly int[] Years = [2015, 2016, 2017];
    static readonly string[] Measured =
    [
        "days",
        "allocated-days",
        "tickets-opened",
        "tickets-resolved",
        "visits",
        "travel-hours",
        "people-trained",
    ];

    /// <param name="Scope">Codes of the member and of the entities attached to it.</param>
    sealed record Contact(ReferentialLine Member, UserIdentity User, string[] Scope)
    {
        /// <summary>Number in the directory of somebody of the member.</summary>
        public long Person { get; init; }
    }

    TestApp app = null!;
    ProductProcess product = null!;
    List<ReferentialLine> members = [];
    readonly List<Contact> contacts = [];
    HashSet<string> agents = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader of workbooks asks for 1252
        app = await TestApp.StartWithDemo();
        members = [.. (await app.Send(new ListReferential { Referential = "member" })).Items];
        agents =
        [
            .. (await app.Send(new ListReferential { Referential = "agent" })).Items.SelectMany(agent => new[] { agent.Code, agent.Name }),
        ];
        foreach (var member in members.Where(member => member.Parent is null && member.Kind is not (Member.Internal or Member.Multiple)))
            contacts.Add(
                new(
                    member,
                    await app.AUser(Role.MemberContact, member: member.Code),
                    [.. members.Where(m => m.Code == member.Code || m.Parent == member.Code).Select(m => m.Code)]
                )
                {
                    Person = (await app.Send(new AddPerson { Name = $"Claude {member.Name}", Member = member.Code })).Id,
                }
            );
        foreach (var contact in contacts)
            await app.SendAs(
                contact.User,
                new OpenDispute
                {
                    Subject = "Jours",
                    Address = $"/adherent/{contact.Member.Code}/2017",
                    Reason = contact.Member.Code,
                }
            );
        product = await ProductProcess.Start(app.Database);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (product is not null)
            await product.DisposeAsync();
        await app.DisposeAsync();
    }

    static Task<Report> ByGroup(TestApp app, string measure, int year) =>
        app.Send(
            new GetPivot
            {
                Definition = new()
                {
                    Measures = [measure],
                    Rows = ["member-group"],
                    Columns = "year",
                },
                From = $"{year}",
                To = $"{year}",
            }
        );

    [Test]
    public async Task A_members_year_is_the_report_restricted_to_it_and_its_median_the_plain_one()
    {
        Assert.That(contacts, Has.Count.GreaterThan(10));
        var figures = new Dictionary<(string Measure, int Year, string Member), decimal>();
        foreach (var measure in Measured)
        foreach (var year in Years.Prepend(2014))
        foreach (var row in (await ByGroup(app, measure, year)).Rows)
            if (row.Cells[0].Value is { } value)
                figures[(measure, year, row.Key)] = value;
        var medians = 0;
        foreach (var contact in contacts)
        foreach (var year in Years)
        {
            var seen = await app.SendAs(contact.User, new GetMemberYear(contact.Member.Code, year));
            List<string> peers = [.. members.Where(m => m.Parent is null && m.Kind == contact.Member.Kind).Select(m => m.Code)];
            Assert.That(seen.PeerCount, Is.EqualTo(peers.Count >= 3 ? peers.Count : 0), contact.Member.Code);
            Assert.That(seen.Figures.Columns, Has.Count.EqualTo(peers.Count >= 3 ? 3 : 2), "no median of fewer than three");
            foreach (var measure in Measured)
            {
                var what = $"{contact.Member.Code} {year} {measure}";
                var cells = seen.Figures.Rows.Single(row => row.Key == measure).Cells;
                Assert.That(cells[0].Value, Is.EqualTo(Figure(measure, year - 1, contact.Member.Code)), what);
                Assert.That(cells[1].Value, Is.EqualTo(Figure(measure, year, contact.Member.Code)), what);
                if (peers.Count < 3)
                    continue;
                Assert.That(
                    cells[2].Value,
                    Is.EqualTo(Median([.. peers.Select(peer => Figure(measure, year, peer) ?? 0)])).Within(0.000001m),
                    what
                );
                medians++;
            }
            foreach (var table in seen.Tables)
                Same(
                    table.Report,
                    await app.Send(
                        new GetPivot
                        {
                            Definition = table.Definition,
                            From = table.From,
                            To = table.To,
                        }
                    ),
                    $"{contact.Member.Code} {year} {table.Report.Title}"
                );
        }
        Assert.That(medians, Is.GreaterThan(100));

        decimal? Figure(string measure, int year, string member) =>
            figures.TryGetValue((measure, year, member), out var value) ? value : null;
    }

    static decimal Median(List<decimal> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    [Test]
    public async Task Every_table_of_the_report_is_the_managers_restricted_to_the_member()
    {
        foreach (var table in BuiltInTables.OfLines.Where(table => !PivotTables.NamesAgents(table)))
        {
            var definition = PivotDefinition.Of(table);
            var all = definition.Rows.Contains("member")
                ? await app.Send(
                    new GetReport
                    {
                        Id = table.Id,
                        From = 2016,
                        To = 2017,
                    }
                )
                : null;
            foreach (var contact in contacts)
            {
                var seen = await app.SendAs(
                    contact.User,
                    new GetReport
                    {
                        Id = table.Id,
                        From = 2016,
                        To = 2017,
                    }
                );
                var what = $"{table.Id} {contact.Member.Code}";
                if (all is not null)
                {
                    var theirs = all
                        .Rows.Where(row => contact.Scope.Contains(row.Key))
                        .ToDictionary(row => row.Key, row => row.Cells.Select(cell => cell.Value));
                    Assert.That(seen.Rows.Select(row => row.Key), Is.EquivalentTo(theirs.Keys), what);
                    foreach (var row in seen.Rows)
                        Assert.That(
                            row.Cells.Where((_, i) => !IsShare(seen, i)).Select(cell => cell.Value),
                            Is.EqualTo(theirs[row.Key].Where((_, i) => !IsShare(seen, i))),
                            what
                        );
                    continue;
                }
                var filters = new Dictionary<string, IReadOnlyList<string>>(definition.Filters) { ["member"] = contact.Scope };
                var restricted = await app.Send(
                    new GetPivot
                    {
                        Definition = definition with { Filters = filters },
                        From = table.ColumnAxis is Axis.Year ? "2016" : "2017",
                        To = "2017",
                    }
                );
                // Sessions are of no one member: their people are.
                var isOfMember = seen
                    .Columns.Select(column => !column.Key.EndsWith("days", StringComparison.Ordinal) || table.Id != "support-training")
                    .ToList();
                foreach (var row in restricted.Rows)
                foreach (
                    var (index, column) in restricted
                        .Columns.Index()
                        .Where(column => column.Item.Key.Split('.')[0].Length == 4 && isOfMember.ElementAtOrDefault(column.Index))
                )
                    Assert.That(
                        seen.Rows.FirstOrDefault(r => r.Key == row.Key)?.Cells[index].Value,
                        Is.EqualTo(row.Cells[index].Value),
                        $"{what} {row.Key} {column.Key}"
                    );
                Assert.That(seen.Rows.Select(row => row.Key), Is.SubsetOf(restricted.Rows.Select(row => row.Key)), what);
            }
        }

        static bool IsShare(Report report, int column) => report.Columns[column].Key.EndsWith(".share", StringComparison.Ordinal);
    }

    static void Same(Report seen, Report all, string what)
    {
        Assert.That(
            seen.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value)))),
            Is.EqualTo(all.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value))))),
            what
        );
        Assert.That(seen.Totals.Select(total => total.Value), Is.EqualTo(all.Totals.Select(total => total.Value)), what);
    }

    [Test]
    public async Task Nothing_that_the_people_of_a_member_can_read_is_of_another_member()
    {
        var shared = await Shared();
        foreach (var contact in contacts)
        {
            var tables = (await app.SendAs(contact.User, new ListReports())).Items.Select(table => table.Id).ToList();
            using var client = product.Anonymous();
            client.Timeout = TimeSpan.FromMinutes(2);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                (await app.SendAs(contact.User, new CreateToken { Name = "crawl" })).Token
            );
            var code = contact.Member.Code;
            HashSet<string> others =
            [
                .. members
                    .Where(m => !contact.Scope.Contains(m.Code) && m.Kind is not (Member.Internal or Member.Multiple))
                    .SelectMany(m => new[] { m.Code, m.Name }),
            ];
            HashSet<string> nobody = [.. others, .. agents];

            string[] withAgents =
            [
                "/tickets?limit=500",
                "/tickets?limit=500&sort=member,-priority&updatedSince=2017-12-01",
                "/views/planned/tickets?limit=500",
                "/views/new-since-yesterday/tickets",
                "/interventions?limit=500",
                "/training-sessions?limit=500",
            ];
            string[] json =
            [
                "/session",
                "/members",
                "/sites?limit=500",
                "/categories?limit=500",
                "/groups?limit=500",
                "/people?limit=500",
                "/people?q=Claude&limit=500",
                "/time-entries?limit=500",
                "/reports",
                "/disputes",
                "/disputes/counts",
                "/notices?limit=500",
                "/notices/count",
                "/notices/choices",
                "/tables",
                "/rollups",
                "/views",
                "/views/counts",
                "/templates",
                "/pivot/axes/member",
                "/pivot/axes/member-group",
                "/pivot/axes/site",
                "/pivot/axes/key-figure",
                $"/members/{code}/years/2017",
                "/pivot?measures=days&rows=member,activity&columns=year&from=2014&to=2017",
                "/pivot/lines?measures=days&rows=member&columns=year&from=2017&to=2017&limit=500",
                "/pivot/lines?measures=days-with-allocation&rows=member&columns=year&from=2017&to=2017&limit=500",
                "/pivot?measures=visits&rows=site&columns=year&blanks=true&from=2016&to=2017",
                .. Measured.Select(measure => $"/pivot?measures={measure}&rows=member&columns=month&from=2017&to=2017"),
                .. tables.Select(id => $"/reports/{id}?from=2016&to=2017"),
                "/reports/days-member-department/lines?from=2017&to=2017&limit=500",
                "/reports/si-general/lines?from=2017&to=2017&limit=500",
            ];
            foreach (var address in withAgents)
                Clean(await Json(client, address), others, $"{code} {address}");
            foreach (var address in json)
                Clean(await Json(client, address), nobody, $"{code} {address}");
            foreach (
                var address in new[]
                {
                    "/reports/hotline-member.csv?from=2016&to=2017",
                    "/reports/days-member-department/lines.csv?from=2017&to=2017",
                    "/pivot.csv?measures=days&rows=member&columns=year&from=2014&to=2017",
                    "/pivot/lines.csv?measures=visits&rows=member&columns=year&from=2017&to=2017",
                    "/tickets.csv?assignee=none",
                }
            )
                Clean((await Text(client, address)).Split('\n', ';', '\r').Select(field => field.Trim('"')), nobody, $"{code} {address}");
            foreach (var address in new[] { "/interventions.csv", "/training-sessions.csv", "/people.csv", "/members.csv", "/sites.csv" })
                Clean((await Text(client, address)).Split('\n', ';', '\r').Select(field => field.Trim('"')), others, $"{code} {address}");
            Clean(Cells(await client.GetByteArrayAsync("/api/v1/interventions.xlsx")), others, $"{code} interventions.xlsx");
            foreach (
                var address in new[]
                {
                    $"/members/{code}/years/2017.xlsx",
                    "/bilans/2017.xlsx",
                    "/reports/days-member-department.xlsx?from=2017&to=2017",
                    "/tickets.xlsx?assignee=none",
                    "/pivot/lines.xlsx?measures=tickets-opened&rows=member&columns=year&from=2017&to=2017",
                }
            )
                Clean(Cells(await client.GetByteArrayAsync($"/api/v1{address}")), nobody, $"{code} {address}");

            await SameIds(client, "/people?", "SELECT p.Id FROM People p WHERE p.MemberId IN @Ids", "id", contact);
            var asked = await app.Send(
                new OpenTicket
                {
                    Title = "Panne",
                    Member = code,
                    RequesterId = contact.Person,
                    Observers = [.. contacts.Select(other => other.Person)],
                }
            );
            Clean(
                await Json(client, $"/tickets/{asked.Number}"),
                [.. contacts.Where(other => other != contact).Select(other => $"Claude {other.Member.Name}")],
                code
            );
            Assert.That(
                (await app.SendAs(contact.User, new GetTicket(asked.Number))).Observers,
                Is.EqualTo(new[] { contact.Person }),
                "observers of other members are nobody's business"
            );

            Assert.That(
                (await Json(client, "/disputes")).Where(text => members.Any(m => m.Code == text)).Distinct(),
                Is.EqualTo(new[] { code })
            );
            await SameIds(
                client,
                "/tickets?sort=-priority,member",
                "SELECT t.Id FROM Tickets t WHERE t.MemberId IN @Ids",
                "number",
                contact
            );
            await SameIds(client, "/tickets?", "SELECT t.Id FROM Tickets t WHERE t.MemberId IN @Ids", "number", contact);
            await SameIds(
                client,
                "/interventions?from=2017-01-01&to=2017-12-31",
                "SELECT i.Id FROM Interventions i WHERE i.MemberId IN @Ids AND i.WorkedOn BETWEEN @From AND @To",
                "id",
                contact
            );
            await SameIds(
                client,
                "/time-entries?from=2017-03-01&to=2017-03-31",
                "SELECT e.Id FROM TimeEntries e WHERE e.MemberId IN @Ids AND e.WorkedOn BETWEEN @MarchFrom AND @MarchTo",
                "id",
                contact
            );

            var stranger = contacts.First(other => other != contact);
            var theirTicket = await app.Query(db =>
                db.FirstOrDefault<long>(
                    "SELECT MIN(t.Id) FROM Tickets t JOIN Members m ON m.Id = t.MemberId WHERE m.Code = @Code",
                    new { stranger.Member.Code },
                    default
                )
            );
            var theirLine = await app.Query(db =>
                db.FirstOrDefault<long>(
                    "SELECT MIN(e.Id) FROM TimeEntries e JOIN Members m ON m.Id = e.MemberId WHERE m.Code = @Code",
                    new { stranger.Member.Code },
                    default
                )
            );
            foreach (
                var address in new[]
                {
                    $"/members/{stranger.Member.Code}/years/2017",
                    $"/members/{stranger.Member.Code}/years/2017.xlsx",
                    $"/tickets/{theirTicket}",
                    $"/people/{stranger.Person}",
                    $"/time-entries/{theirLine}",
                    $"/lines/time-entry/{theirLine}/figures",
                    $"/disputes/{await DisputeOf(stranger)}",
                }
            )
                Assert.That(
                    (await client.GetAsync($"/api/v1{address}")).StatusCode,
                    Is.EqualTo(HttpStatusCode.NotFound),
                    $"{code} {address}"
                );
            foreach (var (member, id) in shared)
            {
                var isTheirs = member == contact.Member.Code;
                Assert.That((await Json(client, "/tables")).Contains(id), Is.EqualTo(isTheirs), $"{code} {id}");
                foreach (var address in new[] { $"/tables/{id}", $"/reports/{id}", $"/reports/{id}.csv", $"/reports/{id}/lines" })
                    Assert.That(
                        (await client.GetAsync($"/api/v1{address}")).StatusCode,
                        Is.EqualTo(isTheirs ? HttpStatusCode.OK : HttpStatusCode.NotFound),
                        $"{code} {address}"
                    );
            }
            foreach (var address in new[] { "/pivot", "/pivot/lines", "/pivot.csv" })
            {
                var answer = await client.GetAsync(
                    $"/api/v1{address}?measures=days&rows=activity&filter=member:{stranger.Member.Code}&from=2017&to=2017"
                );
                Assert.That(answer.IsSuccessStatusCode, Is.False, $"{code} {address}");
                Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain($"\"{stranger.Member.Name}\""));
            }
            foreach (
                var address in new[]
                {
                    "/costs?year=2017",
                    "/people/duplicates",
                    "/calls/open-incidents",
                    "/calls/guess",
                    "/allocations",
                    "/key-figures",
                    "/agents",
                    "/editions/2017/1",
                    $"/weeks/{agents.First()}/2017-W11",
                    $"/weeks/{agents.First()}/2017-W11/rows",
                    $"/weeks/{agents.First()}/2017-W11/templates",
                    "/timers",
                    "/corrections",
                    "/absences",
                    "/absences.csv",
                    "/absences.xlsx",
                    "/absences.ics",
                    "/hotline-shifts.csv",
                    "/accounts.csv",
                    "/agents.csv",
                    "/agents.xlsx",
                    "/absence-kinds",
                    "/absence-balances",
                    "/absence-balances.csv",
                    "/absence-balances.xlsx",
                    $"/work-patterns?agent={Uri.EscapeDataString(agents.First())}",
                    "/closures",
                    "/coverage?from=2017-01-01&to=2017-12-31",
                    "/reminders",
                    "/reminders/own",
                    "/team-leaders",
                }
            )
                Assert.That((int)(await client.GetAsync($"/api/v1{address}")).StatusCode, Is.AnyOf(403, 404), $"{code} {address}");
        }
    }

    /// <summary>Tables that a manager has shared about members: by a filter, and by a title.</summary>
    async Task<IReadOnlyList<(string Member, string Id)>> Shared()
    {
        var manager = await app.AUser(Role.Manager);
        var shared = new List<(string, string)>();
        foreach (var (index, contact) in contacts.Take(4).Index())
        {
            var isFiltered = index % 2 == 0;
            var filters = new Dictionary<string, IReadOnlyList<string>>();
            if (isFiltered)
                filters["member"] = [contact.Member.Code];
            var table = await app.SendAs(
                manager,
                new SaveTable
                {
                    Title = isFiltered ? $"Tableau {index}" : $"Jours de {contact.Member.Name}",
                    Visibility = index < 2 ? "shared" : "report",
                    Definition = new()
                    {
                        Measures = ["days"],
                        Rows = ["activity"],
                        Columns = "year",
                        Filters = filters,
                    },
                }
            );
            shared.Add((contact.Member.Code, table.Id));
        }
        return shared;
    }

    async Task<long> DisputeOf(Contact contact) => (await app.SendAs(contact.User, new ListDisputes())).Items[0].Id;

    /// <summary>The list of a member's people is what a plain filter on the facts gives.</summary>
    async Task SameIds(HttpClient client, string address, string sql, string property, Contact contact)
    {
        var ids = new List<long>();
        for (string? after = ""; after is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1{address}&limit=500{after}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(property).GetInt64()));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={Uri.EscapeDataString(next)}" : null;
        }
        var scope = await app.Query(db =>
            db.Query<long>("SELECT m.Id FROM Members m WHERE m.Code IN @Codes", new { Codes = contact.Scope }, default)
        );
        var expected = await app.Query(db =>
            db.Query<long>(
                sql,
                new
                {
                    Ids = scope,
                    From = new DateOnly(2017, 1, 1),
                    To = new DateOnly(2017, 12, 31),
                    MarchFrom = new DateOnly(2017, 3, 1),
                    MarchTo = new DateOnly(2017, 3, 31),
                },
                default
            )
        );
        Assert.That(ids.Order(), Is.EqualTo(expected.Order()), $"{contact.Member.Code} {address}");
    }

    static void Clean(IEnumerable<string> texts, HashSet<string> forbidden, string where) =>
        Assert.That(texts.SelectMany(text => text.Split('|')).Where(forbidden.Contains).Distinct(), Is.Empty, where);

    static async Task<string> Text(HttpClient client, string address)
    {
        var answer = await client.GetAsync($"/api/v1{address}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        return await answer.Content.ReadAsStringAsync();
    }

    static async Task<List<string>> Json(HttpClient client, string address)
    {
        using var document = JsonDocument.Parse(await Text(client, address));
        var texts = new List<string>();
        Walk(document.RootElement);
        return texts;

        void Walk(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                        Walk(property.Value);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                        Walk(item);
                    break;
                case JsonValueKind.String:
                    texts.Add(element.GetString()!);
                    break;
            }
        }
    }

    static List<string> Cells(byte[] bytes)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes));
        var texts = new List<string>();
        do
        {
            while (reader.Read())
                texts.AddRange(
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")
                );
        } while (reader.NextResult());
        return texts;
    }
}
