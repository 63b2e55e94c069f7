using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class CloseSolvedTicketsTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Closes_what_nobody_has_contested_for_five_working_days()
    {
        var ticket = await app.ATicket();
        var contested = await app.ATicket();
        foreach (var number in new[] { ticket.Number, contested.Number })
            await app.Send(new ResolveTicket { Number = number, Solution = "Fait" });
        await app.Send(new ReopenTicket { Number = contested.Number, Reason = "Toujours en panne" });
        app.Clock.SetUtcNow(new DateTimeOffset(2017, 3, 21, 22, 0, 0, TimeSpan.Zero)); // Tuesday to Tuesday
        Assert.That((await app.Send(new CloseSolvedTickets())).Tickets, Is.Zero);
        app.Clock.SetUtcNow(new DateTimeOffset(2017, 3, 22, 4, 0, 0, TimeSpan.Zero));
        Assert.That((await app.Send(new CloseSolvedTickets())).Tickets, Is.EqualTo(1));
        var closed = await app.Send(new GetTicket(ticket.Number));
        Assert.That((closed.Status, closed.Solution, closed.Events[^1].ByName), Is.EqualTo(("closed", "Fait", (string?)null)));
        Assert.That((await app.Send(new GetTicket(contested.Number))).Status, Is.EqualTo("new"));
        Assert.That((await app.Send(new CloseSolvedTickets())).Tickets, Is.Zero);
    }

    [TestCase("2017-03-14", "2017-03-21")]
    [TestCase("2017-04-12", "2017-04-20")] // Easter Monday is the 17th
    [TestCase("2017-03-18", "2017-03-24")] // a Saturday
    public void Counts_working_days_alike_from_both_ends(string resolvedOn, string last)
    {
        var (resolved, lastDay) = (DateOnly.Parse(resolvedOn), DateOnly.Parse(last));
        Assert.That(SolutionDelay.LastDayOf(resolved), Is.EqualTo(lastDay));
        Assert.That(SolutionDelay.LastDayDue(lastDay), Is.LessThan(resolved));
        Assert.That(SolutionDelay.LastDayDue(lastDay.AddDays(1)), Is.GreaterThanOrEqualTo(resolved));
    }
}
