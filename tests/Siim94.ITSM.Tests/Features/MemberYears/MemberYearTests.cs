using CsCheck;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.MemberYears;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.MemberYears;

sealed class MemberYearTests
{
    TestApp app = null!;
    string agent = "";
    UserIdentity contact;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new(2017, 3, 17, 9, 0, 0, TimeSpan.Zero));
        agent = await app.AnAgent();
        contact = await app.AUser(Role.MemberContact, member: "IVRY");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task Line(string member, DateOnly day, decimal days) =>
        app.Send(
            new LogTime
            {
                Agent = agent,
                Day = day,
                Quantity = days,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "CULTURE",
                Member = member,
            }
        );

    static object?[] Row(MemberYear answer, string measure) =>
        [.. answer.Figures.Rows.Single(row => row.Key == measure).Cells.Select(cell => (object?)cell.Value)];

    [Test]
    public async Task Shows_a_member_with_its_attached_entities_beside_the_median_of_its_kind()
    {
        await Line("IVRY", new(2016, 3, 14), 1);
        await Line("IVRY", new(2017, 3, 13), 0.5m);
        await Line("ECOLES-IVRY", new(2017, 3, 14), 0.25m);
        await Line("ARCUEIL", new(2017, 3, 15), 1);
        await app.Send(new OpenTicket { Title = "Panne", Member = "IVRY" });
        await app.Send(
            new LogIntervention
            {
                Kind = "onsite",
                Agents = [agent],
                Member = "IVRY",
                Day = new DateOnly(2017, 3, 16),
                Quantity = 2,
                Unit = "h",
                TravelMinutes = 45,
                Summary = "Visite",
            }
        );
        await app.RollUp();

        var answer = await app.SendAs(contact, new GetMemberYear("IVRY", 2017));
        Assert.That(answer.PeerCount, Is.EqualTo(6), "towns");
        Assert.That(Row(answer, "days"), Is.EqualTo(new object?[] { 1m, 1.035714m, 0m }), "two of six towns have any");
        Assert.That(Row(answer, "tickets-opened"), Is.EqualTo(new object?[] { null, 1m, 0m }));
        Assert.That(Row(answer, "travel-hours"), Is.EqualTo(new object?[] { null, 0.75m, 0m }));
        Assert.That(answer.Tables[0].Report.Rows.Select(row => row.Key), Is.EquivalentTo(new[] { "SI|SI-DOMAINE", "ASSIST|ASSIST-SITE" }));
    }

    [Test]
    public async Task Says_to_people_of_the_member_what_the_report_says_to_managers()
    {
        await Line("IVRY", new(2017, 3, 13), 0.5m);
        await Line("ECOLES-IVRY", new(2017, 3, 14), 0.25m);
        await Line("ARCUEIL", new(2017, 3, 15), 1);
        await app.RollUp();
        var mine = await app.SendAs(contact, new GetMemberYear("IVRY", 2017));
        foreach (var table in mine.Tables)
        {
            var report = await app.Send(
                new GetPivot
                {
                    Definition = table.Definition,
                    From = table.From,
                    To = table.To,
                }
            );
            Assert.That(
                table.Report.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value)))),
                Is.EqualTo(report.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value)))))
            );
        }
        var all = await app.Send(
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["days"],
                    Rows = ["member-group"],
                    Columns = "year",
                },
                From = "2017",
                To = "2017",
            }
        );
        Assert.That(Row(mine, "days")[1], Is.EqualTo(all.Rows.Single(row => row.Key == "IVRY").Cells[0].Value));
    }

    [Test]
    public async Task Is_for_the_members_own_people_and_for_staff()
    {
        Assert.That(app.RefusedAs(contact, new GetMemberYear("ARCUEIL", 2017)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(contact, new GetMemberYear("NOWHERE", 2017)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(contact, new GetMemberYear("IVRY", 1)).Errors, Contains.Key("Year"));
        Assert.That(
            app.RefusedAs(await app.AUser(Role.Requester, member: "IVRY"), new GetMemberYear("IVRY", 2017)).Status,
            Is.EqualTo(403)
        );
        Assert.That((await app.SendAs(await app.AUser(Role.Technician), new GetMemberYear("ARCUEIL", 2017))).Member, Is.EqualTo("ARCUEIL"));
    }

    [Test]
    public async Task Tells_no_median_of_so_few_that_one_would_know_the_other()
    {
        var answer = await app.Send(new GetMemberYear("GOSB", 2017));
        Assert.That((answer.PeerCount, answer.Figures.Columns.Count), Is.EqualTo((0, 2)), "the only territory");
    }

    [Test]
    public void The_median_has_as_many_above_as_below() =>
        Gen.Long[0, 1_000_000]
            .List[1, 20]
            .Sample(amounts =>
            {
                var median = GetMemberYearHandler.MedianOf([.. amounts]);
                Assert.That(amounts.Count(amount => amount < median), Is.LessThanOrEqualTo(amounts.Count / 2));
                Assert.That(amounts.Count(amount => amount > median), Is.LessThanOrEqualTo(amounts.Count / 2));
            });
}
