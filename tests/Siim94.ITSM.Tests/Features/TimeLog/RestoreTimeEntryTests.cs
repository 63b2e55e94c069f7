using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.TimeLog;

sealed class RestoreTimeEntryTests
{
    TestApp app = null!;
    UserIdentity own;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        own = await app.AUser(Role.ProjectLeader, agent: await app.AnAgent("SI"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<TimeEntryDetails> ADeletedLine(int month = 3)
    {
        var session = await app.SendAs(own, new GetSession());
        var line = await app.SendAs(
            own,
            new LogTime
            {
                Agent = session.Agent,
                Day = new DateOnly(2017, month, 14),
                Quantity = 3.5m,
                Unit = "h",
                Activity = "MCO",
                SubActivity = "Suivi d'application",
                Domain = "RH",
                Ticket = (await app.ATicket()).Number,
                Note = "Purge des journaux",
            }
        );
        await app.SendAs(own, new DeleteTimeEntry(line.Id, line.Version));
        return line;
    }

    [Test]
    public async Task A_deleted_line_comes_back_as_it_was_once()
    {
        var line = await ADeletedLine();
        var restored = await app.SendAs(own, new RestoreTimeEntry(line.Id));
        Assert.That(restored with { Id = line.Id }, Is.EqualTo(line));
        Assert.That(app.RefusedAs(own, new RestoreTimeEntry(line.Id)).Code, Is.EqualTo("request.already-restored"));
        var history = await app.Send(new GetHistory("time-entry", line.Id));
        Assert.That(history.Select(change => change.Action), Is.EquivalentTo(new[] { "delete", "restore" }));
    }

    [Test]
    public async Task Who_presses_twice_at_once_has_one_line()
    {
        var line = await ADeletedLine();
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    try
                    {
                        await app.SendAs(own, new RestoreTimeEntry(line.Id));
                        return "";
                    }
                    catch (Refusal refusal)
                    {
                        return refusal.Code;
                    }
                })
        );
        Assert.That(outcomes.Order(), Is.EqualTo((string[])["", .. Enumerable.Repeat("request.already-restored", 3)]));
        Assert.That((await app.SendAs(own, new ListTimeEntries { Agent = line.Agent })).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refuses_who_has_not_deleted_it_and_what_is_still_there()
    {
        var line = await ADeletedLine();
        Assert.That(app.Refused(new RestoreTimeEntry(line.Id)).Status, Is.EqualTo(404));
        var stranger = await app.AUser(Role.ProjectLeader, agent: await app.AnAgent("SI"));
        Assert.That(app.RefusedAs(stranger, new RestoreTimeEntry(line.Id)).Status, Is.EqualTo(404));
        var back = await app.SendAs(own, new RestoreTimeEntry(line.Id));
        Assert.That(app.RefusedAs(own, new RestoreTimeEntry(back.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Refuses_days_that_were_closed_meanwhile()
    {
        var line = await ADeletedLine(month: 2);
        await app.SendAs(
            await app.AUser(Role.Manager),
            new ClosePeriod
            {
                Year = 2017,
                Month = 2,
                Confirm = true,
            }
        );
        Assert.That(app.RefusedAs(own, new RestoreTimeEntry(line.Id)).Errors, Contains.Key("Day"));
    }
}
