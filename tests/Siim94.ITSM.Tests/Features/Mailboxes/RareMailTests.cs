using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>Mails that come in once a month, from their mailbox to the ticket.</summary>
sealed class RareMailTests
{
    TestApp app = null!;
    UserIdentity admin;
    long uid;
    readonly List<long> mailboxes = [];

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        admin = await app.AUser(Role.Administrator);
        mailboxes.Clear();
        foreach (var name in new[] { "support", "reseau" })
        {
            var mailbox = new AddMailbox
            {
                Name = name,
                Address = $"{name}@siim94.example",
                Host = "imap.siim94.example",
                Password = "secret",
            };
            mailboxes.Add((await app.SendAs(admin, mailbox)).Id);
        }
        await app.SendAs(admin, new SetMailDomain { Domain = "ville-arcueil.fr", Member = "ARCUEIL" });
        await app.SendAs(admin, new SetMailDomain { Domain = "ivry.fr", Member = "IVRY" });
    }

    [TearDown]
    public ValueTask TearDown() => app.DisposeAsync();

    const string Jeanne = "From: Jeanne Martin <jeanne@ville-arcueil.fr>",
        Date = "Date: Tue, 14 Mar 2017 09:00:00 +0100";

    async Task<ReceivedMailLine> Receive(string mail, int mailbox = 0)
    {
        var content = Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        await app.Send(new RecordMail(mailboxes[mailbox], 1, ++uid, ReceivedMail.Of(content, content)));
        await app.Services.GetRequiredService<MailIntake>().Run(default);
        return (await app.SendAs(admin, new ListReceivedMails { Limit = 1 })).Items.Single();
    }

    Task<TicketDetails> Ticket(ReceivedMailLine mail) => app.SendAs(admin, new GetTicket(mail.Ticket!.Value));

    [TestCase("Date: Thu, 1 Jan 1970 00:00:00 +0000")]
    [TestCase("Date: Wed, 1 Jan 2098 08:00:00 +0100")]
    [TestCase("Date: hier soir")]
    [TestCase("X-No-Date: 1")]
    public async Task Was_opened_when_it_came_in_whatever_date_it_bears(string date)
    {
        var mail = await Receive($"Message-ID: <a@x>\n{date}\n{Jeanne}\nSubject: Horloge\n\nElle retarde.\n");
        Assert.That((await Ticket(mail)).OpenedAt, Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime).Within(1).Minutes);
    }

    [TestCase("From: Mairie: Jeanne Martin <jeanne@ville-arcueil.fr>;", "Jeanne Martin")]
    [TestCase("From: Jeanne Martin <jeanne@ville-arcueil.fr>, Paul <paul@ivry.fr>", "Jeanne Martin")]
    [TestCase("From: =?utf-8?Q?Jeanne_Martin_=28Mairie=29?= <JEANNE@Ville-Arcueil.FR>", "Jeanne Martin (Mairie)")]
    [TestCase("From: Jeanne Martin <jeanne@ville-arcueil.fr>\nReply-To: <intrus@ailleurs.example>", "Jeanne Martin")]
    public async Task Is_of_the_first_who_signs_it(string from, string requester)
    {
        var mail = await Receive($"Message-ID: <a@x>\n{Date}\n{from}\nSubject: Clavier\n\nCassé.\n");
        Assert.That((mail.FromAddress, (await Ticket(mail)).Requester), Is.EqualTo(("jeanne@ville-arcueil.fr", requester)));
    }

    [Test]
    public async Task A_text_longer_than_any_is_kept_whole_as_a_file()
    {
        var log = string.Concat(Enumerable.Range(1, 3_000).Select(line => $"{line} erreur\n"));
        var ticket = await Ticket(await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Journal\n\n{log}"));
        Assert.That(ticket.Description, Has.Length.EqualTo(20_000).And.EndsWith("…"));
        var file = (await app.SendAs(admin, new ListTicketFiles(ticket.Number))).Items.Single();
        Assert.That((file.Name, file.Size), Is.EqualTo(("texte.txt", log.Trim().Length)));
    }

    [TestCase("")]
    [TestCase("; boundary=autre")]
    public async Task Parts_that_nothing_bounds_are_read_as_text(string boundary)
    {
        var mail = await Receive(
            $"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Panne\nContent-Type: multipart/mixed{boundary}\n\nPlus rien.\n"
        );
        Assert.That((await Ticket(mail)).Description, Is.EqualTo("Plus rien."));
    }

    [Test]
    public async Task Parts_deeper_than_any_are_kept_as_a_file()
    {
        var body = string.Concat(
            Enumerable.Range(0, 60).Select(depth => $"--b{depth}\nContent-Type: multipart/mixed; boundary=b{depth + 1}\n\n")
        );
        var mail = await Receive(
            $"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Panne\nContent-Type: multipart/mixed; boundary=b0\n\n{body}--b60\n\nAu fond.\n"
        );
        var file = (await app.SendAs(admin, new ListTicketFiles(mail.Ticket!.Value))).Items.Single();
        Assert.That(Encoding.UTF8.GetString((await app.SendAs(admin, new ReadAttachment(file.Id, 0)))!), Does.Contain("Au fond."));
    }

    [TestCase("<html><head><meta charset=utf-8><body>Plus rien", "Plus rien")]
    [TestCase("<title>Panne</title><p>Plus rien", "Plus rien")]
    [TestCase("<p style='display:none'><p>Plus rien", "Plus rien")]
    [TestCase("<table><tr><td>Poste<td>12<tr><td>Salle<td>3</table>", "Poste 12\nSalle 3")]
    public async Task HTML_may_leave_out_the_tags_that_it_may(string html, string text)
    {
        var mail = await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Panne\nContent-Type: text/html\n\n{html}\n");
        Assert.That((await Ticket(mail)).Description, Is.EqualTo(text));
    }

    [Test]
    public async Task Signs_of_no_width_are_neither_a_subject_nor_a_name()
    {
        var mail = await Receive(
            $"Message-ID: <a@x>\n{Date}\nFrom: =?utf-8?B?4oCN?= <jeanne@ville-arcueil.fr>\nSubject: =?utf-8?B?4oCN?=\n\nPlus rien.\n"
        );
        var ticket = await Ticket(mail);
        Assert.That((ticket.Title, ticket.Requester), Is.EqualTo(("Plus rien.", "jeanne@ville-arcueil.fr")));
    }

    [Test]
    public async Task Files_beyond_the_fiftieth_are_counted_even_under_the_longest_text()
    {
        var files = string.Concat(Enumerable.Range(1, 60).Select(file => $"--A\nContent-Type: text/csv; name={file}.csv\n\n{file}\n"));
        var mail = await Receive(
            $"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Relevés\nMIME-Version: 1.0\n"
                + $"Content-Type: multipart/mixed; boundary=A\n\n--A\n\n{new string('x', 30_000)}\n{files}--A--\n"
        );
        var ticket = await Ticket(mail);
        Assert.That(ticket.Description, Does.EndWith("- au-delà de 50 fichiers, 11 de plus"), "the whole text is the first of fifty");
        Assert.That((await app.SendAs(admin, new ListTicketFiles(ticket.Number))).Items, Has.Count.EqualTo(50));
    }

    [Test]
    public async Task Two_hundred_recipients_are_no_observers_and_get_no_answer()
    {
        var others = string.Join(",\n ", Enumerable.Range(1, 200).Select(n => $"Agent {n} <agent{n}@ville-arcueil.fr>"));
        var mail = await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nTo: {others}\nSubject: Panne\n\nToute la mairie.\n");
        Assert.That((await Ticket(mail)).Observers, Is.Empty);
    }

    [Test]
    public async Task A_signed_mail_reads_without_its_signature()
    {
        var mail = await Receive(
            $"""
            Message-ID: <a@x>
            {Date}
            {Jeanne}
            Subject: Certificat
            MIME-Version: 1.0
            Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=s

            --s
            Content-Type: text/plain; charset=utf-8

            Il expire demain.
            --s
            Content-Type: application/pkcs7-signature; name=smime.p7s
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=smime.p7s

            MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBglghkgBZQMEAgEFADCA
            --s--

            """
        );
        Assert.That((await Ticket(mail)).Description, Is.EqualTo("Il expire demain."));
        Assert.That((await app.SendAs(admin, new ListTicketFiles(mail.Ticket!.Value))).Items, Is.Empty);
    }

    [TestCase("Re: Re: AW: TR: Imprimante", "Imprimante")]
    [TestCase("RE : TR : Rép : Imprimante", "Imprimante")]
    [TestCase("[EXT] Fwd: [SPAM] Re[2]: Imprimante", "Imprimante")]
    [TestCase("Recette : Imprimante", "Recette : Imprimante")]
    public async Task Its_title_is_what_it_is_about(string subject, string title) =>
        Assert.That(
            (await Ticket(await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: {subject}\n\nx\n"))).Title,
            Is.EqualTo(title)
        );

    [Test]
    public async Task The_same_id_from_two_senders_is_two_mails()
    {
        var first = await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Un\n\nx\n");
        var second = await Receive($"Message-ID: <a@x>\n{Date}\nFrom: Paul <paul@ivry.fr>\nSubject: Deux\n\nx\n");
        Assert.That((await Ticket(first)).Member, Is.EqualTo("ARCUEIL"));
        Assert.That((await Ticket(second)).Member, Is.EqualTo("IVRY"));
    }

    [Test]
    public async Task Written_to_two_of_our_mailboxes_it_is_one_ticket()
    {
        var text = $"Message-ID: <a@x>\n{Date}\n{Jeanne}\nTo: support@siim94.example, reseau@siim94.example\nSubject: Wifi\n\nx\n";
        var number = (await Receive(text)).Ticket;
        await Receive(text, mailbox: 1);
        Assert.That(
            (await app.SendAs(admin, new ListTickets())).Items.Select(ticket => ticket.Number),
            Is.EqualTo(new[] { number!.Value })
        );
    }

    [Test]
    public async Task The_mark_of_another_members_ticket_opens_ones_own()
    {
        var ticket = await app.ATicket(member: "IVRY", title: "Paie d'Ivry");
        var mail = await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Re: [SIIM #{ticket.Number:D7}] Paie\n\nMontrez-la-moi.\n");
        Assert.That(mail.Ticket, Is.Not.EqualTo(ticket.Number));
        Assert.That((await Ticket(mail)).Member, Is.EqualTo("ARCUEIL"));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Events, Has.Count.EqualTo(ticket.Events.Count));
        var stranger = await Receive(
            $"Message-ID: <b@x>\n{Date}\nFrom: x@inconnu.example\nSubject: Re: [GLPI #{ticket.Number}] Paie\n\nEt moi ?\n"
        );
        Assert.That((stranger.State, stranger.Ticket), Is.EqualTo((MailState.Quarantined, (long?)null)));
    }

    [TestCase("mixed", "Ce message a été vérifié par antivirus.")]
    [TestCase("alternative", "Votre logiciel ne sait pas afficher le HTML.")]
    public async Task What_only_the_formatted_part_says_is_kept(string kind, string plain)
    {
        var mail = await Receive(
            $"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Wifi\nContent-Type: multipart/{kind}; boundary=z\n\n"
                + $"--z\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
                + "--z\nContent-Type: text/html; charset=utf-8\n\n<p>Salle trois, borne éteinte depuis lundi.</p>\n--z--\n"
        );
        Assert.That((await Ticket(mail)).Description, Does.Contain("borne éteinte"));
    }

    [Test]
    public async Task What_is_passed_on_in_an_answer_is_kept()
    {
        var first = await Receive($"Message-ID: <a@x>\n{Date}\n{Jeanne}\nSubject: Wifi\n\nEn panne\n");
        await Receive(
            $"Message-ID: <b@x>\n{Date}\n{Jeanne}\nIn-Reply-To: <a@x>\nSubject: TR: Wifi\n\nVoici :\n\n"
                + "---- Message transféré ----\nDe : Paul\n\nDossier RMA-4711\n"
        );
        Assert.That((await Ticket(first)).Events[^1].Text, Does.StartWith("Voici").And.Contains("RMA-4711"));
    }
}
