using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// Every operation of the description, asked by strangers for what is another member's: the desk's addresses, and whichever come after.
/// </summary>
sealed class DeskIsolationTests
{
    // Of the member, wherever words stand; and what staff say of it among themselves.
    const string Theirs = "zorglub",
        AmongStaff = "brouzoufs",
        BeginningOfTheirs = "zorgl",
        BeginningOfStaffs = "brouz";

    TestApp app = null!;
    ProductProcess product = null!;
    UserIdentity hotline,
        contact,
        requester,
        strangerContact,
        strangerRequester;
    IReadOnlyList<Operation> operations = [];
    long ticket,
        message,
        ownTicket,
        person;
    long[] files = [];
    List<string> ids = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        var agent = await app.AnAgent("ASSIST-TECH");
        hotline = await app.AUser(Role.Hotline, agent: agent);
        contact = await app.AUser(Role.MemberContact, "GENTILLY");
        requester = await app.AUser(Role.Requester, "GENTILLY");
        strangerContact = await app.AUser(Role.MemberContact, "ARCUEIL");
        strangerRequester = await app.AUser(Role.Requester, "ARCUEIL");
        await Fill();
        // Whatever number of theirs is taken for one of a ticket, it is theirs.
        for (var number = 0; number < ids.Count * 3; number++)
            await app.ATicket(member: "GENTILLY");
        ownTicket = (await app.ATicket(strangerRequester)).Number;
        product = await ProductProcess.Start(app.Database);
        using var client = await Client(hotline);
        operations = Operation.Of(JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement);
        Assert.That(operations, Has.Count.GreaterThan(150));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (product is not null)
            await product.DisposeAsync();
        await app.DisposeAsync();
    }

    async Task Fill()
    {
        person = (
            await app.Send(
                new AddPerson
                {
                    Name = $"Jean {Theirs}",
                    Member = "GENTILLY",
                    Emails = [$"{Theirs}@gentilly.example"],
                }
            )
        ).Id;
        var opened = await app.SendAs(
            requester,
            new OpenTicket
            {
                Title = $"Panne {Theirs}",
                Description = Theirs,
                Member = "GENTILLY",
            }
        );
        ticket = opened.Number;
        files = [await AFile($"{Theirs}.txt"), await AFile($"{AmongStaff}.txt")];
        message = (
            await app.SendAs(
                hotline,
                new PostMessage
                {
                    Number = ticket,
                    Text = $"Réponse {Theirs}",
                    Attachments = [files[0]],
                }
            )
        ).Id;
        await app.SendAs(
            hotline,
            new PostMessage
            {
                Number = ticket,
                Text = $"Note {AmongStaff}",
                IsInternal = true,
                Attachments = [files[1]],
            }
        );
        await app.SendAs(hotline, new AddObservers { Number = ticket, Observers = [person] });
        await app.SendAs(hotline, new AddAffectedPerson { Number = ticket, PersonId = person });
        await app.SendAs(hotline, new AddTicketTask { Number = ticket, Text = $"Tâche {AmongStaff}" });
        var template = await app.SendAs(
            hotline,
            new AddTicketTemplate
            {
                Name = AmongStaff,
                Fields = new() { Title = AmongStaff },
            }
        );
        var answer = await app.SendAs(hotline, new AddCannedAnswer { Name = AmongStaff, Text = AmongStaff });
        var macro = await app.SendAs(
            hotline,
            new AddMacro
            {
                Name = AmongStaff,
                Changes = new() { Message = AmongStaff },
            }
        );
        var staffView = await app.SendAs(hotline, new SaveView { Name = AmongStaff });
        var view = await app.SendAs(contact, new SaveView { Name = Theirs });
        await app.SendAs(hotline, new ResolveTicket { Number = ticket, Solution = $"Solution {Theirs}" });
        await app.SendAs(
            requester,
            new RateTicket
            {
                Number = ticket,
                Score = 4,
                Comment = $"Merci {Theirs}",
            }
        );
        ids =
        [
            .. new[] { ticket, person, files[0], files[1], template.Id, answer.Id, macro.Id, message }.Select(id =>
                id.ToString(CultureInfo.InvariantCulture)
            ),
            staffView.Id,
            view.Id,
            "GENTILLY",
        ];
        ids = [.. ids.Distinct()];
    }

    async Task<long> AFile(string name) =>
        (await app.SendAs(hotline, new AddAttachment(NewFile.Of(name, Encoding.UTF8.GetBytes($"Contenu {name}"))))).Id;

    async Task<HttpClient> Client(UserIdentity user)
    {
        var client = product.Anonymous();
        var token = (await app.SendAs(user, new CreateToken { Name = $"crawl {Guid.NewGuid():N}" })).Token;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    [Test]
    public async Task Nothing_that_can_be_read_tells_strangers_of_a_member_nor_its_people_of_what_staff_say()
    {
        foreach (var stranger in new[] { strangerContact, strangerRequester })
        {
            var (theirs, amongStaff) = await Telling(stranger);
            Assert.That(theirs, Is.Empty);
            Assert.That(amongStaff, Is.Empty);
        }
        Assert.That((await Telling(requester)).AmongStaff, Is.Empty);
        // What is looked for is there to be found.
        var (ofContact, ofContactAmongStaff) = await Telling(contact);
        Assert.That(ofContactAmongStaff, Is.Empty);
        foreach (
            var address in new[]
            {
                "/tickets",
                "/tickets/{number}",
                "/tickets/{number}/timeline",
                "/tickets/{number}/attachments",
                "/attachments/{id}",
                "/people",
                "/people/{id}",
                "/views",
                "/views/{id}/tickets",
                "/tickets.csv",
            }
        )
            Assert.That(ofContact, Has.Some.StartsWith($"/api/v1{address} "));
        var ofStaff = (await Telling(hotline)).AmongStaff;
        foreach (
            var address in new[] { "/tickets/{number}/timeline", "/tickets/{number}/tasks", "/canned-answers", "/macros", "/templates" }
        )
            Assert.That(ofStaff, Has.Some.StartsWith($"/api/v1{address} "));
    }

    [Test]
    public async Task What_was_said_among_staff_finds_nothing_for_others()
    {
        foreach (
            var (user, word, count) in new[]
            {
                (hotline, BeginningOfStaffs, 1),
                (contact, BeginningOfStaffs, 0),
                (requester, BeginningOfStaffs, 0),
                (contact, BeginningOfTheirs, 1),
                (strangerContact, BeginningOfTheirs, 0),
            }
        )
        {
            using var client = await Client(user);
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tickets?q={word}");
            Assert.That(page.GetProperty("items").GetArrayLength(), Is.EqualTo(count), word);
        }
    }

    /// <summary>Addresses, and what they were asked for, whose answers hold either word.</summary>
    async Task<(List<string> Theirs, List<string> AmongStaff)> Telling(UserIdentity user)
    {
        using var client = await Client(user);
        var (theirs, amongStaff) = (new List<string>(), new List<string>());
        foreach (var operation in operations.Where(operation => operation.Method == "GET"))
        foreach (var address in operation.Addresses(ids))
        foreach (var query in Queries(operation))
        {
            using var answer = await client.GetAsync(address + query);
            Assert.That((int)answer.StatusCode, Is.LessThan(500), address + query);
            var text = await answer.Content.ReadAsStringAsync();
            if (text.Contains(Theirs, StringComparison.OrdinalIgnoreCase))
                theirs.Add($"{operation.Path} {address}{query}");
            if (text.Contains(AmongStaff, StringComparison.OrdinalIgnoreCase))
                amongStaff.Add($"{operation.Path} {address}{query}");
        }
        return (theirs, amongStaff);
    }

    IEnumerable<string> Queries(Operation operation) =>
        operation.QueryParameters.SelectMany(parameter => Sought(parameter).Select(value => $"?{parameter}={value}")).Prepend("");

    IEnumerable<string> Sought(string parameter) =>
        parameter switch
        {
            "q" or "title" => [BeginningOfTheirs, BeginningOfStaffs],
            "member" => ["GENTILLY"],
            "ticket" => [$"{ticket}"],
            "person" or "requester" => [$"{person}"],
            _ => [],
        };

    [Test]
    public async Task Strangers_change_nothing_of_a_member()
    {
        var before = await State();
        var refused = 0;
        foreach (var stranger in new[] { strangerContact, strangerRequester })
        {
            using var client = await Client(stranger);
            foreach (var operation in operations.Where(IsAboutSomething))
            foreach (var address in operation.Addresses(ids))
            {
                using var request = new HttpRequestMessage(new(operation.Method), address)
                {
                    Content = operation.Method == "DELETE" ? null : JsonContent.Create(Body(operation)),
                };
                request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
                using var answer = await client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.That(text, Does.Not.Contain(Theirs).And.Not.Contain(AmongStaff), $"{operation.Method} {address}");
                Assert.That((int)answer.StatusCode, Is.InRange(400, 499), $"{operation.Method} {address}");
                refused++;
            }
        }
        Assert.That(refused, Is.GreaterThan(500));
        Assert.That(await State(), Is.EqualTo(before));
    }

    // What one has of one's own: tokens, and sessions.
    static bool IsAboutSomething(Operation operation) =>
        operation.Method != "GET"
        && operation.PathParameters > 0
        && !operation.Path.StartsWith("/api/v1/tokens/", StringComparison.Ordinal);

    /// <summary>What an operation takes, naming what is theirs wherever a number is asked for.</summary>
    Dictionary<string, object> Body(Operation operation)
    {
        var values = new Dictionary<string, object>
        {
            ["text"] = "x",
            ["title"] = "x",
            ["reason"] = "x",
            ["name"] = "x",
            ["solution"] = "x",
            ["member"] = "ARCUEIL",
            ["plannedOn"] = "2030-01-07",
            ["kind"] = "relates",
            ["ticket"] = ownTicket,
            ["into"] = ownTicket,
            ["message"] = message,
            ["personId"] = person,
            ["observers"] = new[] { person },
            ["attachment"] = files[0],
            ["attachments"] = files,
            ["score"] = 1,
        };
        return values.Where(value => operation.Properties.Contains(value.Key)).ToDictionary();
    }

    [Test]
    public async Task Nothing_of_another_member_is_brought_to_a_ticket_of_ones_own()
    {
        var before = await State();
        foreach (var stranger in new[] { strangerContact, strangerRequester })
        {
            using var client = await Client(stranger);
            foreach (
                var (method, address, body) in new (HttpMethod, string, object)[]
                {
                    (
                        HttpMethod.Post,
                        "",
                        new
                        {
                            title = "x",
                            member = "ARCUEIL",
                            requesterId = person,
                        }
                    ),
                    (
                        HttpMethod.Post,
                        "",
                        new
                        {
                            title = "x",
                            member = "ARCUEIL",
                            observers = new[] { person },
                        }
                    ),
                    (HttpMethod.Post, "", new { title = "x", member = "GENTILLY" }),
                    (
                        HttpMethod.Post,
                        "",
                        new
                        {
                            title = "x",
                            member = "ARCUEIL",
                            template = ids[4],
                        }
                    ),
                    (HttpMethod.Patch, $"/{ownTicket}", new { requesterId = person }),
                    (HttpMethod.Post, $"/{ownTicket}/observers", new { observers = new[] { person } }),
                    (HttpMethod.Post, $"/{ownTicket}/affected", new { personId = person }),
                    (HttpMethod.Post, $"/{ownTicket}/links", new { kind = "relates", ticket }),
                    (HttpMethod.Post, $"/{ownTicket}/merge", new { into = ticket }),
                    (HttpMethod.Post, $"/{ownTicket}/split", new { message }),
                    (HttpMethod.Post, $"/{ownTicket}/messages", new { text = "x", attachments = new[] { files[0] } }),
                    (HttpMethod.Post, $"/{ownTicket}/messages", new { text = "x", attachments = new[] { files[1] } }),
                    (HttpMethod.Post, $"/{ownTicket}/attachments", new { attachment = files[0] }),
                    (HttpMethod.Post, "/bulk", new { tickets = new[] { ticket }, changes = new { message = "x" } }),
                }
            )
            {
                using var request = new HttpRequestMessage(method, $"/api/v1/tickets{address}") { Content = JsonContent.Create(body) };
                using var answer = await client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.That((int)answer.StatusCode, Is.InRange(400, 499), $"{method} {address} {text}");
                Assert.That(text, Does.Not.Contain(Theirs).And.Not.Contain(AmongStaff), $"{method} {address}");
            }
        }
        Assert.That(await State(), Is.EqualTo(before));
    }

    /// <summary>All that there is of tickets and of what belongs to them.</summary>
    async Task<string> State() =>
        string.Join(
            ' ',
            await app.Query(db =>
                db.Query<long>(
                    """
                    SELECT COUNT(*) + SUM(t.Version) FROM Tickets t
                    UNION ALL SELECT COUNT(*) FROM TicketEvents e
                    UNION ALL SELECT COUNT(*) FROM AttachmentLinks l
                    UNION ALL SELECT COUNT(*) FROM TicketLinks k
                    UNION ALL SELECT COUNT(*) FROM TicketObservers o
                    UNION ALL SELECT SUM(p.Version) FROM People p
                    UNION ALL SELECT SUM(s.Version) FROM ShelfItems s
                    """,
                    null,
                    default
                )
            )
        );
}
