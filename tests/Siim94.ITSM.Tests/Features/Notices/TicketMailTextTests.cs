using System.Text;
using MimeKit;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

[TestFixture]
public sealed class TicketMailTextTests
{
    TicketMails mails = null!;

    TestApp App => mails.App;

    [SetUp]
    public async Task SetUp() => mails = await TicketMails.Start();

    [TearDown]
    public async Task TearDown() => await mails.DisposeAsync();

    [Test]
    public async Task An_answer_reads_as_it_was_meant_and_brings_its_files_to_whoever_has_no_account()
    {
        var ada = await mails.Person("Ada", "ada@ville-arcueil.fr");
        var ticket = await App.Send(new OpenTicket { Title = "Accès", RequesterId = ada.Id });
        var (plan, secret) = (await File("plan.txt", "à droite"), await File("interne.txt", "pour nous"));
        await App.Send(
            new PostMessage
            {
                Number = ticket.Number,
                Text = "Voir **le plan** et #1 :\n\n- à droite\n\n![plan](/api/v1/attachments/1)",
                Attachments = [plan],
            }
        );
        await App.Send(
            new PostMessage
            {
                Number = ticket.Number,
                Text = "Entre nous",
                IsInternal = true,
                Attachments = [secret],
            }
        );
        var mail = (await mails.Deliver())[^1];
        Assert.That(mail.HtmlBody, Does.Contain("<strong>le plan</strong>").And.Contain("<li>à droite</li>"));
        Assert.That(mail.HtmlBody, Does.Not.Contain("href=\"/").And.Not.Contain("<img").And.Not.Contain("Entre nous"));
        Assert.That(mail.TextBody, Does.Contain("Fichiers joints").And.Contain("plan.txt").And.Not.Contain("interne.txt"));
        var file = (MimePart)mail.Attachments.Single();
        using var content = new MemoryStream();
        file.Content!.DecodeTo(content);
        Assert.That((file.FileName, Encoding.UTF8.GetString(content.ToArray())), Is.EqualTo(("plan.txt", "à droite")));

        async Task<long> File(string name, string text) =>
            (await App.Send(new AddAttachment(NewFile.Of(name, Encoding.UTF8.GetBytes(text))))).Id;
    }
}
