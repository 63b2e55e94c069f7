using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.ReportSchedules;

namespace Siim94.ITSM.Tests.Features.Mail;

/// <summary>Mail of any kind on its way to a real server.</summary>
sealed class MailDeliveryTests
{
    TestApp app = null!;
    MailServerProcess server = null!;
    UserIdentity reader;

    [SetUp]
    public async Task SetUp() => await Start(await MailServerProcess.Start());

    async Task Start(MailServerProcess postman)
    {
        server = postman;
        app = await TestApp.Start(AddMail);
        reader = await app.ARecipient(Role.Technician, "technicien@siim94.example");
    }

    void AddMail(IServiceCollection services)
    {
        services.Configure<MailSettings>(server.Configure);
        GreetingMail.AddTo(services);
    }

    [TearDown]
    public async Task TearDown()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    Task<int> Greet(long subjectId, params UserIdentity[] recipients) => app.Send(new Greet("greeting", subjectId, recipients));

    Task Deliver() => app.Services.GetRequiredService<MailDelivery>().Run(default);

    Task<IReadOnlyList<Row>> Rows() =>
        app.Query(db =>
            db.Query<Row>("SELECT m.Id, m.State, m.Attempts, m.Problem, m.ProblemText FROM MailMessages m ORDER BY m.Id", null, default)
        );

    sealed record Row
    {
        public long Id { get; init; }
        public string State { get; init; } = "";
        public int Attempts { get; init; }
        public string? Problem { get; init; }
        public string? ProblemText { get; init; }
    }

    [Test]
    public async Task Each_kind_is_written_by_its_own_writer_as_its_recipient_in_their_language()
    {
        var english = await app.ARecipient(Role.Manager, "manager@siim94.example", name: "Manager", language: "en");
        await Greet(1, reader, english);
        var schedule = await app.SendAs(
            english,
            new ScheduleReport
            {
                Title = "Domaines",
                Content = "table",
                Table = "si-domain",
                Period = "year-to-date",
                Format = "csv",
                Frequency = "weekly",
                Weekday = 1,
                Hour = 8,
            }
        );
        await app.SendAs(english, new SendReportNow(schedule.Id));
        await Deliver();

        Assert.That(
            server.Subjects,
            Is.EquivalentTo(new[] { "[SIIM] Bonjour 1 Test", "[SIIM] Bonjour 1 Manager", "[SIIM] Domaines – January 2017 – March 2017" })
        );
        foreach (var (subject, recipient, culture) in new[] { ("1 Test", reader, "fr-FR"), ("1 Manager", english, "en-GB") })
        {
            var mail = server.Messages.Single(mail => mail.Subject!.EndsWith(subject, StringComparison.Ordinal));
            Assert.That(mail.TextBody!.Trim(), Is.EqualTo($"{culture} {(await app.SendAs(recipient, new GetSession())).Login}"));
            Assert.That(mail.HtmlBody, Does.StartWith($"<p>{culture}"));
            Assert.That(mail.Attachments, Is.Empty);
        }
    }

