using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.RollUps;

sealed class RollupStateTests
{
    TestApp app = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task Log() =>
        await app.Send(
            new LogTime
            {
                Agent = await app.AnAgent(),
                Day = new DateOnly(2017, 3, 13),
                Quantity = 1,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
            }
        );

    [Test]
    public async Task Says_how_many_days_are_behind_and_when_they_were_caught_up()
    {
        await app.RollUp();
        var before = await app.SendAs(manager, new GetRollupState());
        await Log();
        var behind = await app.SendAs(manager, new GetRollupState());
        Assert.That((before.PendingDays, behind.PendingDays), Is.EqualTo((0, 1)));

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.RollUp();
        var after = await app.SendAs(manager, new GetRollupState());
        Assert.That(after.PendingDays, Is.Zero);
        Assert.That(after.LastRunAt, Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime));
        Assert.That(after.Revision, Is.GreaterThan(before.Revision));
    }

    [Test]
    public async Task A_verification_is_noted_with_what_it_found()
    {
        await app.SendAs(manager, new RecordVerification(2));
        var state = await app.SendAs(manager, new GetRollupState());
        Assert.That(state.LastDriftCount, Is.EqualTo(2));
        Assert.That(state.LastVerifiedAt, Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime));
    }

    [Test]
    public async Task Whoever_asks_again_with_the_same_key_gets_the_same_state()
    {
        var first = await app.SendAs(manager, new AnswerRollup(), "clé");
        await app.Send(new RecordVerification(0));
        Assert.That((await app.SendAs(manager, new AnswerRollup(), "clé")).Revision, Is.EqualTo(first.Revision));
        Assert.That((await app.SendAs(manager, new AnswerRollup())).Revision, Is.GreaterThan(first.Revision));
    }

    [Test]
    public async Task Is_read_by_who_reads_reports_and_moved_by_managers()
    {
        var (technician, requester) = (await app.AUser(Role.Technician), await app.AUser(Role.Requester, "ARCUEIL"));
        Assert.That(await app.SendAs(technician, new GetRollupState()), Is.Not.Null);
        Assert.That(app.RefusedAs(requester, new GetRollupState()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(technician, new AnswerRollup()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(technician, new RecordVerification(0)).Status, Is.EqualTo(403));
    }
}
