using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.ReportSchedules;

sealed class ReportScheduleTests
{
    TestApp app = null!;
    UserIdentity manager,
        contact;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager);
        contact = await app.AUser(Role.MemberContact, "ARCUEIL");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<string> LoginOf(UserIdentity user) => (await app.SendAs(user, new GetSession())).Login;

    static ScheduleReport Weekly(params string[] recipients) =>
        new()
        {
            Title = "Domaines",
            Content = "table",
            Table = "si-domain",
            Period = "year-to-date",
            Format = "xlsx",
            Frequency = "weekly",
            Weekday = 1,
            Hour = 8,
            Recipients = recipients,
        };

    [Test]
    public async Task Says_when_it_is_due_next()
    {
        var schedule = await app.SendAs(manager, Weekly());
        Assert.That(schedule.NextDueAt, Is.EqualTo(new DateTime(2017, 3, 20, 7, 0, 0, DateTimeKind.Utc)));
        Assert.That(schedule.Recipients.Select(recipient => recipient.Login), Is.EqualTo(new[] { await LoginOf(manager) }));
        Assert.That((await app.SendAs(manager, new PauseReportSchedule(schedule.Id, schedule.Version, true))).NextDueAt, Is.Null);
    }

    [Test]
    public async Task Who_does_not_edit_reports_schedules_for_themselves_only()
    {
        await app.SendAs(contact, Weekly());
        var technician = await app.AUser(Role.Technician);
        Assert.That(app.RefusedAs(technician, Weekly(await LoginOf(manager))).Errors.Keys, Is.EqualTo(new[] { "Recipients" }));
        Assert.That(app.RefusedAs(await app.AUser(Role.Requester, "ARCUEIL"), Weekly()).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(technician, new ListReportReaders()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Strangers_find_nothing_and_recipients_change_nothing_but_leave()
    {
        var schedule = await app.SendAs(manager, Weekly(await LoginOf(contact), await LoginOf(manager)));
        var stranger = await app.AUser(Role.MemberContact, "IVRY");
        Assert.That(app.RefusedAs(stranger, new GetReportSchedule(schedule.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new SendReportNow(schedule.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new ListReportMessages { Id = schedule.Id }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new LeaveReportSchedule(schedule.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(stranger, new ListReportSchedules())).Items, Is.Empty);

        var seen = await app.SendAs(contact, new GetReportSchedule(schedule.Id));
        Assert.That(
            seen.Recipients.Select(recipient => recipient.Login),
            Is.EqualTo(new[] { await LoginOf(contact) }),
            "not who else gets it"
        );
        Assert.That(app.RefusedAs(contact, new DeleteReportSchedule(schedule.Id, schedule.Version)).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(contact, new PauseReportSchedule(schedule.Id, schedule.Version, true)).Status, Is.EqualTo(403));
        await app.SendAs(contact, new LeaveReportSchedule(schedule.Id));
        Assert.That(app.RefusedAs(contact, new GetReportSchedule(schedule.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(manager, new GetReportSchedule(schedule.Id))).Recipients, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_recipient_sees_and_resends_their_own_messages_only()
    {
        var schedule = await app.SendAs(manager, Weekly(await LoginOf(contact), await LoginOf(manager)));
        app.Clock.Advance(TimeSpan.FromDays(7));
        Assert.That(await app.Send(new QueueDueReports()), Is.EqualTo(2));
        Assert.That((await app.SendAs(contact, new ListReportMessages { Id = schedule.Id })).Items, Has.Count.EqualTo(1));
        var all = (await app.SendAs(manager, new ListReportMessages { Id = schedule.Id })).Items;
        var own = (await app.SendAs(contact, new ListReportMessages { Id = schedule.Id })).Items.Single();
        Assert.That(
            app.RefusedAs(contact, new ResendReportMessage(all.Single(message => message.Id != own.Id).Id)).Status,
            Is.EqualTo(404)
        );
        Assert.That(app.RefusedAs(contact, new ResendReportMessage(own.Id)).Status, Is.EqualTo(409), "it has not failed");
    }

    [Test]
    public async Task What_a_message_carries_is_told_to_jobs_alone()
    {
        var schedule = await app.SendAs(manager, Weekly());
        var sent = await app.Send(new GetReportToSend(schedule.Id));
        Assert.That(
            (sent.Title, sent.Content, sent.TableCode, sent.Format, sent.OwnerUserId),
            Is.EqualTo(("Domaines", "table", "si-domain", "xlsx", manager.UserId))
        );
        Assert.That(app.RefusedAs(manager, new GetReportToSend(schedule.Id)).Status, Is.EqualTo(403));
        await app.SendAs(manager, new DeleteReportSchedule(schedule.Id, schedule.Version));
        Assert.That(app.Refused(new GetReportToSend(schedule.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Messages_that_carry_no_report_are_not_there()
    {
        var schedule = await app.SendAs(manager, Weekly());
        var message = await app.SendAs(manager, new SendReportNow(schedule.Id));
        await app.Query(db => db.Execute("UPDATE MailMessages SET Kind = 'other', State = 'failed'", null, default));
        Assert.That((await app.SendAs(manager, new ListReportMessages { Id = schedule.Id })).Items, Is.Empty);
        Assert.That(app.RefusedAs(manager, new ResendReportMessage(message.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(manager, new GetMailState())).Waiting, Is.Zero);
        await app.SendAs(manager, new DeleteReportSchedule(schedule.Id, schedule.Version));
        Assert.That(await app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM MailMessages", null, default)), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_leaves_gets_nothing_that_waits_and_what_is_deleted_takes_its_messages_along()
    {
        var schedule = await app.SendAs(manager, Weekly(await LoginOf(contact), await LoginOf(manager)));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await app.Send(new QueueDueReports());
        await app.SendAs(contact, new LeaveReportSchedule(schedule.Id));
        Assert.That((await app.SendAs(manager, new GetMailState())).Waiting, Is.EqualTo(1));
        await app.SendAs(manager, new DeleteReportSchedule(schedule.Id, schedule.Version));
        Assert.That(await app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM MailMessages", null, default)), Is.Zero);
    }

    [Test]
    public async Task Changes_need_the_version_they_are_made_on()
    {
        var schedule = await app.SendAs(manager, Weekly());
        var change = new ChangeReportSchedule
        {
            Id = schedule.Id,
            Version = schedule.Version,
            Title = "Autre",
            Content = "workbook",
            Period = "last-year",
            Format = "xlsx",
            Frequency = "monthly",
            DayOfMonth = 31,
            Hour = 23,
        };
        var changed = await app.SendAs(manager, change);
        Assert.That(
            (changed.Title, changed.Table, changed.Weekday, changed.DayOfMonth),
            Is.EqualTo(("Autre", (string?)null, (int?)null, (int?)31))
        );
        Assert.That(app.RefusedAs(manager, change).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(manager, new DeleteReportSchedule(schedule.Id, schedule.Version)).Status, Is.EqualTo(412));
        await app.SendAs(manager, new DeleteReportSchedule(schedule.Id, changed.Version));
        Assert.That(app.RefusedAs(manager, new GetReportSchedule(schedule.Id)).Status, Is.EqualTo(404));
        Assert.That(
            (await app.SendAs(manager, new GetHistory("report-schedule", schedule.Id))).Select(line => line.Action),
            Is.EqualTo(new[] { "delete", "change", "add" })
        );
    }

    [Test]
    public async Task A_new_hour_counts_from_now()
    {
        var schedule = await app.SendAs(manager, Weekly() with { Weekday = 2, Hour = 11 });
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.SendAs(
            manager,
            new ChangeReportSchedule
            {
                Id = schedule.Id,
                Version = schedule.Version,
                Title = "D",
                Content = "table",
                Table = "si-domain",
                Period = "year-to-date",
                Format = "csv",
                Frequency = "weekly",
                Weekday = 2,
                Hour = 10,
            }
        );
        Assert.That(await app.Send(new QueueDueReports()), Is.Zero);
        app.Clock.Advance(TimeSpan.FromDays(7));
        Assert.That(await app.Send(new QueueDueReports()), Is.EqualTo(1));
    }

    static readonly (string Field, Action<ScheduleReport> Break)[] Wrong =
    [
        ("Title", s => s.Title = ""),
        ("Title", s => s.Title = "a\r\nBcc: x@y.example"),
        ("Title", s => s.Title = new string('x', 201)),
        ("Content", s => s.Content = "planète"),
        ("Content", s => s.Content = null),
        ("Table", s => s.Table = null),
        ("Table", s => s.Table = "'; DROP TABLE Users; --"),
        ("Table", s => s.Content = "workbook"),
        ("Period", s => s.Period = "toujours"),
        ("Format", s => s.Format = "exe"),
        ("Frequency", s => s.Frequency = "hourly"),
        ("Weekday", s => s.Weekday = 8),
        ("Weekday", s => s.Weekday = null),
        ("DayOfMonth", s => s.DayOfMonth = 1),
        ("Weekday", s => (s.Frequency, s.DayOfMonth) = ("monthly", 1)),
        ("DayOfMonth", s => (s.Frequency, s.Weekday, s.DayOfMonth) = ("monthly", null, 32)),
        ("Hour", s => s.Hour = 24),
        ("Hour", s => s.Hour = null),
        ("Recipients", s => s.Recipients = ["personne"]),
        ("Recipients", s => s.Recipients = null!),
        ("Recipients", s => s.Recipients = [null!]),
        ("Recipients", s => s.Recipients = [.. Enumerable.Range(0, 101).Select(n => $"u{n}")]),
    ];

    [Test]
    public async Task Bad_input_is_refused_naming_the_field()
    {
        foreach (var (field, damage) in Wrong)
        {
            var schedule = Weekly();
            damage(schedule);
            Assert.That(app.RefusedAs(manager, schedule).Errors.Keys, Does.Contain(field));
        }
        Assert.That((await app.SendAs(manager, new ListReportSchedules())).Items, Is.Empty);
    }

    [Test]
    public async Task Nobody_is_scheduled_what_they_may_not_see()
    {
        var requester = await LoginOf(await app.AUser(Role.Requester, "ARCUEIL"));
        Assert.That(app.RefusedAs(manager, Weekly(requester)).Errors.Keys, Is.EqualTo(new[] { "Recipients" }));

        var own = await app.SendAs(
            manager,
            new SaveTable
            {
                Title = "À moi",
                Definition = new() { Measures = ["days"], Rows = ["domain"] },
            }
        );
        Assert.That(
            app.RefusedAs(manager, Weekly(await LoginOf(contact)) with { Table = own.Id }).Errors["Recipients"][0],
            Does.Contain("privé")
        );
        Assert.That(
            app.RefusedAs(contact, Weekly() with { Table = own.Id }).Errors.Keys,
            Is.EqualTo(new[] { "Table" }),
            "somebody else's own table does not exist"
        );

        var byAgent = await app.SendAs(
            manager,
            new SaveTable
            {
                Title = "Agents",
                Visibility = "shared",
                Definition = new() { Measures = ["days"], Rows = ["agent"] },
            }
        );
        Assert.That(
            app.RefusedAs(manager, Weekly(await LoginOf(contact)) with { Table = byAgent.Id }).Errors["Recipients"][0],
            Does.Contain("agents")
        );
    }

    [Test]
    public async Task Without_a_server_messages_wait_and_it_is_said()
    {
        var schedule = await app.SendAs(manager, Weekly());
        await app.SendAs(manager, new SendReportNow(schedule.Id));
        await app.Services.GetRequiredService<MailDelivery>().Run(default);
        Assert.That(await app.SendAs(manager, new GetMailState()), Is.EqualTo(new MailState(false, 1)));
        Assert.That(await app.SendAs(contact, new GetMailState()), Is.EqualTo(new MailState(false, 0)));
    }
}
