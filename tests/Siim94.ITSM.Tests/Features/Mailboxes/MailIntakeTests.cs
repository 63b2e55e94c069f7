using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Tests.Features.Attachments;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>Mails that become tickets and answers, each once.</summary>
sealed class MailIntakeTests
{
    TestApp app = null!;
    UserIdentity admin;
    long mailboxId,
        uid;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        await SetUpMailbox();
    }

    async Task SetUpMailbox()
    {
        admin = await app.AUser(Role.Administrator);
        var mailbox = await app.SendAs(
            admin,
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "imap.siim94.example",
                Password = "secret-du-serveur",
            }
        );
        (mailboxId, uid) = (mailbox.Id, 0);
        await app.SendAs(admin, new SetMailDomain { Domain = "ville-arcueil.fr", Member = "ARCUEIL" });
    }

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    Task<bool> Keep(byte[] content) => app.Send(new RecordMail(mailboxId, 1, ++uid, ReceivedMail.Of(content, content)));

    Task Handle() => app.Services.GetRequiredService<MailIntake>().Run(default);

    async Task<ReceivedMailLine> Receive(byte[] content)
    {
        await Keep(content);
        await Handle();
        return (await app.SendAs(admin, new ListReceivedMails { Limit = 1 })).Items.Single();
    }

    static byte[] Mail(string headers, string text = "Bonjour", string id = "un") =>
        Encoding.UTF8.GetBytes($"Message-ID: <{id}@ville-arcueil.fr>\nDate: Tue, 14 Mar 2017 09:00:00 +0100\n{headers}\n\n{text}\n");

    const string Jeanne = "From: Jeanne Martin <jeanne@ville-arcueil.fr>\nSubject: Imprimante en panne";

    [Test]
    public async Task Somebody_of_a_members_domain_opens_a_ticket_and_enters_the_directory()
    {
        var mail = await Receive(Mail(Jeanne, "Elle ne répond plus."));
        Assert.That((mail.State, mail.Reason), Is.EqualTo((MailState.Opened, (string?)null)));
        var ticket = await app.SendAs(admin, new GetTicket(mail.Ticket!.Value));
        Assert.That(
            (ticket.Title, ticket.Description, ticket.Member, ticket.Requester, ticket.Channel),
            Is.EqualTo(("Imprimante en panne", "Elle ne répond plus.", "ARCUEIL", "Jeanne Martin", "mail"))
        );
        var person = (await app.SendAs(admin, new ListPeople { Q = "jeanne@ville-arcueil.fr" })).Items.Single();
        Assert.That((person.Name, person.Member), Is.EqualTo(("Jeanne Martin", "ARCUEIL")));

        await Receive(Mail(Jeanne, "Et le scanner.", "deux"));
        Assert.That((await app.SendAs(admin, new ListPeople { Q = "jeanne@ville-arcueil.fr" })).Items, Has.Count.EqualTo(1), "once");
    }

    [Test]
    public async Task A_mail_that_nobody_foresaw_is_left_to_somebody_and_holds_up_no_other()
    {
        await app.DisposeAsync();
        app = await TestApp.Start(services => services.AddScoped<IPreparation<HandleMail>, FailureOfOne>());
        await SetUpMailbox();
        await Keep(Mail("From: x@ville-arcueil.fr\nSubject: Imprévu"));
        await Keep(Mail(Jeanne, id: "deux"));
        await Handle();
        var mails = (await app.SendAs(admin, new ListReceivedMails())).Items.ToDictionary(mail => mail.Subject, mail => mail.State);
        Assert.That((mails["Imprévu"], mails["Imprimante en panne"]), Is.EqualTo((MailState.Quarantined, MailState.Opened)));
    }

    sealed class FailureOfOne : IPreparation<HandleMail>
    {
        public Task Prepare(HandleMail request, CancellationToken ct) =>
            request.Mail.Subject == "Imprévu" ? throw new InvalidOperationException("A fault of ours.") : Task.CompletedTask;
    }

    [Test]
    public async Task A_mailbox_whose_category_is_for_others_or_whose_group_is_closed_opens_tickets_all_the_same()
    {
        await app.Send(new AddCategory { Name = "Délibérations", Members = ["IVRY"] });
        await app.Send(new AddGroup { Name = "Crise" });
        var mailbox = await app.SendAs(admin, new GetMailbox(mailboxId));
        await app.SendAs(
            admin,
            new ChangeMailbox
            {
                Id = mailboxId,
                Version = mailbox.Version,
                Name = mailbox.Name,
                Address = mailbox.Address,
                Host = mailbox.Host,
                Category = "DELIBERATIONS",
                Group = "CRISE",
            }
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "group",
                Code = "CRISE",
                ClosedOn = Paris.Today(app.Clock),
            }
        );
        var mail = await Receive(Mail(Jeanne));
        Assert.That(mail.State, Is.EqualTo(MailState.Opened));
        var ticket = await app.SendAs(admin, new GetTicket(mail.Ticket!.Value));
        Assert.That((ticket.Category, ticket.Group), Is.EqualTo(((string?)null, (string?)null)));
        await app.SendAs(admin, new SetMailDomain { Domain = "ivry.fr", Member = "IVRY" });
        mail = await Receive(Mail("From: Paul <paul@ivry.fr>\nSubject: Acte", id: "deux"));
        Assert.That((await app.SendAs(admin, new GetTicket(mail.Ticket!.Value))).Category, Is.EqualTo("DELIBERATIONS"));
    }

    [Test]
    public async Task An_account_is_known_by_its_address_whatever_the_case()
    {
        var requester = await app.ARecipient(Role.Requester, "Paul.Durand@Ailleurs.example", "IVRY", "Paul Durand");
        var mail = await Receive(Mail("From: P <paul.durand@ailleurs.example>\nSubject: Accès"));
        Assert.That((await app.SendAs(requester, new GetTicket(mail.Ticket!.Value))).Requester, Is.EqualTo("Paul Durand"));
    }

    [Test]
    public async Task An_answer_joins_the_ticket_of_the_mail_that_it_answers_and_says_who_wrote_it()
    {
        var first = await Receive(Mail(Jeanne));
        var second = await Receive(Mail($"{Jeanne}\nIn-Reply-To: <un@ville-arcueil.fr>", "Des nouvelles ?\n\n> Bonjour", "deux"));
        Assert.That((second.State, second.Ticket), Is.EqualTo((MailState.Answered, first.Ticket)));
        var answer = (await app.SendAs(admin, new GetTicket(first.Ticket!.Value))).Events[^1];
        Assert.That((answer.Text, answer.ByName, answer.IsPrivate), Is.EqualTo(("Des nouvelles ?", "Jeanne Martin", false)));
    }

    [Test]
    public async Task An_agent_who_answers_by_mail_answers_the_ticket()
    {
        await app.ARecipient(Role.Technician, "tech@siim94.example", name: "Technicien");
        var ticket = await app.ATicket();
        var mail = await Receive(Mail($"From: T <tech@siim94.example>\nSubject: Re: [SIIM #{ticket.Number:D7}] x", "Je passe."));
        Assert.That((mail.State, mail.Ticket), Is.EqualTo((MailState.Answered, ticket.Number)));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Events[^1].ByName, Is.EqualTo("Technicien"));
    }

    [Test]
    public async Task What_is_still_wrong_reopens_what_was_resolved_and_thanks_do_not()
    {
        var number = (await Receive(Mail(Jeanne))).Ticket!.Value;
        await app.Send(new ResolveTicket { Number = number, Solution = "Redémarrée." });
        await Receive(Mail($"{Jeanne}\nIn-Reply-To: <un@ville-arcueil.fr>", "Merci beaucoup !", "deux"));
        Assert.That((await app.Send(new GetTicket(number))).Status, Is.EqualTo("resolved"));
        await Receive(Mail($"{Jeanne}\nIn-Reply-To: <un@ville-arcueil.fr>", "Elle est de nouveau en panne.", "trois"));
        var reopened = await app.Send(new GetTicket(number));
        Assert.That(reopened.Status, Is.EqualTo("new"));
        Assert.That(reopened.Events.Single(step => step.Kind == "reopen").ByName, Is.EqualTo(reopened.Requester).And.Not.Empty);
        Assert.That(reopened.Events[0].ByName, Is.EqualTo(reopened.Requester), "who wrote, and no account, has opened it");
    }

    [Test]
    public async Task A_mail_is_kept_and_handled_once_however_often_it_is_fetched_and_by_however_many()
    {
        var content = Mail(Jeanne);
        Assert.That(await Keep(content));
        Assert.That(await Keep(content), Is.False, "the same message under another number");
        uid = 0;
        Assert.That(await Keep(content), Is.False, "read again");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Handle)));
        await Handle();
        Assert.That((await app.SendAs(admin, new ListReceivedMails())).Items, Has.Count.EqualTo(1));
        Assert.That((await app.Send(new ListTickets())).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_handled_is_not_handled_again()
    {
        var mail = await Receive(Mail(Jeanne));
        var understood = MailReader.Read(ReceivedMail.Parse(Mail(Jeanne))!);
        Assert.That(await app.Send(new HandleMail(mail.Id, understood, [], [])), Is.Null);
        Assert.That((await app.Send(new ListTickets())).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_copier_that_sends_all_under_one_id_loses_nothing()
    {
        await Receive(Mail("From: Copieur <copieur@ville-arcueil.fr>\nSubject: Numérisation 1"));
        await Receive(Mail("From: Copieur <copieur@ville-arcueil.fr>\nSubject: Numérisation 2"));
        Assert.That((await app.Send(new ListTickets())).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Files_are_attached_and_what_is_refused_is_named()
    {
        var body =
            "--b\nContent-Type: text/plain\n\nVoir.\n"
            + Part("photo.jpg", Files.JpegWithPlace(6))
            + Part("outil.exe", Files.Text("MZ"))
            + Part("scan.pdf", [])
            + "--b--";
        var mail = await Receive(Mail($"{Jeanne}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b", body));
        var number = mail.Ticket!.Value;
        var file = (await app.SendAs(admin, new ListTicketFiles(number))).Items.Single();
        Assert.That(file.Name, Is.EqualTo("photo.jpg"));
        Assert.That(await app.SendAs(admin, new ReadAttachment(file.Id, 0)), Is.EqualTo(Files.JpegTurned(6)), "without its place");
        Assert.That(
            (await app.Send(new GetTicket(number))).Description,
            Does.StartWith("Voir.").And.Contain("outil.exe").And.EndWith("«\u00A0scan.pdf\u00A0» est vide")
        );

        static string Part(string name, byte[] content) =>
            $"--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename={name}\n"
            + $"Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(content)}\n";
    }

    [Test]
    public async Task A_file_of_the_largest_size_comes_through()
    {
        var content = new byte[NewFile.MostBytes];
        new Random(94).NextBytes(content);
        content[0] = 0;
        var body =
            "--b\nContent-Type: text/plain\n\nVoir.\n--b\nContent-Disposition: attachment; filename=grand.bin\n"
            + $"Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\n--b--";
        var mail = await Receive(Mail($"{Jeanne}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b", body));
        var file = (await app.SendAs(admin, new ListTicketFiles(mail.Ticket!.Value))).Items.Single();
        Assert.That((file.Name, file.Size), Is.EqualTo(("grand.bin", (long)NewFile.MostBytes)));
    }

    [Test]
    public async Task A_stranger_waits_for_somebody_who_gives_a_member_or_discards()
    {
        var mail = await Receive(Mail("From: Luc <luc@inconnu.example>\nSubject: Badge", "Mon badge est perdu."));
        Assert.That((mail.State, mail.Reason), Is.EqualTo((MailState.Quarantined, MailReason.UnknownSender)));
        Assert.That((await app.Send(new ListTickets())).Items, Is.Empty);
        var nobody = await app.AUser(Role.MemberContact, "IVRY");
        Assert.That(app.RefusedAs(nobody, new DecideMail { Id = mail.Id, Member = "IVRY" }).Status, Is.EqualTo(403));
        var hotline = await app.AUser(Role.Hotline);
        Assert.That(
            app.RefusedAs(hotline, new DecideMail { Id = mail.Id, Member = "IVRI" }).Errors["Member"].Single(),
            Does.Contain("IVRY")
        );

        Assert.That(await app.SendAs(hotline, new CountWaitingMails()), Is.EqualTo(1));
        var decided = await app.SendAs(hotline, new DecideMail { Id = mail.Id, Member = "IVRY" });
        var decision = await app.Services.GetRequiredService<MailIntake>().Handle(mail.Id, decided.MemberId, default);
        Assert.That(decision!.State, Is.EqualTo(MailState.Opened));
        Assert.That(await app.SendAs(hotline, new CountWaitingMails()), Is.Zero);
        Assert.That((await app.Send(new GetTicket(decision.Ticket!.Value))).Member, Is.EqualTo("IVRY"));
        Assert.That(app.RefusedAs(admin, new DecideMail { Id = mail.Id }).Status, Is.EqualTo(409));

        var again = await Receive(Mail("From: Pub <pub@inconnu.example>\nSubject: Offre", id: "deux"));
        await app.SendAs(admin, new DecideMail { Id = again.Id });
        Assert.That((await app.SendAs(admin, new GetReceivedMail(again.Id))).State, Is.EqualTo(MailState.Discarded));
    }

    [Test]
    public async Task Of_whoever_is_erased_no_mail_is_kept()
    {
        var first = await Receive(Mail(Jeanne));
        await Receive(Mail($"{Jeanne}\nIn-Reply-To: <un@ville-arcueil.fr>", "Toujours rien.", id: "deux"));
        var ticket = await app.Send(new GetTicket(first.Ticket!.Value));
        Assert.That(ticket.Events.Select(step => step.ByName), Does.Contain("Jeanne Martin"));
        var person = await app.Send(new GetPerson(ticket.RequesterId!.Value));
        await app.Send(new ErasePerson { Id = person.Id, Version = person.Version });
        var mails = (await app.SendAs(admin, new ListReceivedMails())).Items;
        Assert.That(
            mails.Select(mail => (mail.FromName, mail.FromAddress, mail.Attachment)),
            Is.All.EqualTo(($"Anonyme {person.Id}", "", (long?)null))
        );
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Events.Select(step => step.ByName), Does.Not.Contain("Jeanne Martin"));
    }

    [Test]
    public async Task What_programs_wrote_is_for_those_who_manage_mailboxes()
    {
        var bounce = await Receive(Mail("From: MAILER-DAEMON@ivry.fr\nSubject: Undelivered\nAuto-Submitted: auto-replied", "https://lien"));
        Assert.That(bounce.State, Is.EqualTo(MailState.Counted));
        var letter = await Receive(Mail("From: Luc <luc@inconnu.example>\nSubject: Badge", "Perdu.", id: "deux"));
        var hotline = await app.AUser(Role.Hotline);
        Assert.That((await app.SendAs(hotline, new ListReceivedMails())).Items.Select(mail => mail.Id), Is.EqualTo(new[] { letter.Id }));
        Assert.That(app.RefusedAs(hotline, new GetReceivedMail(bounce.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(hotline, new GetAttachment(bounce.Attachment!.Value)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(hotline, new GetAttachment(letter.Attachment!.Value))).Name, Is.Not.Empty);
        Assert.That((await app.SendAs(hotline, new GetMailText(letter.Id))).Text, Is.EqualTo("Perdu."));
        Assert.That(app.RefusedAs(hotline, new GetMailText(bounce.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_whole_corpus_goes_through_and_handling_it_again_changes_nothing()
    {
        foreach (var name in Directory.EnumerateFiles(Path.GetDirectoryName(MailCorpusTests.FileOf("x"))!, "*.eml").Order())
        {
            await Keep(await File.ReadAllBytesAsync(name));
            app.Clock.Advance(TimeSpan.FromMinutes(3)); // people do not write so much at once
        }
        while ((await app.Send(new ListMailsToHandle())).Count > 0)
            await Handle();
        var states = await States();
        Assert.That(states.Keys, Has.None.EqualTo(MailState.Received));
        Assert.That(states[MailState.Counted], Is.GreaterThan(5));
        Assert.That(states[MailState.Opened], Is.GreaterThan(20));
        var tickets = await app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM Tickets", null, default));
        Assert.That(tickets, Is.EqualTo(states[MailState.Opened]));
        await Handle();
        Assert.That(await States(), Is.EqualTo(states));

        async Task<Dictionary<string, int>> States() =>
            (await app.SendAs(admin, new ListReceivedMails { Limit = 500 })).Items.CountBy(mail => mail.State).ToDictionary();
    }

    [Test]
    public async Task Mail_as_it_came_in_is_for_staff_and_forgotten_after_a_month()
    {
        var mail = await Receive(Mail(Jeanne));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(app.RefusedAs(contact, new GetAttachment(mail.Attachment!.Value)).Status, Is.EqualTo(404));
        Assert.That(await app.SendAs(admin, new GetRawMail(mail.Id)), Is.EqualTo(Mail(Jeanne)));
        app.Clock.Advance(TimeSpan.FromDays(29));
        Assert.That(await app.Send(new ForgetReceivedMail()), Is.Zero);
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await app.Send(new ForgetReceivedMail()), Is.EqualTo(1));
        await app.Send(new SweepAttachments());
        Assert.That(await app.SendAs(admin, new GetRawMail(mail.Id)), Is.Null);
        Assert.That((await app.SendAs(admin, new GetReceivedMail(mail.Id))).Ticket, Is.EqualTo(mail.Ticket), "that it came in is known");
    }

    [Test]
    public async Task A_mailbox_never_tells_its_password_and_sends_it_to_no_other_server()
    {
        var mailbox = (await app.SendAs(admin, new ListMailboxes())).Items.Single();
        Assert.That((mailbox.HasPassword, mailbox.Port, mailbox.Folder), Is.EqualTo((true, 993, "INBOX")));
        var change = new ChangeMailbox
        {
            Id = mailbox.Id,
            Version = mailbox.Version,
            Name = "Support",
            Address = mailbox.Address,
            Host = "imap.ailleurs.example",
        };
        Assert.That(app.RefusedAs(admin, change).Errors.Keys, Is.EqualTo(new[] { "Password" }));
        var changed = await app.SendAs(admin, change with { Host = mailbox.Host, Name = "Assistance", IsPaused = true });
        Assert.That((changed.Name, changed.HasPassword), Is.EqualTo(("Assistance", true)));
        Assert.That(app.RefusedAs(admin, change with { Host = mailbox.Host }).Status, Is.EqualTo(412));
        Assert.That((await app.Send(new ListMailboxesToPoll())), Is.Empty);
        var kept = await app.Query(db =>
            db.Query<string>(
                "SELECT CONCAT(m.SealedPassword, '') FROM Mailboxes m UNION ALL SELECT CONCAT(a.AfterJson, '') FROM AuditEntries a",
                null,
                default
            )
        );
        Assert.That(kept, Has.None.Contain("secret-du-serveur"));
        Assert.That(app.RefusedAs(await app.AUser(Role.Manager), new ListMailboxes()).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(
                admin,
                new AddMailbox
                {
                    Name = "x",
                    Address = mailbox.Address,
                    Host = "h",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Address" })
        );
        Assert.That((await app.SendAs(admin, new GetMailbox(mailbox.Id))).Version, Is.EqualTo(changed.Version));
    }

    [Test]
    public async Task A_domain_below_one_is_of_the_same_member_and_one_is_taken_back()
    {
        await app.SendAs(admin, new SetMailDomain { Domain = "Ecoles.Ville-Arcueil.fr", Member = "IVRY" });
        Assert.That((await app.SendAs(admin, new ListMailDomains())).Items, Has.Count.EqualTo(2));
        var school = await Receive(Mail("From: a@jean-jaures.ecoles.ville-arcueil.fr\nSubject: x", id: "a"));
        var town = await Receive(Mail("From: b@dgs.ville-arcueil.fr\nSubject: y", id: "b"));
        Assert.That((await app.Send(new GetTicket(school.Ticket!.Value))).Member, Is.EqualTo("IVRY"));
        Assert.That((await app.Send(new GetTicket(town.Ticket!.Value))).Member, Is.EqualTo("ARCUEIL"));
        await app.SendAs(admin, new SetMailDomain { Domain = "ecoles.ville-arcueil.fr" });
        Assert.That(
            (await app.SendAs(admin, new ListMailDomains())).Items.Select(domain => domain.Domain),
            Is.EqualTo(new[] { "ville-arcueil.fr" })
        );
        Assert.That(app.RefusedAs(admin, new SetMailDomain { Domain = "pas un domaine" }).Errors.Keys, Is.EqualTo(new[] { "Domain" }));
    }

    [Test]
    public async Task What_the_rules_of_input_refuse_is_put_aside_and_holds_up_nothing()
    {
        await Keep(Mail(Jeanne));
        var id = (await app.SendAs(admin, new ListReceivedMails())).Items.Single().Id;
        await app.Send(new PutMailAside(id));
        Assert.That((await app.SendAs(admin, new GetReceivedMail(id))).Reason, Is.EqualTo(MailReason.Refused));
    }

    [Test]
    public async Task A_mailbox_says_what_went_wrong_until_it_is_read_again()
    {
        await app.Send(new ReportPoll(mailboxId, MailboxProblem.NotSecure));
        var failing = await app.SendAs(admin, new GetMailbox(mailboxId));
        Assert.That((failing.Problem, failing.ProblemText), Is.EqualTo(("not-secure", MailboxProblem.NameOf("not-secure"))));
        await app.Send(new ReportPoll(mailboxId, null));
        var read = await app.SendAs(admin, new GetMailbox(mailboxId));
        Assert.That((read.Problem, read.ProblemText), Is.EqualTo(((string?)null, (string?)null)));
    }
}