    [Test]
    public async Task What_is_added_twice_is_sent_once()
    {
        Assert.That(await Greet(1, reader), Is.EqualTo(1));
        Assert.That(await Greet(1, reader), Is.Zero);
        await Deliver();
        Assert.That(await Greet(1, reader), Is.Zero, "nor again once it has been sent");
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));

        Assert.That(await Greet(2, reader), Is.EqualTo(1), "about something else");
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await Greet(1, reader), Is.EqualTo(1), "the next occurrence");
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Is_added_and_sent_once_though_every_job_runs_eight_times_at_the_same_instant()
    {
        var second = await app.ARecipient(Role.Technician, "second@siim94.example");
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Greet(1, reader, second))));
        Assert.That(added.Sum(), Is.EqualTo(2));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Deliver)));
        Assert.That(
            server.Messages.Select(mail => mail.To.Mailboxes.Single().Address),
            Is.EquivalentTo(new[] { "technicien@siim94.example", "second@siim94.example" })
        );
    }

    [Test]
    public async Task Two_instances_on_one_database_send_nothing_twice()
    {
        var others = new ServiceCollection().AddLogging().AddProduct(app.Database.AnotherDialect()).AddSingleton<TimeProvider>(app.Clock);
        AddMail(others);
        await using var instance = others.BuildServiceProvider();
        for (var subject = 100; subject < 110; subject++)
            await Greet(subject, reader);
        await Task.WhenAll(Task.Run(Deliver), Task.Run(() => instance.GetRequiredService<MailDelivery>().Run(default)));
        Assert.That(server.Subjects, Has.Count.EqualTo(10).And.Unique);
        Assert.That((await Rows()).Select(row => (row.State, row.Attempts)), Is.All.EqualTo(("sent", 1)));
    }

    [Test]
    public async Task Kinds_that_nobody_here_writes_are_left_to_whoever_does()
    {
        await app.Send(new Greet("of-a-later-version", 1, reader));
        await Greet(2, reader);
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        Assert.That((await Rows()).Select(row => (row.State, row.Attempts)), Is.EqualTo(new[] { ("queued", 0), ("sent", 1) }));
    }

    [Test]
    public async Task One_that_cannot_be_written_is_tried_again_and_the_others_are_served()
    {
        await Greet(GreetingMail.Unspeakable, reader);
        await Greet(2, reader);
        await Deliver();
        Assert.That(server.Subjects, Is.EqualTo(new[] { "[SIIM] Bonjour 2 Test" }));
        var row = (await Rows())[0];
        Assert.That((row.State, row.Problem, row.ProblemText), Is.EqualTo(("queued", "not-computed", (string?)null)));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That((await Rows())[0].Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_a_server_nothing_is_claimed()
    {
        await using var mute = await TestApp.Start(GreetingMail.AddTo);
        await mute.Send(new Greet("greeting", 1, await mute.ARecipient(Role.Technician, "technicien@siim94.example")));
        await mute.Services.GetRequiredService<MailDelivery>().Run(default);
        Assert.That(await mute.Send(new ClaimMail()), Is.Not.Null, "it still waits");
    }

    [Test]
    public async Task A_server_that_is_down_gets_one_mail_once_it_is_up()
    {
        await TearDown();
        await Start(await MailServerProcess.Down());
        await Greet(1, reader);
        await Deliver();
        await Deliver();
        var waiting = (await Rows()).Single();
        Assert.That((waiting.State, waiting.Problem, waiting.Attempts), Is.EqualTo(("queued", "server-unreachable", 1)));

        await server.Up();
        await Deliver();
        Assert.That(server.Subjects, Is.Empty, "not before two minutes");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        Assert.That((await Rows()).Single().Problem, Is.Null);
    }

    [Test]
    public async Task A_busy_server_is_asked_again_until_the_message_is_given_up()
    {
        await Greet(1, await app.ARecipient(Role.Technician, "later@siim94.example"));
        await Deliver();
        for (var attempt = 1; attempt < RetryDelay.MostAttempts; attempt++)
        {
            Assert.That((await Rows()).Single().State, Is.EqualTo("queued"));
            app.Clock.Advance(TimeSpan.FromHours(4));
            await Deliver();
        }
        var row = (await Rows()).Single();
        Assert.That((row.State, row.Attempts), Is.EqualTo(("failed", RetryDelay.MostAttempts)));
    }

    [Test]
    public async Task What_a_busy_server_has_put_off_need_not_wait()
    {
        await Greet(1, await app.ARecipient(Role.Technician, "later@siim94.example"));
        var waiting = (await Rows()).Single();
        Assert.That(app.Refused(new RetryMail(waiting.Id)).Code, Is.EqualTo("mail.not-failed"), "its turn has not come yet");
        await Deliver();
        await Deliver();
        Assert.That((await Rows()).Single().Attempts, Is.EqualTo(1), "it waits");
        await app.Send(new RetryMail(waiting.Id));
        Assert.That((await Rows()).Single().Attempts, Is.Zero);
        await Deliver();
        Assert.That((await Rows()).Single().Attempts, Is.EqualTo(1), "it was tried at once");
    }

    [Test]
    public async Task A_crash_before_the_message_is_handed_over_loses_nothing_and_sends_nothing_twice()
    {
        await Greet(1, reader);
        var lost = await app.Send(new ClaimMail());
        await Deliver();
        Assert.That(server.Subjects, Is.Empty, "somebody has it");
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Deliver)));
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        Assert.That(await app.Send(new BeginSending(lost!.Id, lost.Claim)), Is.False, "whoever comes back from the dead sends nothing");
        await app.Send(new FinishSending(lost.Id, lost.Claim, new(DeliveryOutcome.TryLater, MailProblem.NotComputed)));
        Assert.That((await Rows()).Single().State, Is.EqualTo("sent"), "nor says anything about it");
    }

    [Test]
    public async Task A_crash_while_it_is_handed_over_leaves_it_unknown_and_sends_nothing()
    {
        await Greet(1, reader);
        var claimed = await app.Send(new ClaimMail());
        Assert.That(await app.Send(new BeginSending(claimed!.Id, claimed.Claim)));
        await app.Send(new GiveBackAbandonedMail());
        Assert.That((await Rows()).Single().State, Is.EqualTo("sending"), "somebody may still be at it");
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        await Deliver();
        Assert.That(server.Subjects, Is.Empty);
        var row = (await Rows()).Single();
        Assert.That((row.State, row.Problem), Is.EqualTo(("unknown", "interrupted")));

        await app.Send(new FinishSending(claimed.Id, claimed.Claim, new(DeliveryOutcome.Sent)));
        Assert.That((await Rows()).Single().State, Is.EqualTo("sent"), "whoever was only slow knows");
    }

    [Test]
    public async Task What_a_server_says_at_length_is_cut()
    {
        await Greet(1, reader);
        var claimed = await app.Send(new ClaimMail());
        await app.Send(
            new FinishSending(claimed!.Id, claimed.Claim, new(DeliveryOutcome.GiveUp, MailProblem.Refused, new string('x', 5000)))
        );
        var row = (await Rows()).Single();
        Assert.That((row.State, row.ProblemText!.Length), Is.EqualTo(("failed", 1000)));
    }

    [Test]
    public async Task Names_never_become_headers()
    {
        await app.Query(db =>
            db.Execute(
                "UPDATE Users SET DisplayName = @Name WHERE Id = @Id",
                new { Id = reader.UserId, Name = "X\r\nBcc: autre@ailleurs.example\r\n\r\nCorps\u2028fin" },
                default
            )
        );
        await Greet(1, reader);
        await Deliver();
        var mail = server.Messages.Single();
        Assert.That(mail.Headers["Bcc"], Is.Null);
        Assert.That(mail.To.Mailboxes.Select(mailbox => mailbox.Address), Is.EqualTo(new[] { "technicien@siim94.example" }));
        Assert.That(mail.Subject, Does.Contain("Bcc: autre@ailleurs.example"), "text of the subject, on its one line");
        Assert.That(mail.TextBody, Does.StartWith("fr-FR"));
    }

    [Test]
    public async Task What_is_over_is_forgotten_after_thirteen_months_and_what_waits_is_kept()
    {
        await Greet(1, reader);
        await Greet(2, await app.ARecipient(Role.Technician, null));
        await Greet(3, await app.ARecipient(Role.Technician, "hangup@siim94.example"));
        await Deliver();
        await app.Send(new Greet("of-a-later-version", 1, reader));
        Assert.That((await Rows()).Select(row => row.State), Is.EqualTo(new[] { "sent", "failed", "unknown", "queued" }));

        app.Clock.SetUtcNow(new DateTimeOffset(2018, 4, 14, 9, 0, 0, TimeSpan.Zero));
        Assert.That(await app.Send(new ForgetMail()), Is.Zero, "thirteen months to the minute");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await app.Send(new ForgetMail()), Is.EqualTo(3));
        Assert.That((await Rows()).Select(row => row.State), Is.EqualTo(new[] { "queued" }));
    }
}
