using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Training;

sealed class TrainingSessionTests
{
    TestApp app = null!;
    string first = "",
        second = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new(2017, 5, 2, 9, 0, 0, TimeSpan.Zero)); // after the sessions
        (first, second) = (await app.AnAgent("SUPPORT"), await app.AnAgent("SUPPORT"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    LogTrainingSession Session() =>
        new()
        {
            // Thursday before Easter: Friday is worked, Monday 17 April is not.
            Category = "BUREAUTIQUE",
            StartsOn = new DateOnly(2017, 4, 13),
            Days = 2.5m,
            PreparationDays = 1,
            Trainers = [first, second],
            Attendances = [new() { Member = "ARCUEIL", People = 5 }, new() { Member = "IVRY", People = 0 }],
        };

    [Test]
    public async Task Spreads_its_days_over_working_days_and_prepares_just_before()
    {
        await app.Send(Session());
        var lines = (await app.Send(new ListTimeEntries { Agent = first })).Items;
        Assert.That(
            lines.Select(l => (l.Day.Day, l.Days, l.SubActivity ?? l.Activity)),
            Is.EqualTo(
                new[]
                {
                    (12, 0.5m, "SUPPORT-PREPARATION"),
                    (13, 1m, "SUPPORT-FORMATION-BUREAUTIQUE"),
                    (14, 1m, "SUPPORT-FORMATION-BUREAUTIQUE"),
                    (18, 0.5m, "SUPPORT-FORMATION-BUREAUTIQUE"),
                }
            )
        );
    }

    [Test]
    public async Task Counts_its_length_once_however_many_trainers_and_people_by_member()
    {
        await app.Send(Session());
        await app.RollUp();
        Assert.That(
            await app.Query(db =>
                db.FirstOrDefault<string>(
                    "SELECT CONCAT(Sessions, ' ', SessionMicroDays, ' ', PreparationMicroDays) FROM ReportTrainingByMonth",
                    null,
                    default
                )
            ),
            Is.EqualTo("1 2500000 1000000")
        );
        Assert.That(
            await app.Query(db => db.FirstOrDefault<long>("SELECT SUM(People) FROM ReportAttendancesByMonth", null, default)),
            Is.EqualTo(5)
        );
    }

    [Test]
    public async Task Asks_once_whether_days_may_be_overfull()
    {
        await app.Send(Session());
        Assert.That(app.Refused(Session()).Code, Is.EqualTo("time-entry.more-than-a-day"));
        var second = await app.Send(Session() with { Confirm = true });
        var changed = new ChangeTrainingSession(Session())
        {
            Id = second.Id,
            Version = second.Version,
            Attendances = [new() { Member = "ARCUEIL", People = 6 }],
        };
        second = await app.Send(changed);
        Assert.That(second.Attendances.Single().People, Is.EqualTo(6));
        var longer = new ChangeTrainingSession(Session() with { Days = 3 }) { Id = second.Id, Version = second.Version };
        Assert.That(app.Refused(longer).Code, Is.EqualTo("time-entry.more-than-a-day"), "a day is fuller than it was");
    }

    [Test]
    public async Task An_external_trainer_logs_nothing()
    {
        await app.Send(Session() with { Trainers = [], PreparationDays = null, ExternalTrainer = "Organisme" });
        Assert.That((await app.Send(new ListTimeEntries())).Items, Is.Empty);
    }

    [Test]
    public async Task A_member_sees_sessions_their_people_were_at_and_only_their_people()
    {
        var session = await app.Send(Session());
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var absent = await app.AUser(Role.MemberContact, member: "GENTILLY");
        Assert.That(
            (await app.SendAs(contact, new GetTrainingSession(session.Id))).Attendances.Select(a => a.Member),
            Is.EqualTo(new[] { "ARCUEIL" })
        );
        Assert.That(app.RefusedAs(absent, new GetTrainingSession(session.Id)).Status, Is.EqualTo(404));
    }

    /// <summary>What a joint session was called may name another member.</summary>
    [Test]
    public async Task A_member_reads_the_title_of_a_session_of_its_own_people_only()
    {
        var joint = await app.Send(Session() with { Title = "Arcueil et Ivry" });
        var own = await app.Send(
            Session() with
            {
                Title = "Pour Arcueil",
                StartsOn = new DateOnly(2017, 4, 25),
                Attendances = [new() { Member = "ARCUEIL", People = 3 }],
            }
        );
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        async Task<string[]> Titles(UserIdentity reader) =>
            [
                (await app.SendAs(reader, new GetTrainingSession(joint.Id))).Title,
                (await app.SendAs(reader, new GetTrainingSession(own.Id))).Title,
            ];
        async Task<IEnumerable<string?>> Lines(UserIdentity reader) =>
            (
                await app.SendAs(
                    reader,
                    new GetPivotLines
                    {
                        Definition = new()
                        {
                            Measures = ["people-trained"],
                            Rows = ["member"],
                            Columns = "year",
                        },
                        From = "2017",
                        To = "2017",
                        Row = "ARCUEIL",
                    }
                )
            ).Items.Select(line => line.Text);
        await app.RollUp();
        Assert.That(await Titles(UserIdentity.System), Is.EqualTo(new[] { "Arcueil et Ivry", "Pour Arcueil" }));
        Assert.That(await Lines(UserIdentity.System), Is.EqualTo(new[] { "Arcueil et Ivry", "Pour Arcueil" }));
        var category = (await app.Send(new GetReferentials())).TrainingCategories.Find("BUREAUTIQUE")[0].Name;
        Assert.That(await Titles(contact), Is.EqualTo(new[] { category, "Pour Arcueil" }));
        Assert.That(await Lines(contact), Is.EqualTo(new[] { category, "Pour Arcueil" }));
    }

    [Test]
    public async Task Takes_its_lines_along_when_deleted()
    {
        var session = await app.Send(Session());
        await app.Send(new DeleteTrainingSession(session.Id, session.Version));
        Assert.That((await app.Send(new ListTimeEntries())).Items, Is.Empty);
    }
}
