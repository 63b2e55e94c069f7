using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Mailboxes;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

/// <summary>Mail fetched from a real server.</summary>
sealed class MailboxPollerTests
{
    TestApp app = null!;
    ImapServerProcess server = null!;
    MailboxDetails mailbox = null!;

    [SetUp]
    public async Task SetUp()
    {
        server = await ImapServerProcess.Start();
        app = await TestApp.Start();
        mailbox = await app.Send(server.Mailbox);
        await app.Send(new SetMailDomain { Domain = "ville-arcueil.fr", Member = "ARCUEIL" });
    }

    [TearDown]
    public async Task TearDown()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    static byte[] Mail(int number) =>
        Encoding.UTF8.GetBytes(
            $"From: Jeanne <jeanne@ville-arcueil.fr>\nSubject: Demande {number}\nMessage-ID: <{number}@ville-arcueil.fr>\n\nBonjour\n"
        );

    Task Poll() => app.Services.GetRequiredService<MailboxPoller>().Run(default);

    async Task<IEnumerable<string>> Titles() => (await app.Send(new ListTickets())).Items.Select(ticket => ticket.Title);

    [Test]
    public async Task Fetches_what_is_new_once_in_its_order()
    {
        server.Deliver(Mail(1));
        server.Deliver(Mail(2));
        await Poll();
        await Poll();
        Assert.That(await Titles(), Is.EqualTo(new[] { "Demande 2", "Demande 1" }));
        server.Deliver(Mail(3));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Poll)));
        Assert.That(await Titles(), Is.EqualTo(new[] { "Demande 3", "Demande 2", "Demande 1" }));
        var read = await app.Send(new GetMailbox(mailbox.Id));
        Assert.That((read.Problem, read.PolledAt), Is.EqualTo(((string?)null, (DateTime?)app.Clock.GetUtcNow().UtcDateTime)));
    }

    [Test]
    public async Task The_corpus_arrives_byte_for_byte()
    {
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(MailCorpusTests.FileOf("x"))!, "*.eml").Order().ToList();
        foreach (var file in files)
            server.Deliver(await File.ReadAllBytesAsync(file));
        await Poll();
        var mails = (await app.Send(new ListReceivedMails { Limit = 500 })).Items;
        Assert.That(mails, Has.Count.EqualTo(files.Count));
        Assert.That(mails.Select(mail => mail.State), Has.None.EqualTo(MailState.Received));
        Assert.That(
            mails.Single(mail => mail.FromAddress == "x@inconnu.example" && mail.Reason is not null && mail.Subject.Contains("SIIM")).State,
            Is.EqualTo(MailState.Quarantined)
        );
    }

    [Test]
    public async Task Says_why_a_mailbox_cannot_be_read_and_reads_it_when_it_can()
    {
        await app.Send(
            new ChangeMailbox
            {
                Id = mailbox.Id,
                Version = mailbox.Version,
                Name = mailbox.Name,
                Address = mailbox.Address,
                Host = mailbox.Host,
                Port = server.Port,
                Security = MailboxSecurity.None,
                Password = "faux",
            }
        );
        server.Deliver(Mail(1));
        await Poll();
        var failing = await app.Send(new GetMailbox(mailbox.Id));
        Assert.That((failing.Problem, failing.ProblemText), Is.EqualTo(("refused", "Le serveur refuse l'identifiant ou le mot de passe.")));
        Assert.That(await Titles(), Is.Empty);
        await app.Send(
            new ChangeMailbox
            {
                Id = mailbox.Id,
                Version = failing.Version,
                Name = mailbox.Name,
                Address = mailbox.Address,
                Host = mailbox.Host,
                Port = server.Port,
                Security = MailboxSecurity.None,
                Password = ImapServerProcess.Password,
            }
        );
        await Poll();
        Assert.That(await Titles(), Is.EqualTo(new[] { "Demande 1" }));
        Assert.That((await app.Send(new GetMailbox(mailbox.Id))).Problem, Is.Null);
    }
}
