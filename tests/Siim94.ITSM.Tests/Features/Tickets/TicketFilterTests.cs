using CsCheck;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tickets;

/// <summary>What filters let through, in which order, and that counts are of the same tickets.</summary>
sealed class TicketFilterTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<IReadOnlyList<long>> Numbers(ListTickets list, UserIdentity? by = null)
    {
        List<long> numbers = [];
        for (string? after = null; ; )
        {
            var page = await app.SendAs(by ?? UserIdentity.System, list with { After = after, Limit = 3 });
            numbers.AddRange(page.Items.Select(ticket => ticket.Number));
            if (page.Next is null)
                return numbers;
            after = page.Next;
        }
    }

    async Task<long> Open(string title = "Imprimante", string member = "ARCUEIL", string? application = null, string? urgency = null) =>
        (
            await app.Send(
                new OpenTicket
                {
                    Title = title,
                    Member = member,
                    Application = application,
                    Urgency = urgency,
                    Impact = urgency,
                }
            )
        ).Number;

    [Test]
    public async Task Finds_what_an_agent_has_in_charge_what_one_has_oneself_and_what_nobody_has()
    {
        var (code, other) = (await app.AnAgent(), await app.AnAgent());
        var hotline = await app.AUser(Role.Hotline, agent: code);
        var (mine, theirs, nobodys) = (await Open(), await Open(), await Open());
        await app.SendAs(hotline, new TakeTicketInCharge { Number = mine });
        await app.Send(new TakeTicketInCharge { Number = theirs, Agent = other });
        Assert.That(await Numbers(new() { Assignee = "me" }, hotline), Is.EqualTo(new[] { mine }));
        Assert.That(await Numbers(new() { Assignee = other }, hotline), Is.EqualTo(new[] { theirs }));
        Assert.That(await Numbers(new() { Assignee = "none" }, hotline), Is.EqualTo(new[] { nobodys }));
        Assert.That(await Numbers(new() { Assignee = "me" }), Is.Empty, "who is no agent has none");
        Assert.That(app.Refused(new ListTickets { Assignee = "PERSONNE" }).Errors.Keys, Is.EqualTo(new[] { "Assignee" }));
    }

    [Test]
    public async Task Finds_by_application_priority_type_and_several_states()
    {
        var polyfac = await Open(application: "POLYFAC");
        var major = await Open(urgency: "very-high");
        var low = await Open(urgency: "low");
        var request = (
            await app.Send(
                new OpenTicket
                {
                    Title = "Accès",
                    Member = "IVRY",
                    Type = "request",
                    Channel = "mail",
                }
            )
        ).Number;
        await app.Send(new HoldTicket { Number = low });
        await app.Send(new CloseTicket { Number = major });
        Assert.That(await Numbers(new() { Application = "Polyfac" }), Is.EqualTo(new[] { polyfac }));
        Assert.That(await Numbers(new() { Domain = "AFFAIRES-FAMILIALES" }), Is.EqualTo(new[] { polyfac }));
        Assert.That(await Numbers(new() { Priority = "major, low" }), Is.EqualTo(new[] { low, major }));
        Assert.That(await Numbers(new() { Type = "request" }), Is.EqualTo(new[] { request }));
        Assert.That(await Numbers(new() { Channel = "mail" }), Is.EqualTo(new[] { request }));
        Assert.That(await Numbers(new() { Status = "pending,closed" }), Is.EqualTo(new[] { low, major }));
        Assert.That(await Numbers(new() { Status = "open", Type = "incident" }), Is.EqualTo(new[] { low, polyfac }));
    }

    [Test]
    public async Task Finds_by_group_category_site_and_requester()
    {
        var agent = await app.AnAgent("ASSIST-TECH");
        var technician = await app.AUser(Role.Technician, agent: agent);
        await app.Send(
            new AddGroup
            {
                Code = "RESEAU",
                Name = "Réseau",
                Agents = [agent],
            }
        );
        await app.Send(
            new AddGroup
            {
                Code = "POSTES",
                Name = "Postes",
                Team = "ASSIST-TECH",
            }
        );
        await app.Send(
            new AddGroup
            {
                Code = "SI-N2",
                Name = "Applications",
                Team = "SI",
            }
        );
        await app.Send(new AddCategory { Code = "ZZ-POSTE", Name = "Poste ZZ" });
        await app.Send(
            new AddCategory
            {
                Code = "ZZ-ECRAN",
                Name = "Écran ZZ",
                Parent = "ZZ-POSTE",
            }
        );
        await app.Send(
            new AddSite
            {
                Code = "MAIRIE-A",
                Name = "Mairie",
                Member = "ARCUEIL",
            }
        );
        var person = await app.Send(new AddPerson { Name = "Zoé Dupont", Member = "ARCUEIL" });
        async Task<long> In(string? group = null, string? category = null, string? site = null, long? requester = null) =>
            (
                await app.Send(
                    new OpenTicket
                    {
                        Title = "Panne",
                        Member = "ARCUEIL",
                        Group = group,
                        Category = category,
                        Site = site,
                        RequesterId = requester,
                    }
                )
            ).Number;
        var (named, teams, others) = (await In("RESEAU"), await In("POSTES"), await In("SI-N2"));
        var (screen, hall) = (await In(category: "ZZ-ECRAN"), await In(site: "MAIRIE-A", requester: person.Id));
        Assert.That(await Numbers(new() { Group = "mine" }, technician), Is.EqualTo(new[] { teams, named }));
        Assert.That(await Numbers(new() { Group = "SI-N2" }, technician), Is.EqualTo(new[] { others }));
        Assert.That(await Numbers(new() { Group = "none" }), Is.EqualTo(new[] { hall, screen }));
        Assert.That(await Numbers(new() { Category = "ZZ-POSTE" }), Is.EqualTo(new[] { screen }), "what is below it counts too");
        Assert.That(await Numbers(new() { Category = "none", Group = "none" }), Is.EqualTo(new[] { hall }));
        Assert.That(await Numbers(new() { Site = "MAIRIE-A" }), Is.EqualTo(new[] { hall }));
        Assert.That(await Numbers(new() { Requester = $"{person.Id}" }), Is.EqualTo(new[] { hall }));
        Assert.That(await Numbers(new() { Requester = "Zoé Dupont" }), Is.EqualTo(new[] { hall }));
        Assert.That(await Numbers(new() { Requester = "zoe DUPONT" }), Is.EqualTo(new[] { hall }));
        Assert.That(await Numbers(new() { Site = "none", Group = "none" }), Is.EqualTo(new[] { screen }));
        Assert.That(await Numbers(new() { Application = "none", Group = "none" }), Is.EqualTo(new[] { hall, screen }));
        var requester = await app.AUser(Role.Requester, "ARCUEIL");
        var own = (await app.SendAs(requester, new OpenTicket { Title = "À moi", Member = "ARCUEIL" })).Number;
        Assert.That(await Numbers(new() { Requester = "me" }, requester), Is.EqualTo(new[] { own }));
        Assert.That((await Numbers(new() { Sort = "-group" }))[0], Is.EqualTo(named), "Réseau comes last");
        Assert.That(
            (await app.SendAs(technician, new ListViewTickets("my-groups", null, null))).Items.Select(ticket => ticket.Number),
            Is.EqualTo(new[] { named, teams })
        );
    }

    [Test]
    public async Task Finds_by_days_which_may_move_along()
    {
        var first = await Open();
        app.Clock.Advance(TimeSpan.FromDays(2)); // Thursday 16 March
        var second = await Open();
        Assert.That(await Numbers(new() { OpenedFrom = "2017-03-15" }), Is.EqualTo(new[] { second }));
        Assert.That(await Numbers(new() { OpenedFrom = "yesterday" }), Is.EqualTo(new[] { second }));
        Assert.That(await Numbers(new() { OpenedFrom = "-2d" }), Is.EqualTo(new[] { second, first }));
        Assert.That(await Numbers(new() { OpenedTo = "2017-03-14" }), Is.EqualTo(new[] { first }));
        Assert.That(await Numbers(new() { OpenedTo = "-1d" }), Is.EqualTo(new[] { first }));
        Assert.That(await Numbers(new() { OpenedFrom = "2017-03-14T09:00:00Z", OpenedTo = "today" }), Has.Count.EqualTo(2));
        Assert.That(await Numbers(new() { OpenedFrom = "2017-03-14T10:00:01" }), Is.EqualTo(new[] { second }), "Paris, unless it says");
    }

    [Test]
    public async Task Sorts_by_the_last_change_that_the_reader_may_know_and_by_time()
    {
        var agent = await app.AUser(Role.Technician, agent: await app.AnAgent("ASSIST-TECH"));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        var (first, second, third) = (await Open(), await Open(), await Open());
        app.Clock.Advance(TimeSpan.FromHours(1));
        var note = new PostMessage
        {
            Number = first,
            Text = "Rappelé",
            IsInternal = true,
            Quantity = 20,
            Unit = "min",
        };
        await app.SendAs(agent, note);
        Assert.That(await Numbers(new() { Sort = "-updatedAt" }), Is.EqualTo(new[] { first, third, second }));
        Assert.That(await Numbers(new() { Sort = "-updatedAt" }, contact), Is.EqualTo(new[] { third, second, first }));
        var page = await app.Send(new ListTickets { Sort = "-updatedAt", Limit = 1 });
        Assert.That(page.Items.Single().UpdatedAt, Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime));
        var rest = (await app.Send(new ListTickets { Sort = "-updatedAt", After = page.Next })).Items;
        Assert.That(rest.Select(ticket => ticket.Number), Is.EqualTo(new[] { third, second }));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.SendAs(agent, note with { Number = second, IsInternal = false, Quantity = 5 });
        Assert.That(await Numbers(new() { Sort = "-updatedAt" }, contact), Is.EqualTo(new[] { second, third, first }));
        Assert.That(await Numbers(new() { Sort = "-minutes" }), Is.EqualTo(new[] { first, second, third }));
        var line = (await app.Send(new ListTimeEntries { Ticket = first })).Items.Single();
        await app.SendAs(agent, new DeleteTimeEntry(line.Id, line.Version));
        var sorted = (await app.Send(new ListTickets { Sort = "-minutes" })).Items;
        Assert.That(
            sorted.Select(ticket => (ticket.Number, ticket.LoggedMinutes)),
            Is.EqualTo(new[] { (second, 5L), (third, 0), (first, 0) })
        );
    }

    [Test]
    public async Task Finds_what_something_was_done_to_lately()
    {
        var (first, second) = (await Open(), await Open());
        app.Clock.Advance(TimeSpan.FromHours(5));
        Assert.That(await Numbers(new() { UpdatedSince = "-4h" }), Is.Empty);
        await app.Send(
            new FollowUpTicket
            {
                Number = first,
                Text = "Rappelé",
                IsPrivate = true,
            }
        );
        Assert.That(await Numbers(new() { UpdatedSince = "-4h" }), Is.EqualTo(new[] { first }));
        Assert.That(await Numbers(new() { UpdatedSince = "2017-03-14T11:00:00Z" }), Is.EqualTo(new[] { first }));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(await Numbers(new() { UpdatedSince = "-4h" }, contact), Is.Empty, "a note among staff is told to nobody else");
        var ticket = await app.Send(new GetTicket(second));
        await app.Send(
            new ChangeTicket
            {
                Number = second,
                Version = ticket.Version,
                Title = "Autre titre",
                Member = "ARCUEIL",
            }
        );
        Assert.That(await Numbers(new() { UpdatedSince = "-4h" }, contact), Is.EqualTo(new[] { second }));
    }

    [Test]
    public async Task Finds_by_the_time_spent()
    {
        var (none, lengthy) = (await Open(application: "POLYFAC"), await Open(application: "POLYFAC"));
        await app.Send(
            new LogTime
            {
                Agent = await app.AnAgent("SUPPORT"),
                Day = new(2017, 3, 14),
                Activity = "SUPPORT-ASSISTANCE",
                Ticket = lengthy,
                Quantity = 90,
                Unit = "min",
            }
        );
        Assert.That(await Numbers(new() { MinutesFrom = 60 }), Is.EqualTo(new[] { lengthy }));
        Assert.That(await Numbers(new() { MinutesTo = 60 }), Is.EqualTo(new[] { none }));
    }

    [TestCase("Priority", "urgent")]
    [TestCase("Type", "panne")]
    [TestCase("Channel", "fax")]
    [TestCase("Status", "new,perdu")]
    [TestCase("OpenedFrom", "hier")]
    [TestCase("OpenedTo", "31/12/2017")]
    [TestCase("UpdatedSince", "2017-13-01")]
    [TestCase("Sort", "colour")]
    [TestCase("Sort", "priority,-priority")]
    [TestCase("Sort", "openedAt,age")]
    [TestCase("After", "abc")]
    public void Refuses_what_it_does_not_understand_and_names_the_field(string field, string value)
    {
        var list = new ListTickets();
        typeof(ListTickets).GetProperty(field)!.SetValue(list, value);
        Assert.That(app.Refused(list).Errors.Keys, Is.EqualTo(new[] { field }));
    }

    static readonly string[] AsInADictionary = ["à distance", "Accès", "Écran", "ecran double", "Œuvre", "Œuvre", "Zèbre"];

    [TestCase("title")]
    [TestCase("requester")]
    public async Task Words_are_sorted_as_in_a_dictionary_page_by_page(string column)
    {
        foreach (var word in AsInADictionary.Order(StringComparer.Ordinal))
            await app.Send(
                new OpenTicket
                {
                    Title = word,
                    Requester = word,
                    Member = "ARCUEIL",
                }
            );
        Assert.That(await Titles(column), Is.EqualTo(AsInADictionary));
        Assert.That(await Titles($"-{column}"), Is.EqualTo(AsInADictionary.Reverse()));

        async Task<List<string>> Titles(string sort)
        {
            var titles = new List<string>();
            string? after = null;
            do
            {
                var page = await app.Send(
                    new ListTickets
                    {
                        Sort = sort,
                        Limit = 2,
                        After = after,
                    }
                );
                titles.AddRange(page.Items.Select(ticket => ticket.Title));
                after = page.Next;
            } while (after is not null);
            return titles;
        }
    }

    [Test]
    public async Task Names_are_sorted_as_in_a_dictionary_after_they_are_renamed_too()
    {
        await app.Send(new AddCategory { Code = "ZZ-A", Name = "Zèbre" });
        await app.Send(new AddCategory { Code = "ZZ-B", Name = "zeste" });
        var (first, second) = (await In("ZZ-A"), await In("ZZ-B"));
        Assert.That(await Numbers(new() { Sort = "category" }), Is.EqualTo(new[] { first, second }));
        await app.Send(
            new RenameReferential
            {
                Referential = "category",
                Code = "ZZ-B",
                Version = 1,
                Name = "Écran",
            }
        );
        var page = await app.Send(new ListTickets { Sort = "category", Limit = 1 });
        var rest = await app.Send(new ListTickets { Sort = "category", After = page.Next });
        Assert.That(page.Items.Concat(rest.Items).Select(ticket => ticket.Number), Is.EqualTo(new[] { second, first }));

        async Task<long> In(string category) =>
            (
                await app.Send(
                    new OpenTicket
                    {
                        Title = "Panne",
                        Member = "ARCUEIL",
                        Category = category,
                    }
                )
            ).Number;
    }

    [TestCase("--title")]
    [TestCase("-")]
    public void Two_minuses_are_no_order(string sort) =>
        Assert.That(app.Refused(new ListTickets { Sort = sort }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));

    [Test]
    public async Task A_page_of_one_order_does_not_go_on_in_another()
    {
        for (var i = 0; i < 3; i++)
            await Open();
        var page = await app.Send(new ListTickets { Sort = "priority", Limit = 1 });
        Assert.That(
            app.Refused(
                new ListTickets
                {
                    Sort = "-priority",
                    Limit = 1,
                    After = page.Next,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "After" })
        );
        Assert.That(app.Refused(new ListTickets { After = page.Next }).Errors.Keys, Is.EqualTo(new[] { "After" }));
    }

    static readonly string[] Members = ["ARCUEIL", "GENTILLY", "IVRY"];
    static readonly string?[] Applications = ["POLYFAC", "CORIOLIS", null];
    static readonly string[] Levels = ["low", "medium", "very-high"];

    /// <summary>Some of everything, opened on different days.</summary>
    async Task Fill(int tickets)
    {
        var agent = await app.AnAgent(name: "Élodie Agent");
        for (var i = 0; i < tickets; i++)
        {
            var number = await Open($"Titre {i % 4}", Members[i % 3], Applications[i * 7 % 3], Levels[i * 5 % 3]);
            if (i % 4 == 0)
                await app.Send(new TakeTicketInCharge { Number = number, Agent = agent });
            if (i % 5 == 1)
                await app.Send(new PlanTicket { Number = number, PlannedOn = new(2017, 5, 1 + i % 7) });
            if (i % 6 == 2)
                await app.Send(new ResolveTicket { Number = number });
            if (i % 3 == 0)
                app.Clock.Advance(TimeSpan.FromHours(5));
        }
    }

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static readonly Gen<string> Sorts = Gen.Select(OneOf<string>([.. TicketSort.Names]), Gen.Bool, (name, isDown) =>
            isDown ? $"-{name}" : name
        )
        .Array[0, 3]
        .Select(names => string.Join(',', names))
        .Where(sort => TicketSort.Parse(sort) is not null);

    static readonly Gen<TicketFilter> Filters = Gen.Select(
        OneOf<string?>(null, "open", "new", "new,planned", "resolved"),
        OneOf<string?>(null, "ARCUEIL", "IVRY"),
        OneOf<string?>(null, "none"),
        OneOf<string?>(null, "low,medium", "major"),
        OneOf<string?>(null, "POLYFAC"),
        OneOf<string?>(null, "titre", "titre 1"),
        OneOf<string?>(null, "2017-03-15", "-1d"),
        (status, member, assignee, priority, application, q, from) =>
            new TicketFilter
            {
                Status = status,
                Member = member,
                Assignee = assignee,
                Priority = priority,
                Application = application,
                Q = q,
                OpenedFrom = from,
            }
    );

    bool Lets(TicketFilter filter, TicketLine ticket) =>
        (
            filter.Status is null
            || (filter.Status == "open" ? ticket.Status is not ("resolved" or "closed") : filter.Status.Split(',').Contains(ticket.Status))
        )
        && (filter.Member is null || ticket.Member == filter.Member)
        && (filter.Assignee is null || ticket.AssignedAgent is null)
        && (filter.Priority is null || filter.Priority.Split(',').Contains(ticket.Priority))
        && (filter.Application is null || ticket.Application == filter.Application)
        && (filter.Q is null || filter.Q.Split(' ').All(word => $" {ticket.Title.ToLowerInvariant()}".Contains($" {word}")))
        && (
            filter.OpenedFrom is not { } from
            || Paris.DayOf(ticket.OpenedAt)
                >= (from == "-1d" ? Paris.Today(app.Clock).AddDays(-1) : DateOnly.ParseExact(from, "yyyy-MM-dd"))
        );

    [Test]
    public async Task Every_filter_in_every_order_shows_each_ticket_once_and_counts_as_many()
    {
        await Fill(40);
        var everything = (await app.Send(new ListTickets { Limit = 500 })).Items;
        await Gen.Select(Filters, Sorts)
            .SampleAsync(
                async (filter, sort) =>
                {
                    var expected = everything.Where(ticket => Lets(filter, ticket)).Select(ticket => ticket.Number).ToList();
                    var shown = await Numbers(new(filter) { Sort = sort });
                    Assert.That(shown, Is.EquivalentTo(expected), $"{filter} {sort}");
                    Assert.That((await app.Send(new CountTickets(filter))).Values.Sum(), Is.EqualTo(expected.Count), $"{filter}");
                    var whole = (await app.Send(new ListTickets(filter) { Sort = sort, Limit = 500 })).Items;
                    Assert.That(shown, Is.EqualTo(whole.Select(ticket => ticket.Number)), $"by pages as at once: {sort}");
                },
                iter: 80,
                threads: 1
            );
    }

    [TestCase("priority", "low,medium,major")]
    [TestCase("-priority", "major,medium,low")]
    public async Task Sorts_priorities_by_their_rank(string sort, string expected)
    {
        foreach (var level in Levels)
            await Open(urgency: level);
        var shown = (await app.Send(new ListTickets { Sort = sort })).Items.Select(ticket => ticket.Priority);
        Assert.That(string.Join(',', shown), Is.EqualTo(expected));
    }

    [Test]
    public async Task Sorts_by_age_by_state_and_by_several_columns()
    {
        var first = await Open(member: "IVRY");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var (second, third) = (await Open(), await Open(urgency: "very-high"));
        await app.Send(new HoldTicket { Number = second });
        Assert.That(await Numbers(new() { Sort = "-age" }), Is.EqualTo(new[] { first, second, third }));
        Assert.That(await Numbers(new() { Sort = "-openedAt" }), Is.EqualTo(new[] { third, second, first }));
        Assert.That(await Numbers(new() { Sort = "number" }), Is.EqualTo(new[] { first, second, third }));
        Assert.That((await Numbers(new() { Sort = "-status" }))[0], Is.EqualTo(second));
        Assert.That(await Numbers(new() { Sort = "member,-priority" }), Is.EqualTo(new[] { third, second, first }));
    }

    [Test]
    public async Task What_is_opened_while_one_pages_through_an_order_shifts_nothing()
    {
        await Fill(12);
        var before = (await app.Send(new ListTickets { Limit = 500 })).Items.Select(ticket => ticket.Number).ToHashSet();
        List<long> seen = [];
        for (string? after = null; ; )
        {
            var page = await app.Send(
                new ListTickets
                {
                    Sort = "member,title",
                    Limit = 2,
                    After = after,
                }
            );
            seen.AddRange(page.Items.Select(ticket => ticket.Number));
            if (page.Next is null)
                break;
            after = page.Next;
            await Open($"Titre {seen.Count % 4}", Members[seen.Count % 3]);
        }
        Assert.That(seen, Is.Unique);
        Assert.That(before.Except(seen), Is.Empty);
    }
}
