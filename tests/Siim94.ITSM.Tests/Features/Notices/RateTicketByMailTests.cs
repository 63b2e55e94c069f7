using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>Whoever asked says with the link of a mail how content they are, without an account.</summary>
sealed partial class RateTicketByMailTests
{
    TicketMails mails = null!;

    TestApp App => mails.App;

    [SetUp]
    public async Task SetUp() => mails = await TicketMails.Start();

    [TearDown]
    public async Task TearDown() => await mails.DisposeAsync();

    [GeneratedRegex(@"https://itsm\.siim94\.example/satisfaction\?jeton=(?<token>\S+)")]
    private static partial Regex Link();

    static string? TokenIn(MimeMessage mail) =>
        Link().Match(mail.TextBody ?? "") is { Success: true } link ? link.Groups["token"].Value : null;

    Task<MailRating> Look(string? token) => App.SendAs(UserIdentity.Anonymous, new GetMailRating(token));

    [Test]
    public async Task Only_whoever_asked_gets_the_link_and_rates_once()
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
        Assert.That((await mails.Deliver()).Select(TokenIn), Is.All.Null, "there is nothing to rate yet");
        await App.Send(new ResolveTicket { Number = ticket.Number, Solution = "Ouvert" });
        var links = (await mails.Deliver()).Skip(2).ToDictionary(mail => mail.To.Mailboxes.Single().Address, TokenIn);
        Assert.That(links["bob@ville-arcueil.fr"], Is.Null);
        var token = links["ada@ville-arcueil.fr"];
        Assert.That(await Look(token), Is.EqualTo(new MailRating(ticket.Number, "Accès", true, null)));
        Assert.That((await App.Send(new GetTicket(ticket.Number))).Satisfaction, Is.Null, "looking changes nothing");

        await App.Send(
            new RateTicketByMail
            {
                Token = token,
                Score = 4,
                Comment = "Rapide",
            }
        );
        var rated = await App.Send(new GetTicket(ticket.Number));
        Assert.That((rated.Satisfaction!.Score, rated.Satisfaction.Comment), Is.EqualTo((4, "Rapide")));
        Assert.That(rated.Events[^1].ByName, Is.EqualTo("Ada"));
        Assert.That(await Look(token), Is.EqualTo(new MailRating(ticket.Number, "Accès", true, 4)));
        Assert.That(App.Refused(new RateTicketByMail { Token = token, Score = 1 }).Status, Is.EqualTo(409));
        await App.Send(new CloseTicket { Number = ticket.Number, Version = (await App.Send(new GetTicket(ticket.Number))).Version });
        Assert.That((await mails.Deliver()).Skip(4).Select(TokenIn), Is.All.Null, "it is rated");
    }

    [Test]
    public async Task Somebody_who_asks_no_more_and_an_agent_rate_nothing()
    {
        var (ada, bob) = (await mails.Person("Ada", "ada@ville-arcueil.fr"), await mails.Person("Bob", "bob@ville-arcueil.fr"));
        var ticket = await App.Send(new OpenTicket { Title = "Accès", RequesterId = ada.Id });
        await App.Send(new ResolveTicket { Number = ticket.Number, Solution = "Ouvert" });
        var token = TokenIn((await mails.Deliver()).Single());
        await App.Query(db => db.Execute("UPDATE Tickets SET RequesterPersonId = @Bob", new { Bob = bob.Id }, default));
        Assert.That(App.Refused(new RateTicketByMail { Token = token, Score = 1 }).Status, Is.EqualTo(403));
        var agent = await App.AUser(Role.Technician);
        await App.Query(db =>
            db.Execute(
                "UPDATE Tickets SET RequesterPersonId = @Ada, RequesterUserId = @User",
                new { Ada = ada.Id, User = agent.UserId },
                default
            )
        );
        var links = App.Services.GetRequiredService<MailRatingLinks>();
        var own = links.PathOf(new(ticket.Number, null, agent.UserId)).Split('=')[1];
        Assert.That(App.Refused(new RateTicketByMail { Token = own, Score = 5 }).Status, Is.EqualTo(403));
        Assert.That(
            App.RefusedAs(agent, new RateTicketByMail { Token = token, Score = 5 }).Status,
            Is.EqualTo(403),
            "the page sends it, nobody else"
        );
    }

    [TestCase(null)]
    [TestCase("CfDJ8-n-importe-quoi")]
    public void A_link_that_is_none_of_ours_does_nothing(string? token)
    {
        Assert.That(Assert.ThrowsAsync<Refusal>(() => Look(token))!.Code, Is.EqualTo("notice.link-unknown"));
        Assert.That(App.Refused(new RateTicketByMail { Token = token, Score = 1 }).Code, Is.EqualTo("notice.link-unknown"));
    }
}
