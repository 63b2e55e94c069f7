using System.Text;
using ExcelDataReader;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.ReportSchedules;

namespace Siim94.ITSM.Tests.Features.ReportSchedules;

/// <summary>Reports on their way to a real mail server.</summary>
sealed class ReportDeliveryTests
{
    TestApp app = null!;
    MailServerProcess server = null!;
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        server = await MailServerProcess.Start();
        app = await TestApp.Start(services => services.Configure<MailSettings>(server.Configure));
        manager = await app.ARecipient(Role.Manager, "manager@siim94.example", name: "Responsable");
    }

    [TearDown]
    public async Task TearDown()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    async Task<string> LoginOf(UserIdentity user) => (await app.SendAs(user, new GetSession())).Login;

    /// <summary>Weekly, due in an hour: on Tuesday 14 March 2017 at 11:00.</summary>
    async Task<ReportScheduleDetails> Schedule(params UserIdentity[] recipients) =>
        await app.SendAs(
            manager,
            new ScheduleReport
            {
                Title = "Tickets par adhérent",
                Content = "table",
                Table = "tickets-member-month",
                Period = "year-to-date",
                Format = "xlsx",
                Frequency = "weekly",
                Weekday = 2,
                Hour = 11,
                Recipients = await Task.WhenAll(recipients.Select(LoginOf)),
            }
        );

    async Task Deliver()
    {
        await app.Send(new QueueDueReports());
        await app.Services.GetRequiredService<MailDelivery>().Run(default);
    }

    async Task<ReportMessage> OnlyMessage(ReportScheduleDetails schedule) =>
        (await app.SendAs(manager, new ListReportMessages { Id = schedule.Id })).Items.Single();

    async Task WhenDue()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Deliver();
    }

    [Test]
    public async Task Is_sent_when_due_and_once_though_the_job_runs_twice()
    {
        var schedule = await Schedule();
        await Deliver();
        Assert.That(server.Subjects, Is.Empty, "not due yet");
        await WhenDue();
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        Assert.That((await OnlyMessage(schedule)).State, Is.EqualTo("sent"));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Is_sent_once_though_the_job_runs_eight_times_at_the_same_instant()
    {
        var second = await app.ARecipient(Role.Technician, "technicien@siim94.example");
        await Schedule(manager, second);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Deliver)));
        Assert.That(
            server.Messages.Select(mail => mail.To.Mailboxes.Single().Address),
            Is.EquivalentTo(new[] { "manager@siim94.example", "technicien@siim94.example" })
        );
    }

    [Test]
    public async Task Everybody_gets_the_figures_of_their_own_rights()
    {
        for (var ticket = 0; ticket < 5; ticket++)
            await app.ATicket(member: ticket < 2 ? "ARCUEIL" : "IVRY");
        await app.RollUp();
        var contact = await app.ARecipient(Role.MemberContact, "dsi@arcueil.example", "ARCUEIL");
        await Schedule(manager, contact);
        await WhenDue();

        var mails = server.Messages.ToDictionary(mail => mail.To.Mailboxes.Single().Address);
        Assert.That(Rows(mails["manager@siim94.example"]).Select(row => row[0]), Is.SupersetOf(new[] { "Arcueil", "Ivry-sur-Seine" }));
        var rows = Rows(mails["dsi@arcueil.example"]);
        Assert.That(rows.Select(row => row[0]), Does.Contain("Arcueil").And.Not.Contains("Ivry-sur-Seine"));
        Assert.That(rows.Single(row => (string?)row[0] == "Arcueil"), Does.Contain(2d));
        Assert.That(
            mails["dsi@arcueil.example"].TextBody + mails["dsi@arcueil.example"].HtmlBody,
            Does.Not.Contain("Ivry").And.Contain("Arcueil")
        );
    }

    /// <summary>Cells of the table's sheet, the one after that which says what it is.</summary>
    static List<object?[]> Rows(MimeMessage mail)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = new MemoryStream();
        ((MimePart)mail.Attachments.Single()).Content!.DecodeTo(file);
        using var reader = ExcelReaderFactory.CreateReader(file);
        Assert.That(reader.NextResult());
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        return rows;
    }

    [Test]
    public async Task A_mail_says_what_it_is_why_it_comes_and_how_to_stop_it()
    {
        var reader = await app.ARecipient(Role.Technician, "technicien@siim94.example", name: "Zoé Hélène", language: "en");
        await app.ATicket();
        await app.RollUp();
        var schedule = await Schedule(reader);
        await WhenDue();

        var mail = server.Messages.Single();
        Assert.That(mail.Subject, Is.EqualTo("[SIIM] Tickets par adhérent – January 2017 – March 2017"));
        Assert.That(mail.From.ToString(), Is.EqualTo("\"SIIM 94\" <bilans@siim94.example>"));
        Assert.That(mail.To.Mailboxes.Single().Name, Is.EqualTo("Zoé Hélène"));
        Assert.That(mail.Headers["Auto-Submitted"], Is.EqualTo("auto-generated"));
        Assert.That(mail.MessageId, Does.EndWith("@siim94.example"));
        Assert.That(mail.Attachments.Single().ContentDisposition!.FileName, Is.EqualTo("bilan-2017_tickets-member-month_2017-03-14.xlsx"));
        foreach (var body in new[] { mail.TextBody, mail.HtmlBody })
            Assert.That(
                body,
                Does.Contain("Arcueil")
                    .And.Contain($"https://itsm.siim94.example/envois/{schedule.Id}")
                    .And.Contain("Responsable")
                    .And.Contain("Figures rolled up on")
            );
    }

    [Test]
    public async Task A_table_goes_as_csv_and_a_year_as_a_workbook_or_a_document()
    {
        await app.ATicket();
        await app.RollUp();
        await app.SendAs(
            manager,
            new ScheduleReport
            {
                Title = "CSV",
                Content = "table",
                Table = "tickets-member-month",
                Period = "last-month",
                Format = "csv",
                Frequency = "monthly",
                DayOfMonth = 14,
                Hour = 11,
            }
        );
        await app.SendAs(
            manager,
            new ScheduleReport
            {
                Title = "Année",
                Content = "workbook",
                Period = "year-to-date",
                Format = "xlsx",
                Frequency = "monthly",
                DayOfMonth = 14,
                Hour = 11,
            }
        );
        await app.SendAs(
            manager,
            new ScheduleReport
            {
                Title = "Document",
                Content = "document",
                Period = "last-year",
                Format = "docx",
                Frequency = "monthly",
                DayOfMonth = 14,
                Hour = 11,
            }
        );
        await WhenDue();
        var files = server.Messages.Select(mail => mail.Attachments.Single()).ToDictionary(part => part.ContentDisposition!.FileName!);
        Assert.That(
            files.Keys,
            Is.EquivalentTo(
                new[]
                {
                    "bilan-2017-02_tickets-member-month_2017-03-14.csv",
                    "bilan-2017_provisoire_2017-03-14.xlsx",
                    "bilan-2016_provisoire_2017-03-14.docx",
                }
            )
        );
        Assert.That(Rows(server.Messages.Single(mail => mail.Subject!.Contains("Année", StringComparison.Ordinal))), Is.Not.Empty);
        var docx = new MemoryStream();
        ((MimePart)files["bilan-2016_provisoire_2017-03-14.docx"]).Content!.DecodeTo(docx);
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(docx, isEditable: false);
        Assert.That(document.MainDocumentPart!.Document!.Body!.InnerText, Does.Contain("2016"));
    }

    [Test]
    public async Task After_an_outage_of_ours_the_latest_occurrence_alone_is_sent()
    {
        await Schedule();
        app.Clock.Advance(TimeSpan.FromDays(40));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refused_recipient_is_given_up_and_the_others_are_served()
    {
        var nobody = await app.ARecipient(Role.Technician, "refuse@siim94.example", name: "A");
        var schedule = await Schedule(nobody, manager);
        await WhenDue();
        var messages = (await app.SendAs(manager, new ListReportMessages { Id = schedule.Id })).Items.ToDictionary(message =>
            message.Address!
        );
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        Assert.That(
            (messages["refuse@siim94.example"].State, messages["refuse@siim94.example"].Problem),
            Is.EqualTo(("failed", "refused"))
        );
        Assert.That(messages["refuse@siim94.example"].ProblemText, Does.Contain("No such mailbox"));

        var contact = await app.SendAs(nobody, new GetOwnContact());
        await app.SendAs(nobody, new ChangeOwnContact { Email = "la@siim94.example", Version = contact.Version });
        await app.SendAs(nobody, new ResendReportMessage(messages["refuse@siim94.example"].Id));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_line_lost_after_the_message_was_taken_leaves_it_unknown_and_is_not_tried_again()
    {
        var far = await app.ARecipient(Role.Technician, "hangup@siim94.example");
        var schedule = await Schedule(far);
        await WhenDue();
        app.Clock.Advance(TimeSpan.FromHours(5));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
        var unknown = await OnlyMessage(schedule);
        Assert.That((unknown.State, unknown.Problem), Is.EqualTo(("unknown", "interrupted")));

        await app.SendAs(manager, new ResendReportMessage(unknown.Id));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(2));
        Assert.That(server.Messages[0].MessageId, Is.EqualTo(server.Messages[1].MessageId), "a server that has it drops the second");
    }

    [Test]
    public async Task One_is_sent_at_once_to_whoever_asks_and_the_schedule_goes_on()
    {
        var contact = await app.ARecipient(Role.MemberContact, "dsi@arcueil.example", "ARCUEIL");
        var schedule = await Schedule(manager, contact);
        await app.SendAs(contact, new SendReportNow(schedule.Id));
        await Deliver();
        Assert.That(server.Messages.Single().To.Mailboxes.Single().Address, Is.EqualTo("dsi@arcueil.example"));
        await WhenDue();
        Assert.That(server.Subjects, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Whoever_has_no_address_or_no_access_gets_nothing_and_the_list_says_why()
    {
        var without = await app.AUser(Role.Technician);
        var disabled = await app.ARecipient(Role.Technician, "parti@siim94.example");
        var schedule = await Schedule(without, disabled);
        await app.Send(new SetAccountDisabled(disabled.UserId, true));
        await WhenDue();
        Assert.That(server.Subjects, Is.Empty);
        Assert.That(
            (await app.SendAs(manager, new ListReportMessages { Id = schedule.Id })).Items.Select(message =>
                (message.State, message.Problem)
            ),
            Is.EquivalentTo(new[] { ("failed", "no-address"), ("failed", "no-access") })
        );
    }

    [Test]
    public async Task Names_never_become_headers()
    {
        var hostile = await app.ARecipient(Role.Technician, "technicien@siim94.example");
        await app.Query(db =>
            db.Execute(
                "UPDATE Users SET DisplayName = @Name WHERE Id = @Id",
                new { Id = hostile.UserId, Name = "X\r\nBcc: autre@ailleurs.example\r\n\r\nCorps" },
                default
            )
        );
        var schedule = await Schedule(hostile);
        await app.Query(db =>
            db.Execute(
                "UPDATE ReportSchedules SET Title = @Title WHERE Id = @Id",
                new { schedule.Id, Title = "T\r\nBcc: autre@ailleurs.example\u2028<script>alert(1)</script>" },
                default
            )
        );
        await WhenDue();
        var mail = server.Messages.Single();
        Assert.That(mail.Headers["Bcc"], Is.Null);
        Assert.That(mail.To.Mailboxes.Select(mailbox => mailbox.Address), Is.EqualTo(new[] { "technicien@siim94.example" }));
        Assert.That(mail.Subject, Does.Contain("Bcc: autre@ailleurs.example"), "text of the subject, on its one line");
        Assert.That(mail.HtmlBody, Does.Not.Contain("<script>"));
    }

    [Test]
    public async Task A_paused_one_is_not_sent_and_what_fell_due_meanwhile_is_not_sent_afterwards()
    {
        var schedule = await Schedule();
        schedule = await app.SendAs(manager, new PauseReportSchedule(schedule.Id, schedule.Version, true));
        await WhenDue();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SendAs(manager, new PauseReportSchedule(schedule.Id, schedule.Version, false));
        await Deliver();
        Assert.That(server.Subjects, Is.Empty);
        app.Clock.Advance(TimeSpan.FromDays(7));
        await Deliver();
        Assert.That(server.Subjects, Has.Count.EqualTo(1));
    }
}
