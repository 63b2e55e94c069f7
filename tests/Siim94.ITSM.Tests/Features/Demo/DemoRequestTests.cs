using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Demo;

/// <summary>The requests that fill a demo.</summary>
sealed class DemoRequestTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Everybody_of_the_demo_signs_in_with_its_public_password()
    {
        await app.Send(new AddDemoPeople(DemoYearTests.Plan));
        foreach (var account in DemoPeople.Accounts)
        {
            var signIn = new SignIn { Login = account.Login, Password = DemoPeople.Password };
            var outcome = await app.SendAs(UserIdentity.Anonymous, signIn);
            Assert.That(outcome.IsPasswordTemporary, Is.False, account.Login);
        }
    }

    [Test]
    public async Task People_of_the_demo_are_added_by_administrators()
    {
        var manager = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(manager, new AddDemoPeople(DemoYearTests.Plan)).Status, Is.EqualTo(403));
    }

    LogDemoMonth Month(string agent, params string[] domains) =>
        new(
            Sessions: [],
            Shifts:
            [
                new LogHotlineShift
                {
                    Agent = agent,
                    Day = new DateOnly(2017, 3, 13),
                    Quantity = 0.5m,
                    Unit = "d",
                },
            ],
            Tickets: [],
            Interventions: [],
            Entries:
            [
                .. domains.Select(
                    (domain, index) =>
                        new TimeEntryFields
                        {
                            Agent = agent,
                            Day = new DateOnly(2017, 3, 6 + index),
                            Quantity = 1,
                            Unit = "d",
                            Activity = "SI-DOMAINE",
                            Domain = domain,
                        }
                ),
            ]
        );

    Task<int> Lines() => app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM TimeEntries", null, default));

    [Test]
    public async Task A_month_is_logged_each_thing_by_its_own_rules()
    {
        Assert.That(await app.Send(Month(await app.AnAgent(), "FINANCES", "RESSOURCES-HUMAINES")), Is.EqualTo(3));
        Assert.That(await Lines(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_month_with_one_thing_wrong_is_not_logged_at_all()
    {
        var agent = await app.AnAgent();
        Assert.That(app.Refused(Month(agent, "FINANCES", "RIEN")).Status, Is.EqualTo(422));
        Assert.That(await Lines(), Is.Zero);
        Assert.That(app.RefusedAs(await app.AUser(Role.Manager), Month(agent, "FINANCES")).Status, Is.EqualTo(403));
    }
}
