using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>What people are told of tickets, in the product and by mail.</summary>
sealed class NoticeTests
{
    TestApp app = null!;
    MailServerProcess? server;
    UserIdentity requester,
        agent;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start(services => services.Configure<MailSettings>(mail => server?.Configure(mail)));
        await People();
    }

    async Task People()
    {
        requester = await app.ARecipient(Role.Requester, "jeanne@ville-arcueil.fr", "ARCUEIL", "Jeanne");
        agent = await app.AUser(Role.Technician, agent: await app.AnAgent(), name: "Technicien");
    }

    /// <summary>With a mail server, real where there is one.</summary>
    async Task WithMail()
    {
        await app.DisposeAsync();
        server = await MailServerProcess.Start();
        await SetUp();
    }

    [TearDown]
    public async Task TearDown()
    {
        await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    async Task Tell()
    {
        while (await app.Send(new TellEvents()) > 0) { }
    }

    async Task<IEnumerable<string>> Told(UserIdentity user)
    {
        await Tell();
        return (await app.SendAs(user, new ListNotices())).Items.Select(notice => notice.Kind).Reverse();
    }

    Task Answer(UserIdentity by, long number, string text = "Voilà", bool isPrivate = false) =>
        app.SendAs(
            by,
            new FollowUpTicket
            {
                Number = number,
                Text = text,
                IsPrivate = isPrivate,
            }
        );

    [Test]
    public async Task Each_hears_of_what_others_do_and_nobody_of_what_they_did()
    {
        var number = (await app.ATicket(requester)).Number;
        await app.SendAs(agent, new TakeTicketInCharge { Number = number });
        await Answer(agent, number);
        await Answer(requester, number);
        await app.SendAs(agent, new ResolveTicket { Number = number, Solution = "Fait." });
        Assert.That(await Told(requester), Is.EqualTo(new[] { NoticeKind.Opened, NoticeKind.Answer, NoticeKind.Solved }));
        Assert.That(await Told(agent), Is.EqualTo(new[] { NoticeKind.Answer }));
        await app.SendAs(requester, new ReopenTicket { Number = number });
        Assert.That((await Told(agent)).Last(), Is.EqualTo(NoticeKind.Reopened));
    }

    [Test]
    public async Task Whoever_has_met_the_same_incident_hears_that_it_is_solved_and_nothing_else()
    {
        var number = (await app.ATicket()).Number;
        var contact = await app.ARecipient(Role.MemberContact, "si@ville-arcueil.fr", "ARCUEIL", "Correspondante");
        var person = await app.Send(
            new AddPerson
            {
                Name = "Correspondante",
                Member = "ARCUEIL",
                Account = (await app.SendAs(contact, new GetSession())).Login,
            }
        );
        await app.Send(new AddAffectedPerson { Number = number, PersonId = person.Id });
        await Answer(agent, number);
        await app.SendAs(agent, new ResolveTicket { Number = number, Solution = "Rétabli." });
        Assert.That(await Told(contact), Is.EqualTo(new[] { NoticeKind.Solved }));
    }

    [Test]
    public async Task Each_who_asked_for_the_same_hears_that_it_is_solved()
    {
        var neighbour = await app.ARecipient(Role.Requester, "paul@ville-arcueil.fr", "ARCUEIL", "Paul");
        var (one, other) = ((await app.ATicket(requester)).Number, (await app.ATicket(neighbour)).Number);
        await app.SendAs(
            agent,
            new LinkTicket
            {
                Number = one,
                Kind = "duplicates",
                Ticket = other,
            }
        );
        await app.SendAs(agent, new ResolveTicket { Number = one, Solution = "Fait." });
        foreach (var asked in new[] { requester, neighbour })
            Assert.That(await Told(asked), Is.EqualTo(new[] { NoticeKind.Opened, NoticeKind.Solved }));
    }

    [Test]
    public async Task Whoever_is_handed_a_ticket_hears_of_it()
    {
        var number = (await app.ATicket()).Number;
        var code = (await app.SendAs(agent, new GetSession())).Agent;
        await app.Send(
            new AssignTicket
            {
                Number = number,
                Agent = code,
                Reason = "Tu connais ce poste",
            }
        );
        Assert.That(await Told(agent), Is.EqualTo(new[] { NoticeKind.Assigned }));
    }

    [Test]
    public async Task An_internal_note_is_told_to_whoever_works_on_it_alone()
    {
        var number = (await app.ATicket(requester)).Number;
        await app.SendAs(agent, new TakeTicketInCharge { Number = number });
        await Answer(await app.AUser(Role.Hotline), number, isPrivate: true);
        Assert.That(await Told(requester), Is.EqualTo(new[] { NoticeKind.Opened }));
        Assert.That(await Told(agent), Is.EqualTo(new[] { NoticeKind.Note }));
    }

    [Test]
    public async Task Whoever_a_colleague_names_hears_of_it_and_whoever_a_member_names_does_not()
    {
        var colleague = await app.AUser(Role.ProjectLeader, agent: await app.AnAgent(code: "ZOE", name: "Zoé Martin"), name: "Zoé");
        var number = (await app.ATicket(requester)).Number;
        await Answer(requester, number, "@ZOE, répondez !");
        Assert.That(await Told(colleague), Is.Empty);
        await Answer(agent, number, "@zoe martin : ton avis ?", isPrivate: true);
        await Answer(agent, number, "Voyez avec @ZOE.");
        await Answer(colleague, number, "Moi, @Zoé Martin, j'y suis.");
        Assert.That(await Told(colleague), Is.EqualTo(new[] { NoticeKind.Mentioned, NoticeKind.Mentioned }));
        Assert.That(await Told(requester), Does.Not.Contain(NoticeKind.Mentioned));
        await app.SendAs(colleague, new ChooseNotices { Items = [new(NoticeKind.Mentioned, false, false)] });
        await Answer(agent, number, "@ZOE ?");
        Assert.That((await Told(colleague)).Count(), Is.EqualTo(2), "as they choose");
    }

    [TestCase("@ZOE", "ZOE")]
    [TestCase("voir (@zoé martin).", "ZOE")]
    [TestCase("@Zoé Martin-Petit et @zoe", "PETIT ZOE")]
    [TestCase("@ZOE @ZOE", "ZOE")]
    [TestCase("jean@ZOE, @ZOEX, @ Zoé, @", "")]
    public void Colleagues_are_named_by_code_or_full_name(string text, string codes)
    {
        Agent[] agents =
        [
            new()
            {
                Id = 1,
                Code = "ZOE",
                Name = "Zoé Martin",
            },
            new()
            {
                Id = 2,
                Code = "PETIT",
                Name = "Zoé Martin-Petit",
            },
        ];
        Assert.That(string.Join(' ', Mentions.In(text, agents).Select(named => named.Code)), Is.EqualTo(codes));
    }

    [Test]
    public async Task A_group_hears_of_what_comes_to_it_and_is_said_until_somebody_has_the_ticket()
    {
        var (eve, leader) = (await app.AnAgent("SUPPORT", code: "EVE"), await app.AUser(Role.Manager));
        var colleague = await app.AUser(Role.Hotline, agent: eve, name: "Ève");
        await AddToHotline(eve);
        var opened = await app.SendAs(
            leader,
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Group = "HOTLINE",
            }
        );
        Assert.That(await Told(colleague), Is.EqualTo(new[] { NoticeKind.ForGroup }), "once");
        var number = (await app.ATicket(requester)).Number;
        await app.SendAs(leader, new AssignTicket { Number = number, Group = "HOTLINE" });
        await Answer(requester, number);
        await Answer(leader, number, isPrivate: true);
        Assert.That(await Told(colleague), Is.EqualTo(Enumerable.Repeat(NoticeKind.ForGroup, 3)));
        await app.SendAs(colleague, new TakeTicketInCharge { Number = number });
        await Answer(requester, number);
        Assert.That((await Told(colleague)).Last(), Is.EqualTo(NoticeKind.Answer), "the one who has it");
        await app.SendAs(colleague, new ChooseNotices { Items = [new(NoticeKind.ForGroup, false, false)] });
        await Answer(leader, opened.Number);
        Assert.That((await Told(colleague)).Count(), Is.EqualTo(4), "as they choose");
    }

    Task<int> AddToHotline(string agentCode) =>
        app.Query(db =>
            db.Execute(
                """
                INSERT INTO AssignmentGroupAgents (GroupId, AgentId)
                SELECT g.Id, a.Id FROM AssignmentGroups g CROSS JOIN Agents a WHERE g.Code = 'HOTLINE' AND a.Code = @Code
                """,
                new { Code = agentCode },
                default
            )
        );

    [Test]
    public async Task Each_step_is_told_once_by_however_many_at_the_same_instant()
    {
        for (var ticket = 0; ticket < 10; ticket++)
            await app.ATicket(requester);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(Tell)));
        Assert.That(await Told(requester), Has.Exactly(10).Items);
    }

    [Test]
    public async Task What_was_read_is_counted_no_more_whichever_way()
    {
        var first = (await app.ATicket(requester)).Number;
        await app.ATicket(requester);
        await app.ATicket(requester);
        await Tell();
        Assert.That((await app.SendAs(requester, new CountNotices())).Unread, Is.EqualTo(3));
        var newest = (await app.SendAs(requester, new ListNotices { Limit = 1 })).Items.Single();
        Assert.That((await app.SendAs(requester, new ReadNotices { Ids = [newest.Id] })).Unread, Is.EqualTo(2));
        Assert.That((await app.SendAs(requester, new ReadNotices { Ticket = first })).Unread, Is.EqualTo(1));
        Assert.That((await app.SendAs(requester, new ListNotices { Unread = true })).Items, Has.Count.EqualTo(1));
        Assert.That((await app.SendAs(agent, new ReadNotices())).Unread, Is.Zero);
        Assert.That((await app.SendAs(requester, new CountNotices())).Unread, Is.EqualTo(1), "nobody reads another's");
        Assert.That((await app.SendAs(requester, new ReadNotices())).Unread, Is.Zero);
        app.Clock.Advance(TimeSpan.FromDays(40));
        Assert.That(await app.Send(new ForgetNotices()), Is.EqualTo(3));
    }

    [Test]
    public async Task Each_chooses_what_they_are_told_and_staff_of_more_than_others()
    {
        Assert.That((await app.SendAs(agent, new GetNoticeChoices())).Items.Select(choice => choice.Kind), Is.EqualTo(NoticeKind.All));
        var own = (await app.SendAs(requester, new GetNoticeChoices())).Items;
        Assert.That(
            own.Select(choice => choice.Kind),
            Is.EqualTo(new[] { NoticeKind.Opened, NoticeKind.Answer, NoticeKind.Solved, NoticeKind.Closed })
        );
        Assert.That(own, Has.All.Matches<NoticeChoice>(choice => choice is { IsShown: true, IsMailed: true }));
        await app.SendAs(requester, new ChooseNotices { Items = [new(NoticeKind.Opened, false, false)] });
        await app.SendAs(requester, new ChooseNotices { Items = [new(NoticeKind.Opened, false, true)] });
        await app.ATicket(requester);
        Assert.That(await Told(requester), Is.Empty);
        Assert.That(app.RefusedAs(requester, new ChooseNotices { Items = [new("météo", true, true)] }).Errors, Is.Not.Empty);
    }

    [Test]
    public async Task What_happened_before_is_told_to_nobody()
    {
        var number = (await app.ATicket(requester)).Number;
        await app.Query(db => db.Execute("UPDATE NoticeStart SET AfterEventId = (SELECT MAX(Id) FROM TicketEvents)", null, default));
        Assert.That(await Told(requester), Is.Empty);
        await Answer(agent, number);
        Assert.That(await Told(requester), Is.EqualTo(new[] { NoticeKind.Answer }));
    }

    [Test]
    public async Task A_browser_shows_what_is_new_of_what_each_chose()
    {
        var first = (await app.ATicket(requester)).Number;
        await Tell();
        var (last, before) = await app.SendAs(requester, new ListNewNotices(null));
        Assert.That(before, Is.Empty, "what was there when the page opened");
        Assert.That((await app.SendAs(requester, new ListNewNotices(last))).Items, Is.Empty);
        await Answer(agent, first);
        var number = (await app.ATicket(requester, title: "Autre")).Number;
        await app.SendAs(requester, new ChooseNotices { Items = [new(NoticeKind.Opened, true, true, false)] });
        await Tell();
        var news = await app.SendAs(requester, new ListNewNotices(last));
        Assert.That(news.Items.Select(notice => (notice.Kind, notice.Ticket)), Is.EqualTo(new[] { (NoticeKind.Answer, first) }));
        Assert.That((await app.SendAs(requester, new ListNewNotices(news.Last))).Items, Is.Empty, number.ToString());
        Assert.That((await app.SendAs(agent, new ListNewNotices(0))).Items, Is.Empty, "each their own");
    }

    [Test]
    public async Task What_was_imported_is_news_to_nobody()
    {
        await app.Send(
            new OpenTicket
            {
                Title = "De l'an dernier",
                Member = "ARCUEIL",
                Requester = "Jeanne",
                OpenedAt = app.Clock.GetUtcNow().AddYears(-1),
            }
        );
        Assert.That(await Told(requester), Is.Empty);
    }

    [Test]
    public async Task Mail_tells_a_burst_at_once_with_mark_thread_and_reason()
    {
        await WithMail();
        await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "imap.siim94.example",
            }
        );
        var number = (await app.ATicket(requester, title: "Écran noir")).Number;
        await Answer(agent, number, "Je regarde <b>.");
        await Answer(agent, number, "Note interne", isPrivate: true);
        await Tell();
        await Deliver();
        Assert.That(server!.Messages, Is.Empty, "it waits for what follows");
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await app.SendAs(agent, new ResolveTicket { Number = number, Solution = "Rallumé." });
        await Tell();
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        await Deliver();
        var mail = server.Messages.Single();
        Assert.That(mail.Subject, Is.EqualTo($"[SIIM #{number:D7}] Écran noir"));
        Assert.That(mail.Headers["Auto-Submitted"], Is.EqualTo("auto-generated"));
        Assert.That(mail.ReplyTo.Mailboxes.Single().Address, Is.EqualTo("support@siim94.example"));
        Assert.That(mail.InReplyTo, Is.EqualTo($"ticket.{number}@siim94.example"));
        var text = mail.TextBody!;
        Assert.That(
            text,
            Does.StartWith("-- Répondre au-dessus de cette ligne --")
                .And.Contain($"enregistrée sous le numéro {number}")
                .And.Contain("Je regarde <b>.")
                .And.Contain("Rallumé.")
                .And.Contain($"https://itsm.siim94.example/tickets/{number}")
                .And.Contain("vous êtes le demandeur")
                .And.Not.Contain("Note interne")
        );
        Assert.That(mail.HtmlBody, Does.Contain("Je regarde &lt;b&gt;."));

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await Tell();
        await Deliver();
        Assert.That(server.Messages, Has.Count.EqualTo(1), "once");
        await Answer(agent, number, "Encore un mot");
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That(server.Messages[^1].TextBody, Does.Contain("Encore un mot").And.Not.Contain("Rallumé"), "what is new");
    }

    [Test]
    public async Task Quiet_hours_put_mail_off_and_tell_all_of_a_ticket_at_their_end()
    {
        await WithMail(); // 10:00 in Paris
        var choices = await app.SendAs(requester, new ChooseNotices { Hours = new("09:30", "12:00", null) });
        Assert.That(choices.Hours, Is.EqualTo(new NoticeHours("09:30", "12:00", null)));
        Assert.That((await app.SendAs(requester, new GetNoticeChoices())).Hours, Is.EqualTo(choices.Hours));
        var number = (await app.ATicket(requester, title: "Écran noir")).Number;
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(90));
        await Deliver();
        Assert.That(server!.Messages, Is.Empty);
        await Answer(agent, number, "Je passe à midi");
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        await Deliver();
        Assert.That(server.Messages.Single().TextBody, Does.Contain("enregistrée").And.Contain("Je passe à midi"));
        Assert.That(server.Messages[0].Headers["List-Unsubscribe"], Does.StartWith("<https://itsm.siim94.example/desabonnement?jeton="));
        Assert.That(server.Messages[0].TextBody, Does.Contain("Choisir ce que vous recevez : https://itsm.siim94.example/avis"));

        await Answer(agent, number, "Après midi");
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That(server.Messages, Has.Count.EqualTo(2), "by day at once");
    }

    [Test]
    public async Task A_digest_tells_all_tickets_in_one_mail_a_day_as_far_as_they_are_seen()
    {
        await WithMail();
        await app.SendAs(requester, new ChooseNotices { Hours = new(null, null, "18:00") });
        var one = (await app.ATicket(requester, title: "Écran noir")).Number;
        var other = (await app.ATicket(requester, title: "Souris")).Number;
        var gone = (await app.ATicket(requester, title: "Clavier")).Number;
        await Answer(agent, one, "Je regarde");
        await Answer(agent, other, "Note", isPrivate: true);
        await Tell();
        await app.Query(db =>
            db.Execute("UPDATE Tickets SET RequesterUserId = NULL, CreatedByUserId = NULL WHERE Id = @Id", new { Id = gone }, default)
        );
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Deliver();
        Assert.That(server!.Messages, Is.Empty);
        app.Clock.Advance(TimeSpan.FromHours(6));
        await Deliver();
        await Deliver();
        var text = server.Messages.Single().TextBody!;
        Assert.That(
            text,
            Does.Contain($"#{one} – Écran noir")
                .And.Contain("Je regarde")
                .And.Contain($"#{other} – Souris")
                .And.Contain("un seul mail par jour")
                .And.Not.Contain("Note")
                .And.Not.Contain("Clavier")
        );
        var until = app.Clock.GetUtcNow().UtcDateTime;
        Assert.That(await app.SendAs(agent, new ListDigest(0, until)), Is.Empty, "nobody reads another's");
        await Answer(agent, other, "Remplacée");
        await Tell();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Deliver();
        Assert.That(server.Messages, Has.Count.EqualTo(2));
        var second = server.Messages.Single(message => message.TextBody!.Contains("Remplacée", StringComparison.Ordinal));
        Assert.That(second.TextBody, Does.Not.Contain("Je regarde"), "what is new");
    }

    [Test]
    public void Hours_that_are_none_are_refused()
    {
        foreach (var hours in new NoticeHours[] { new("25:00", "07:00", null), new("20:00", null, null), new(null, null, "midi") })
            Assert.That(app.RefusedAs(requester, new ChooseNotices { Hours = hours }).Errors, Is.Not.Empty);
        Assert.That(app.RefusedAs(requester, new ChooseNotices()).Errors, Contains.Key("Items"));
    }

    [Test]
    public async Task Whoever_is_given_a_ticket_by_hand_reads_so_in_the_mail()
    {
        await WithMail();
        await app.Query(db => db.Execute("UPDATE Users SET Email = 'tech@siim94.example' WHERE AgentId IS NOT NULL", null, default));
        var manager = await app.AUser(Role.Manager);
        var number = (await app.ATicket(requester)).Number;
        var code = (await app.SendAs(agent, new GetSession())).Agent;
        await app.SendAs(
            manager,
            new AssignTicket
            {
                Number = number,
                Agent = code,
                Reason = "Sur place",
            }
        );
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        var mail = server!.Messages.Single(message => message.To.Mailboxes.Single().Address == "tech@siim94.example");
        Assert.That(mail.TextBody, Does.Contain($"vous confie le ticket #{number}.").And.Contain("Sur place"));
    }

    [Test]
    public async Task Somebody_without_an_account_gets_mail_in_their_language_and_answers_it_into_the_ticket()
    {
        await WithMail();
        var person = await app.Send(
            new AddPerson
            {
                Name = "Ada Byron",
                Emails = ["ada@ville-arcueil.fr"],
                Member = "ARCUEIL",
                Language = "en",
            }
        );
        var ticket = await app.Send(new OpenTicket { Title = "Accès", RequesterId = person.Id });
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        var mail = server!.Messages.Single();
        Assert.That(mail.To.Mailboxes.Single().Address, Is.EqualTo("ada@ville-arcueil.fr"));
        Assert.That(mail.TextBody, Does.Contain("registered under number").And.Not.Contain("/tickets/"));

        var mailbox = await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "h",
            }
        );
        var answer = new MimeMessage
        {
            Subject = "Re: Accès",
            InReplyTo = mail.MessageId,
            MessageId = "reponse@ailleurs.example",
        };
        answer.From.Add(MailboxAddress.Parse("ada@maison.example"));
        answer.Body = new TextPart("plain") { Text = "Any news?" };
        using var written = new MemoryStream();
        await answer.WriteToAsync(written);
        await app.Send(new RecordMail(mailbox.Id, 1, 1, ReceivedMail.Of(written.ToArray(), written.ToArray())));
        await app.Services.GetRequiredService<MailIntake>().Run(default);
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Events[^1].Text, Is.EqualTo("Any news?"));
    }

    [Test]
    public async Task An_answer_by_mail_to_a_note_among_staff_is_one()
    {
        await WithMail();
        var mailbox = await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "h",
            }
        );
        var code = await app.AnAgent(code: "ZOE", name: "Zoé Martin");
        await app.ARecipient(Role.ProjectLeader, "zoe@siim94.example", name: "Zoé", agent: code);
        var number = (await app.ATicket(requester)).Number;
        await Answer(agent, number, "@ZOE : ton avis ?", isPrivate: true);
        await Tell();
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await Deliver();
        var told = server!.Messages.Single(message => message.To.Mailboxes.Single().Address == "zoe@siim94.example");

        await Reply("zoe@siim94.example", "Pénible, franchement.", 1);
        var note = (await app.Send(new GetTicket(number))).Events[^1];
        Assert.That((note.Text, note.IsPrivate), Is.EqualTo(("Pénible, franchement.", true)));
        await Reply("qui@ailleurs.example", "Je l'ai d'elle.", 2);
        Assert.That((await app.Send(new GetTicket(number))).Events[^1].Text, Is.EqualTo(note.Text), "who has it from staff is a stranger");

        async Task Reply(string from, string text, int uid)
        {
            var answer = new MimeMessage
            {
                Subject = "Re: note",
                InReplyTo = told.MessageId,
                MessageId = $"reponse-{uid}@siim94.example",
            };
            answer.From.Add(MailboxAddress.Parse(from));
            answer.Body = new TextPart("plain") { Text = text };
            await Receive(mailbox.Id, uid, answer);
        }
    }

    /// <summary>Two programs that answer each other through a ticket, as slowly as they like.</summary>
    [Test]
    public async Task The_same_answer_again_and_again_is_a_programs()
    {
        var mailbox = await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "h",
            }
        );
        var number = (await app.ATicket(requester)).Number;
        for (var round = 1; round <= 6; round++)
        {
            var answer = new MimeMessage { Subject = $"Re: [SIIM #{number:0000000}]", MessageId = $"robot-{round}@ville-arcueil.fr" };
            answer.From.Add(MailboxAddress.Parse("jeanne@ville-arcueil.fr"));
            answer.Body = new TextPart("plain") { Text = "Nous avons bien reçu votre message." };
            await Receive(mailbox.Id, round, answer);
            app.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        var states = (await app.Send(new ListReceivedMails())).Items.Select(mail => mail.State).Reverse();
        Assert.That(states, Is.EqualTo(new[] { "answered", "answered", "counted", "counted", "counted", "counted" }));
    }

    async Task Receive(long mailboxId, int uid, MimeMessage message)
    {
        using var written = new MemoryStream();
        await message.WriteToAsync(written);
        await app.Send(new RecordMail(mailboxId, 1, uid, ReceivedMail.Of(written.ToArray(), written.ToArray())));
        await app.Services.GetRequiredService<MailIntake>().Run(default);
    }

    /// <summary>Two programs that confirm each other, without a header that says so.</summary>
    [Test]
    public async Task A_loop_of_two_programs_stops_by_itself()
    {
        await WithMail();
        var mailbox = await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "h",
            }
        );
        await app.Send(new SetMailDomain { Domain = "ville-arcueil.fr", Member = "ARCUEIL" });
        var answered = 0;
        for (var round = 1; round <= 60; round++)
        {
            var mail = new MimeMessage
            {
                Subject = $"Votre demande {round} est enregistrée",
                MessageId = $"robot-{round}@ville-arcueil.fr",
            };
            mail.From.Add(MailboxAddress.Parse("robot@ville-arcueil.fr"));
            mail.Body = new TextPart("plain") { Text = "Nous avons bien reçu votre message." };
            using var written = new MemoryStream();
            await mail.WriteToAsync(written);
            await app.Send(new RecordMail(mailbox.Id, 1, round, ReceivedMail.Of(written.ToArray(), written.ToArray())));
            await app.Services.GetRequiredService<MailIntake>().Run(default);
            await Tell();
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            await Deliver();
            if (server!.Messages.Count == answered)
                break; // the robot has nothing to answer any more
            answered = server.Messages.Count;
        }
        Assert.That(answered, Is.EqualTo(MailRules.MostConfirmed));
    }

    [Test]
    public async Task What_could_not_leave_is_shown_and_sent_again()
    {
        await WithMail();
        await app.ARecipient(Role.Requester, "refuse@ville-arcueil.fr", "ARCUEIL", "Refus");
        await app.Send(
            new OpenTicket
            {
                Title = "x",
                Member = "ARCUEIL",
                Requester = "Refus",
            }
        );
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        var dead = (await app.Send(new ListOutbox { IsDead = true })).Items.Single();
        Assert.That((dead.State, dead.Address, dead.Kind), Is.EqualTo(("failed", "refuse@ville-arcueil.fr", TicketMail.Kind)));
        Assert.That((await app.Send(new RetryMail(dead.Id))).State, Is.EqualTo("queued"));
        Assert.That((await app.Send(new ListOutbox { IsDead = true })).Items, Is.Empty);
        Assert.That(app.Refused(new RetryMail(dead.Id)).Status, Is.EqualTo(409));
        Assert.That(app.Refused(new RetryMail(999)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(agent, new ListOutbox()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Mail_tells_nobody_of_a_ticket_that_they_see_no_more()
    {
        await WithMail();
        var number = (await app.ATicket(requester)).Number;
        await Tell();
        await app.Query(db =>
            db.Execute(
                "UPDATE Tickets SET MemberId = (SELECT Id FROM Members WHERE Code = 'IVRY') WHERE Id = @Id",
                new { Id = number },
                default
            )
        );
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That(server!.Messages, Is.Empty);
        Assert.That((await app.Send(new ListOutbox { IsDead = true })).Items.Single().Problem, Is.EqualTo(MailProblem.NoAccess));
        Assert.That((await app.SendAs(requester, new ListNotices())).Items, Is.Empty);
        var news = new GetTicketNews(number, 1, app.Clock.GetUtcNow().UtcDateTime);
        Assert.That(app.RefusedAs(requester, news).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_counter_of_the_bell_is_what_its_list_shows()
    {
        var number = (await app.ATicket(requester)).Number;
        await app.ATicket(requester);
        await Tell();
        await app.Query(db =>
            db.Execute(
                "UPDATE Tickets SET MemberId = (SELECT Id FROM Members WHERE Code = 'IVRY') WHERE Id = @Id",
                new { Id = number },
                default
            )
        );
        Assert.That((await app.SendAs(requester, new ListNotices { Unread = true })).Items, Has.Count.EqualTo(1));
        Assert.That((await app.SendAs(requester, new CountNotices())).Unread, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_observes_reads_the_notice_and_gets_the_mail()
    {
        await WithMail();
        var person = await Person("Jeanne", "ARCUEIL", requester);
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Accès",
                Member = "ARCUEIL",
                Observers = [person],
            }
        );
        await Answer(agent, ticket.Number, "On regarde");
        Assert.That(await Told(requester), Does.Contain(NoticeKind.Answer));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That(server!.Messages.Single().TextBody, Does.Contain("On regarde"));
        Assert.That((await app.Send(new ListOutbox { IsDead = true })).Items, Is.Empty);
    }

    [Test]
    public async Task Whoever_asked_gets_mail_at_the_address_of_the_directory_when_the_account_has_none()
    {
        await WithMail();
        var user = await app.AUser(Role.Requester, "ARCUEIL", name: "Ada");
        var person = await Person("Ada", "ARCUEIL", user, "ada@ville-arcueil.fr");
        await app.Send(new OpenTicket { Title = "Accès", RequesterId = person });
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        Assert.That(server!.Messages.Single().To.Mailboxes.Single().Address, Is.EqualTo("ada@ville-arcueil.fr"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whom_the_incident_of_another_member_has_hit_hears_that_it_is_solved_and_not_how(bool hasAccount)
    {
        await WithMail();
        await app.Send(
            new AddMailbox
            {
                Name = "Support",
                Address = "support@siim94.example",
                Host = "h",
            }
        );
        var user = hasAccount ? await app.ARecipient(Role.Requester, null, "IVRY", "Bob") : (UserIdentity?)null;
        var bob = await Person("Bob", "IVRY", user, "bob@ville-ivry.fr");
        var ada = await Person("Ada", "ARCUEIL", null, "ada@ville-arcueil.fr");
        var number = (await app.ATicket(title: "Serveur d'Arcueil")).Number;
        foreach (var person in new[] { ada, bob })
            await app.Send(new AddAffectedPerson { Number = number, PersonId = person });
        await Answer(agent, number, "On regarde");
        await app.SendAs(agent, new ResolveTicket { Number = number, Solution = "Disque changé" });
        await Tell();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Deliver();
        var mails = server!.Messages.ToDictionary(mail => mail.To.Mailboxes.Single().Address);
        Assert.That(mails["ada@ville-arcueil.fr"].TextBody, Does.Contain("Disque changé"));
        var mail = mails["bob@ville-ivry.fr"];
        Assert.That(mail.Subject, Does.Contain("Incident résolu"));
        Assert.That($"{mail.Subject} {mail.TextBody} {mail.HtmlBody}", Does.Not.Contain("Arcueil").And.Not.Contain("Disque"));
        Assert.That(
            mail.TextBody,
            Does.Contain("L'incident que vous avez signalé est résolu.").And.Contain("parce que vous avez signalé l'incident")
        );
        Assert.That(mail.TextBody, Does.Not.Contain("rouverte").And.Not.Contain("observateur").And.Not.Contain("/tickets/"));
    }

    async Task<long> Person(string name, string member, UserIdentity? account, string? email = null) =>
        (
            await app.Send(
                new AddPerson
                {
                    Name = name,
                    Member = member,
                    Emails = email is null ? [] : [email],
                    Account = account is { } user ? (await app.SendAs(user, new GetSession())).Login : null,
                }
            )
        ).Id;

    Task Deliver() => app.Services.GetRequiredService<MailDelivery>().Run(default);
}
