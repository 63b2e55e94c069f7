using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Training;

sealed class ListTrainingSessionsTests
{
    TestApp app = null!;
    string trainer = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        trainer = await app.AnAgent("SUPPORT");
        await Session(6, "BUREAUTIQUE", "ARCUEIL");
        await Session(8, "METIERS", "IVRY");
        await Session(7, "BUREAUTIQUE", "IVRY");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task Session(int day, string category, string member) =>
        app.Send(
            new LogTrainingSession
            {
                Category = category,
                StartsOn = new DateOnly(2017, 3, day),
                Days = 1,
                Trainers = [trainer],
                Attendances = [new() { Member = member, People = 4 }],
            }
        );

    static IEnumerable<int> Days(Page<TrainingSessionDetails> page) => page.Items.Select(session => session.StartsOn.Day);

    [Test]
    public async Task Lists_newest_first_page_by_page()
    {
        var first = await app.Send(new ListTrainingSessions { Limit = 2 });
        Assert.That(Days(first), Is.EqualTo(new[] { 8, 7 }));
        Assert.That(Days(await app.Send(new ListTrainingSessions { Limit = 2, After = first.Next })), Is.EqualTo(new[] { 6 }));
        Assert.That(await app.Send(new CountTrainingSessions(new() { Limit = 2, After = first.Next })), Is.EqualTo(3), "on all pages");
    }

    [Test]
    public async Task Keeps_to_a_trainer_and_to_a_member()
    {
        Assert.That(Days(await app.Send(new ListTrainingSessions { Agent = trainer, Member = "IVRY" })), Is.EqualTo(new[] { 8, 7 }));
        var other = await app.AnAgent("SUPPORT");
        Assert.That(Days(await app.Send(new ListTrainingSessions { Agent = other })), Is.Empty);
    }

    [Test]
    public async Task Keeps_to_a_category_and_to_days()
    {
        Assert.That(Days(await app.Send(new ListTrainingSessions { Category = "BUREAUTIQUE" })), Is.EqualTo(new[] { 7, 6 }));
        Assert.That(
            Days(await app.Send(new ListTrainingSessions { From = new(2017, 3, 7), To = new(2017, 3, 7) })),
            Is.EqualTo(new[] { 7 })
        );
    }

    [Test]
    public async Task Shows_a_member_the_sessions_that_its_people_were_at() =>
        Assert.That(
            Days(await app.SendAs(await app.AUser(Role.MemberContact, "IVRY"), new ListTrainingSessions())),
            Is.EqualTo(new[] { 8, 7 })
        );

    [Test]
    public async Task Says_what_is_wrong_with_a_question_and_is_not_for_requesters()
    {
        Assert.That(app.Refused(new ListTrainingSessions { Category = "RIEN" }).Errors.Keys, Is.EqualTo(new[] { "Category" }));
        Assert.That(app.Refused(new ListTrainingSessions { After = "hier" }).Errors.Keys, Is.EqualTo(new[] { "After" }));
        Assert.That(app.Refused(new ListTrainingSessions { Limit = 501 }).Errors.Keys, Is.EqualTo(new[] { "Limit" }));
        var requester = await app.AUser(Role.Requester, "IVRY");
        Assert.That(app.RefusedAs(requester, new ListTrainingSessions()).Status, Is.EqualTo(403));
    }
}
