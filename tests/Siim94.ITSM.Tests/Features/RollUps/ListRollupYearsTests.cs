using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.RollUps;

sealed class ListRollupYearsTests
{
    [Test]
    public async Task Lists_once_and_in_order_each_year_that_a_roll_up_has_anything_of()
    {
        await using var app = await TestApp.Start();
        var manager = await app.AUser(Role.Manager);
        Assert.That(await app.SendAs(manager, new ListRollupYears()), Is.Empty);

        await app.ATicket();
        var agent = await app.AnAgent("ASSIST-TECH");
        foreach (var year in new[] { 2016, 2014, 2017 })
            await app.Send(
                new LogHotlineShift
                {
                    Agent = agent,
                    Day = new DateOnly(year, 1, 12),
                    Quantity = 0.5m,
                    Unit = "d",
                }
            );
        Assert.That(await app.SendAs(manager, new ListRollupYears()), Is.Empty, "nothing is rolled up yet");
        await app.RollUp();
        Assert.That(await app.SendAs(manager, new ListRollupYears()), Is.EqualTo(new[] { 2014, 2016, 2017 }));
    }

    [Test]
    public async Task Readers_are_offered_no_year_whose_lines_are_all_gone_again()
    {
        await using var app = await TestApp.Start();
        var agent = await app.AnAgent("SI");
        var kept = await Log(2016);
        var removed = await Log(2014);
        await app.RollUp();
        Assert.That((await app.Send(new ListReports())).Years, Is.EqualTo(new[] { 2014, 2016 }));

        await app.Send(new DeleteTimeEntry(removed.Id, removed.Version));
        await app.RollUp();
        Assert.That((await app.Send(new ListReports())).Years, Is.EqualTo(new[] { 2016 }), "its rows add up to nothing");
        Assert.That(await app.Send(new ListRollupYears()), Is.EqualTo(new[] { 2014, 2016 }), "it is verified all the same");

        await Log(2014);
        await app.Send(new DeleteTimeEntry(kept.Id, kept.Version));
        await app.RollUp();
        Assert.That((await app.Send(new ListReports())).Years, Is.EqualTo(new[] { 2014 }));

        Task<TimeEntryDetails> Log(int year) =>
            app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = new DateOnly(year, 1, 12),
                    Quantity = 0.5m,
                    Unit = "d",
                    Activity = "SI-DOMAINE",
                    Domain = "FINANCES",
                    Confirm = true,
                }
            );
    }

    [Test]
    public async Task Is_refused_to_whoever_reads_no_roll_ups()
    {
        await using var app = await TestApp.Start();
        Assert.That(app.RefusedAs(await app.AUser(Role.Requester, "ARCUEIL"), new ListRollupYears()).Status, Is.EqualTo(403));
    }
}
