using System.Globalization;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class RecurrentTicketTests
{
    TestApp app = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start(); // Tuesday, 14 March 2017
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    static RecurrentTicketFields Fields(string unit = "week", int every = 1, string first = "2017-03-13") =>
        new()
        {
            Title = "Vérifier les sauvegardes",
            Member = "ARCUEIL",
            Unit = unit,
            Every = every,
            FirstOn = DateOnly.Parse(first, CultureInfo.InvariantCulture),
            IsOnWorkingDays = true,
        };

    Task<RecurrentTicketDetails> Add(RecurrentTicketFields fields) => app.SendAs(manager, new AddRecurrentTicket(fields));

    Task Run() => new TicketJobs(app.Services.GetRequiredService<Dispatcher>()).OpenRecurrent(default);

    async Task<IReadOnlyList<string>> Opened() =>
        [
            .. (await app.Send(new ListTickets { Sort = "number" })).Items.Select(ticket =>
                $"{ticket.Title} {Paris.DayOf(ticket.OpenedAt):MM-dd}"
            ),
        ];

    void GoTo(int month, int day) => app.Clock.SetUtcNow(new(2017, month, day, 6, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Opens_one_on_each_of_its_days_however_often_and_by_however_many_it_runs()
    {
        var recurrent = await Add(Fields() with { Group = null, Description = "Chaque lundi" });
        Assert.That(recurrent.NextOn, Is.EqualTo(new DateOnly(2017, 3, 20)), "that of this week is past");
        await Run();
        Assert.That(await Opened(), Is.Empty);
        GoTo(3, 20);
        Assert.That(await app.Send(new ListDueRecurrentTickets()), Is.EqualTo(new[] { recurrent.Id }));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Run)));
        Assert.That(await app.Send(new OpenRecurrentTicket(recurrent.Id)), Is.Null);
        Assert.That(await Opened(), Is.EqualTo(new[] { "Vérifier les sauvegardes 03-20" }));
        var after = await app.SendAs(manager, new GetRecurrentTicket(recurrent.Id));
        Assert.That((after.NextOn, after.LastTicket), Is.EqualTo(((DateOnly?)new DateOnly(2017, 3, 27), (long?)1)));
        var ticket = await app.Send(new GetTicket(1));
        Assert.That((ticket.Description, ticket.Channel, ticket.Member), Is.EqualTo(("Chaque lundi", "other", "ARCUEIL")));

        GoTo(4, 17); // Easter Monday; two were missed
        await Run();
        Assert.That(await Opened(), Has.Count.EqualTo(2), "what was missed is made up for once");
        Assert.That((await app.SendAs(manager, new GetRecurrentTicket(recurrent.Id))).NextOn, Is.EqualTo(new DateOnly(2017, 4, 18)));
    }

    [Test]
    public async Task One_that_cannot_be_opened_says_why_and_holds_up_nothing()
    {
        var broken = await Add(Fields(first: "2017-03-20"));
        await app.Query(db =>
            db.Execute("UPDATE RecurrentTickets SET FieldsJson = @Json", new { Json = """{"title":"x","member":"NULLE-PART"}""" }, default)
        );
        await Add(Fields(first: "2017-03-20"));
        GoTo(3, 20);
        await Run();
        Assert.That(await Opened(), Has.Count.EqualTo(1));
        var after = await app.SendAs(manager, new GetRecurrentTicket(broken.Id));
        Assert.That(after.Problem, Is.Not.Empty);
        Assert.That(after.NextOn, Is.EqualTo(new DateOnly(2017, 3, 27)));
    }

    [Test]
    public async Task Is_changed_by_whoever_saw_its_last_version_and_stopped()
    {
        var recurrent = await Add(Fields());
        var changed = await app.SendAs(
            manager,
            new ChangeRecurrentTicket(Fields("month", 3, "2017-01-31") with { LastOn = new(2017, 6, 1) })
            {
                Id = recurrent.Id,
                Version = recurrent.Version,
            }
        );
        Assert.That((changed.Unit, changed.Every, changed.NextOn), Is.EqualTo(("month", (int?)3, (DateOnly?)new DateOnly(2017, 5, 2))));
        Assert.That(
            app.RefusedAs(manager, new ChangeRecurrentTicket(Fields()) { Id = recurrent.Id, Version = recurrent.Version }).Status,
            Is.EqualTo(412)
        );
        GoTo(5, 2);
        await Run();
        Assert.That((await app.SendAs(manager, new GetRecurrentTicket(recurrent.Id))).NextOn, Is.Null, "it was the last");
        var last = await app.SendAs(manager, new GetRecurrentTicket(recurrent.Id));
        await app.SendAs(manager, new DeleteRecurrentTicket(last.Id, last.Version));
        Assert.That((await app.SendAs(manager, new ListRecurrentTickets())).Items, Is.Empty);
        Assert.That(await Opened(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refuses_what_is_no_rule_and_those_who_may_not()
    {
        var refused = app.RefusedAs(manager, new AddRecurrentTicket(Fields("year", 0) with { LastOn = new(2016, 1, 1), Title = "" }));
        Assert.That(refused.Errors.Keys, Is.EquivalentTo(new[] { "Unit", "Every", "LastOn", "Title" }));
        Assert.That(app.RefusedAs(manager, new AddRecurrentTicket(Fields() with { Member = "ARCEUIL" })).Errors, Contains.Key("Member"));
        Assert.That(app.RefusedAs(manager, new AddRecurrentTicket(Fields() with { Group = "?" })).Errors, Contains.Key("Group"));
        var hotline = await app.AUser(Role.Hotline);
        Assert.That(app.RefusedAs(hotline, new AddRecurrentTicket(Fields())).Status, Is.EqualTo(403));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new ListRecurrentTickets()).Status, Is.EqualTo(403));
    }

    /// <summary>The next day is the first that a walk over all turns finds.</summary>
    [Test]
    public void The_next_day_is_what_a_walk_finds() =>
        Gen.Select(
                Gen.Int[0, RecurrenceUnit.All.Count - 1],
                Gen.Int[1, 40],
                Gen.Int[0, 4000],
                Gen.Int[-400, 8000],
                Gen.Bool,
                Gen.Int[-1, 6000],
                (unit, every, first, after, isOnWorkingDays, last) => (unit, every, first, after, isOnWorkingDays, last)
            )
            .Sample(
                it =>
                {
                    var (begin, unit) = (new DateOnly(2010, 1, 1).AddDays(it.first), RecurrenceUnit.All[it.unit]);
                    DateOnly? end = it.last < 0 ? null : begin.AddDays(it.last);
                    var rule = new Recurrence(unit, it.every, begin, end, it.isOnWorkingDays);
                    var after = begin.AddDays(it.after);
                    var found = Enumerable
                        .Range(0, 10_000)
                        .Select(turn => Day(begin, unit, turn * it.every, it.isOnWorkingDays))
                        .First(day => day > after);
                    Assert.That(rule.After(after), Is.EqualTo(end is { } last && found > last ? null : (DateOnly?)found));
                },
                iter: 2_000
            );

    static DateOnly Day(DateOnly begin, string unit, int units, bool isOnWorkingDays)
    {
        var day = unit switch
        {
            "day" => begin.AddDays(units),
            "week" => begin.AddDays(units * 7),
            _ => begin.AddMonths(units),
        };
        while (isOnWorkingDays && !FrenchHolidays.IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }
}
