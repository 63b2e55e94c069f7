using Siim94.ITSM.Features.Interventions;

namespace Siim94.ITSM.Tests.Features.Interventions;

sealed class HotlineShiftTests
{
    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("ASSIST-TECH");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<HotlineShiftDetails> Shift(int day, string? note = null) =>
        app.Send(
            new LogHotlineShift
            {
                Agent = agent,
                Day = new DateOnly(2017, 3, day),
                Quantity = 0.5m,
                Unit = "d",
                Note = note,
            }
        );

    [Test]
    public async Task Is_read_as_it_was_logged()
    {
        var logged = await Shift(13, "Matinée");
        var read = await app.SendAs(await app.AUser(Role.Hotline), new GetHotlineShift(logged.Id));
        Assert.That(read, Is.EqualTo(logged));
        Assert.That(
            (read.Agent, read.Day, read.Quantity, read.Unit, read.Note, read.Version),
            Is.EqualTo((agent, new DateOnly(2017, 3, 13), 0.5m, "d", "Matinée", 1L))
        );
    }

    [Test]
    public async Task Are_listed_newest_first_page_by_page()
    {
        foreach (var day in new[] { 7, 9, 8, 10 })
            await Shift(day);
        var first = await app.Send(new ListHotlineShifts { Limit = 3 });
        Assert.That(first.Items.Select(shift => shift.Day.Day), Is.EqualTo(new[] { 10, 9, 8 }));
        var rest = await app.Send(new ListHotlineShifts { Limit = 3, After = first.Next });
        Assert.That((rest.Items.Single().Day.Day, rest.Next), Is.EqualTo((7, (string?)null)));
        var between = await app.Send(new ListHotlineShifts { From = new(2017, 3, 8), To = new(2017, 3, 9) });
        Assert.That(between.Items.Select(shift => shift.Day.Day), Is.EqualTo(new[] { 9, 8 }));
        Assert.That((await app.Send(new ListHotlineShifts { Agent = agent })).Items, Has.Count.EqualTo(4));
        Assert.That(await app.Send(new CountHotlineShifts(new() { Limit = 3, After = first.Next })), Is.EqualTo(4), "on all pages");
        Assert.That(await app.Send(new CountHotlineShifts(new() { From = new(2017, 3, 8), To = new(2017, 3, 9) })), Is.EqualTo(2));
        var other = await app.AnAgent("ASSIST-TECH");
        Assert.That((await app.Send(new ListHotlineShifts { Agent = other })).Items, Is.Empty);
    }

    [Test]
    public async Task Are_sorted_by_agent_and_duration_page_by_page()
    {
        var other = await app.AnAgent("ASSIST-TECH");
        string[] agents = [.. new[] { agent, other }.OrderBy(code => $"agent {code}".ToLowerInvariant(), StringComparer.Ordinal)];
        foreach (var (code, day, minutes) in new[] { (agents[1], 7, 30m), (agents[0], 8, 90m), (agents[1], 9, 60m) })
            await app.Send(
                new LogHotlineShift
                {
                    Agent = code,
                    Day = new DateOnly(2017, 3, day),
                    Quantity = minutes,
                    Unit = "min",
                }
            );
        await app.Send(
            new LogHotlineShift
            {
                Agent = agents[0],
                Day = new DateOnly(2017, 3, 10),
                Quantity = 0.5m,
                Unit = "d",
            }
        );
        Assert.That(await Sorted("agent,-day"), Is.EqualTo(new[] { 10, 8, 9, 7 }));
        Assert.That(await Sorted("-agent,day"), Is.EqualTo(new[] { 7, 9, 8, 10 }));
        Assert.That(await Sorted("duration"), Is.EqualTo(new[] { 7, 9, 8, 10 }));
        Assert.That(app.Refused(new ListHotlineShifts { Sort = "couleur" }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));

        async Task<IEnumerable<int>> Sorted(string sort) =>
            (
                await Pages.All(after =>
                    app.Send(
                        new ListHotlineShifts
                        {
                            Sort = sort,
                            Limit = 1,
                            After = after,
                        }
                    )
                )
            ).Select(shift => shift.Day.Day);
    }

    [Test]
    public async Task Are_of_the_staff_alone_and_say_what_is_wrong_with_a_question()
    {
        var shift = await Shift(13);
        Assert.That(app.Refused(new GetHotlineShift(shift.Id + 1)).Status, Is.EqualTo(404));
        Assert.That(app.Refused(new ListHotlineShifts { After = "hier" }).Errors.Keys, Is.EqualTo(new[] { "After" }));
        Assert.That(app.Refused(new ListHotlineShifts { Limit = 0 }).Errors.Keys, Is.EqualTo(new[] { "Limit" }));
        foreach (var role in new[] { Role.Requester, Role.MemberContact })
        {
            var reader = await app.AUser(role, "ARCUEIL");
            Assert.That(app.RefusedAs(reader, new GetHotlineShift(shift.Id)).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(reader, new ListHotlineShifts()).Status, Is.EqualTo(403), $"{role}");
        }
    }
}
