using System.Text.RegularExpressions;
using MimeKit;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>Whoever gets mail of a ticket leaves it with the link in the mail, without an account.</summary>
sealed partial class LeaveTicketMailTests
{
    TicketMails mails = null!;

    TestApp App => mails.App;

    [SetUp]
    public async Task SetUp() => mails = await TicketMails.Start();

    [TearDown]
    public async Task TearDown() => await mails.DisposeAsync();

    static string TokenOf(MimeMessage mail)
    {
        Assert.That(mail.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        var link = Link().Match(mail.Headers["List-Unsubscribe"] ?? "");
        Assert.That(mail.TextBody, Does.Contain(link.Groups["address"].Value));
        return link.Groups["token"].Value;
    }

    [GeneratedRegex(@"<(?<address>https://itsm\.siim94\.example/desabonnement\?jeton=(?<token>[^>]+))>")]
    private static partial Regex Link();

    Task<long> Leaves() => App.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM TicketMailLeaves", null, default));

    Task<MailLeave> Look(string token) => App.SendAs(UserIdentity.Anonymous, new GetMailLeave(token));

    Task<MailLeave> Leave(string token) => App.SendAs(UserIdentity.Anonymous, new LeaveTicketMail { Token = token });

    [Test]
    public async Task A_requester_and_an_observer_without_accounts_leave_one_ticket_and_no_other()
    {
        var (ada, bob) = (await mails.Person("Ada", "ada@ville-arcueil.fr"), await mails.Person("Bob", "bob@ville-arcueil.fr"));
        var ticket = await App.Send(
            new OpenTicket
            {
                Title = "Accès",
                RequesterId = ada.Id,
                Observers = [bob.Id],
            }
        );
        var tokens = (await mails.Deliver()).Select(TokenOf).ToList();
        Assert.That(tokens, Has.Count.EqualTo(2));
        foreach (var token in tokens)
        {
            Assert.That(await Look(token), Is.EqualTo(new MailLeave(ticket.Number, false, null)));
            Assert.That((await App.Send(new GetTicket(ticket.Number))).Version, Is.EqualTo(ticket.Version), "looking changes nothing");
            Assert.That((await Leave(token)).IsDone);
            Assert.That((await Leave(token)).IsDone, "twice is harmless");
            Assert.That(await Look(token), Is.EqualTo(new MailLeave(ticket.Number, true, null)));
        }
        Assert.That((await App.Send(new GetTicket(ticket.Number))).Observers, Is.Empty);
        Assert.That(await Leaves(), Is.EqualTo(2));
        await App.Send(new FollowUpTicket { Number = ticket.Number, Text = "Voilà" });
        Assert.That(await mails.Deliver(), Has.Count.EqualTo(2), "nobody is told any more");

        await App.Send(new OpenTicket { Title = "Autre", RequesterId = ada.Id });
        Assert.That(await mails.Deliver(), Has.Count.EqualTo(3), "of another they are");
        await App.Send(new ErasePerson { Id = ada.Id, Version = ada.Version });
        Assert.That(await Leaves(), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_has_the_ticket_is_told_why_not_and_still_gets_what_comes_to_them()
    {
        var agent = await App.AUser(Role.Technician, agent: await App.AnAgent());
        await App.Query(db => db.Execute("UPDATE Users SET Email = 'tech@siim94.example' WHERE AgentId IS NOT NULL", null, default));
        await App.SendAs(agent, new ChooseNotices { Items = [new(NoticeKind.Opened, true, true)] });
        var ticket = await App.ATicket();
        await App.Query(db => db.Execute(AskSql, null, default));
        var token = TokenOf((await mails.Deliver()).Single());
        await App.SendAs(agent, new TakeTicketInCharge { Number = ticket.Number });
        Assert.That((await Look(token)).WhyNot, Does.Contain("confié"));
        var refusal = Assert.ThrowsAsync<Refusal>(() => Leave(token));
        Assert.That((refusal!.Status, refusal.Message), Is.EqualTo((409, (await Look(token)).WhyNot)));
        Assert.That(await Leaves(), Is.Zero);
    }

    const string AskSql = "UPDATE Tickets SET RequesterUserId = (SELECT u.Id FROM Users u WHERE u.AgentId IS NOT NULL)";

    [TestCase(null)]
    [TestCase("")]
    [TestCase("CfDJ8-n-importe-quoi")]
    public void A_link_that_is_none_of_ours_does_nothing(string? token)
    {
        Assert.That(Assert.ThrowsAsync<Refusal>(() => Look(token!))!.Code, Is.EqualTo("notice.link-unknown"));
        Assert.That(Assert.ThrowsAsync<Refusal>(() => Leave(token!))!.Code, Is.EqualTo("notice.link-unknown"));
    }
}
