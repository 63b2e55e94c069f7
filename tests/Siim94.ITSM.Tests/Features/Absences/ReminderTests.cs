using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class ReminderTests
{
    // The week before that of Tuesday 14 March 2017.
    static readonly DateOnly Monday = new(2017, 3, 6),
        Today = new(2017, 3, 14);

    TestApp app = null!;
    string agent = "";
    UserIdentity own,
        manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        own = await app.ARecipient(Role.Technician, "agent@siim94.example", agent: agent);
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task Work(DateOnly from, int days) =>
        app.Send(
            new LogTimeBatch
            {
                Entries =
                [
                    .. Enumerable
                        .Range(0, days)
                        .Select(day => new TimeEntryFields
                        {
                            Agent = agent,
                            Day = from.AddDays(day),
                            Quantity = 1,
                            Unit = "d",
                            Activity = "MCO",
                            SubActivity = "Suivi d'application",
                            Domain = "RH",
                        }),
                ],
            }
        );

    Task<ReminderBoard> Board(UserIdentity reader, int weeks = 1) => app.SendAs(reader, new ListReminders { Weeks = weeks });

    [Test]
    public async Task Shows_what_is_missing_by_week_until_it_is_filled()
    {
        await Work(Monday, 3);
        var board = await Board(own, weeks: 2);
        Assert.That(board.Weeks, Is.EqualTo(new[] { "2017-W09", "2017-W10" }));
        var row = board.Rows.Single();
        Assert.That(
            row.Weeks.Select(week => (week.Week, week.MissingMinutes, week.MissingDays)),
            Is.EqualTo(new[] { ("2017-W09", 2100L, 5m), ("2017-W10", 840L, 2m) })
        );
        Assert.That((row.MissingDays, row.IsForReaderToRemind, row.RemindedAt), Is.EqualTo((7m, false, (DateTime?)null)));

        await Work(Monday.AddDays(3), 2);
        Assert.That((await Board(own)).Rows, Is.Empty);
    }

    [Test]
    public async Task Reminds_once_a_day_and_says_so()
    {
        var sent = await app.SendAs(manager, new SendReminders { Agents = [agent] });
        Assert.That(sent, Is.EqualTo(new SentReminders(1, 0, 0, 0)));
        Assert.That(await app.SendAs(manager, new SendReminders { Agents = [agent] }), Is.EqualTo(new SentReminders(0, 0, 1, 0)));
        Assert.That(
            (await Board(manager)).Rows.Single(row => row.Agent == agent).RemindedAt,
            Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime)
        );
        Assert.That(await Mails(), Is.EqualTo(1));
        Assert.That(app.RefusedAs(own, new SendReminders()).Status, Is.EqualTo(403));
        var stranger = await app.AUser(Role.Technician, agent: await app.AnAgent());
        Assert.That(app.RefusedAs(stranger, new SendReminders { Agents = [agent] }).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Whoever_is_named_twice_is_reminded_once()
    {
        var named = new SendReminders { Agents = [agent, agent, agent.ToLowerInvariant()] };
        Assert.That(await app.SendAs(manager, named), Is.EqualTo(new SentReminders(1, 0, 0, 0)));
        await Work(new(2017, 1, 30), 5);
        Assert.That(await app.SendAs(manager, named with { Weeks = 1 }), Is.EqualTo(new SentReminders(0, 0, 1, 0)));
    }

    Task<int> Mails() =>
        app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM MailMessages WHERE Kind = 'missing-time'", null, default));

    [Test]
    public async Task Leaves_whoever_is_away_alone_and_reminds_them_on_their_first_day_back()
    {
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "CONGE",
                From = Today,
                To = Today.AddDays(1),
            }
        );
        Assert.That((await Board(manager)).Rows.Single(row => row.Agent == agent).IsAway, Is.True);
        Assert.That((await app.SendAs(manager, new SendReminders { Agents = [agent] })).Away, Is.EqualTo(1));
        Assert.That(await app.Send(new SendWeeklyReminders()), Is.Zero);
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await app.Send(new SendWeeklyReminders()), Is.EqualTo(1));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await app.Send(new SendWeeklyReminders()), Is.Zero, "once a week");
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.That(await app.Send(new SendWeeklyReminders()), Is.EqualTo(1));
    }

    [Test]
    public async Task Reminds_on_a_sunday_whoever_is_asked_to_and_nobody_by_itself()
    {
        app.Clock.Advance(TimeSpan.FromDays(5));
        Assert.That(await app.Send(new SendWeeklyReminders()), Is.Zero);
        Assert.That((await app.SendAs(manager, new SendReminders { Agents = [agent] })).Sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_sunday_is_leave_between_two_weeks_of_it_and_no_other_is()
    {
        app.Clock.Advance(TimeSpan.FromDays(((int)DayOfWeek.Sunday - (int)Today.DayOfWeek + 7) % 7));
        var sunday = Paris.Today(app.Clock);
        Assert.That((await Board(manager)).Rows.Single(row => row.Agent == agent).IsAway, Is.False);
        await app.SendAs(
            manager,
            new AskAbsence
            {
                Agent = agent,
                Kind = "CONGE",
                From = sunday.AddDays(1),
                To = sunday.AddDays(5),
            }
        );
        Assert.That((await Board(manager)).Rows.Single(row => row.Agent == agent).IsAway, Is.True);
    }

    [Test]
    public async Task The_mail_says_what_is_missing_as_it_leaves_and_is_given_up_when_nothing_is()
    {
        await Work(Monday, 5);
        Assert.That((await app.SendAs(own, new GetOwnMissingTime())).Weeks, Has.Count.EqualTo(5));
        var writer = app.Services.GetServices<IMailWriter>().Single(each => each.Kind == ReminderMail.KindName);
        var mail = new ClaimedMail { UserId = own.UserId, SubjectId = 1 };
        var content = await writer.Write(mail, default);
        Assert.That(content.Plain, Does.Contain("/temps/2017-S09").And.Not.Contain("/temps/2017-S10"));

        await app.SendAs(
            manager,
            new AddWorkPattern
            {
                Agent = agent,
                From = new(2017, 1, 1),
                Week = [0, 0, 0, 0, 0],
            }
        );
        Assert.ThrowsAsync<Refusal>(() => writer.Write(mail, default));
    }

    [Test]
    public async Task A_leader_reminds_their_team_in_one_press()
    {
        var leader = await app.AnAgent();
        var leading = await app.AUser(Role.ProjectLeader, agent: leader);
        await app.AnAgent("SUPPORT");
        await app.SendAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = [leader] });
        Assert.That((await app.SendAs(leading, new SendReminders())).Sent, Is.EqualTo(1), "not oneself, nor another team");
    }
}
