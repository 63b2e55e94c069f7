using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.ReportSchedules;

/// <summary>What a scheduled table shows its recipient.</summary>
sealed class GetScheduledTableTests
{
    TestApp app = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager);
        await app.ATicket(member: "ARCUEIL");
        await app.ATicket(member: "IVRY");
        await app.RollUp();
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static GetScheduledTable Tickets(int from, int to) => new("tickets-member-month", new(2017, from), new(2017, to));

    async Task<IEnumerable<string>> Members(UserIdentity reader, int from, int to) =>
        (await app.SendAs(reader, Tickets(from, to))).Rows.Where(row => row.Cells.Any(cell => cell.Value > 0)).Select(row => row.Key);

    [Test]
    public async Task Has_the_months_asked_for()
    {
        Assert.That(await Members(manager, 3, 3), Is.EquivalentTo(new[] { "ARCUEIL", "IVRY" }));
        Assert.That(await Members(manager, 1, 2), Is.Empty);
    }

    [Test]
    public async Task Shows_each_the_figures_of_their_own_rights()
    {
        Assert.That(await Members(await app.AUser(Role.MemberContact, "IVRY"), 3, 3), Is.EqualTo(new[] { "IVRY" }));
        Assert.That(app.RefusedAs(await app.AUser(Role.Requester, "IVRY"), Tickets(3, 3)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Finds_neither_a_table_that_is_not_there_nor_one_of_somebody_elses_own()
    {
        Assert.That(app.RefusedAs(manager, new GetScheduledTable("rien", new(2017, 1), new(2017, 3))).Status, Is.EqualTo(404));
        var table = await app.SendAs(
            await app.AUser(Role.ProjectLeader),
            new SaveTable
            {
                Title = "La mienne",
                Visibility = "private",
                Definition = new() { Measures = ["days"], Rows = ["domain"] },
            }
        );
        Assert.That(app.RefusedAs(manager, new GetScheduledTable(table.Id, new(2017, 1), new(2017, 3))).Status, Is.EqualTo(404));
    }
}
