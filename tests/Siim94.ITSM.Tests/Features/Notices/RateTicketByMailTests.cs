using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>Whoever asked says with the link of a mail how content they are, without an account.</summary>
sealed partial class RateTicketByMailTests
{
    TestApp app = null!;
    MailServerProcess server = null!;

    [SetUp]
    public async Task SetUp()
    {
        server = await MailServerProcess.Start();
        app = await TestApp.Start(services => services.Configure<MailSettings>(mail => server.Configure(mail)));
    }

    [TearDown]
    public async Task TearDown()
    {
        await app.DisposeAsync();
        await server.DisposeAsync();
    }

    async Task<IReadOnlyList<MimeMessage>> Deliver()
    {
        while (await app.Send(new TellEvents()) > 0) { }
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.Services.GetRequiredService<MailDelivery>().Run(default);
        return server.Messages;
    }

    async Task<long> Person(string name, string email) =>
        (
            await app.Send(
                new AddPerson
                {
                    Name = name,
                    Emails = [email],
                    Member = "ARCUEIL",
                }
            )
        ).Id;

    [GeneratedRegex(@"https://itsm\.siim94\.example/satisfaction\?jeton=(?<token>\S+)")]
    private static partial Regex Link();

    static string? TokenIn(MimeMessage mail) =>
        Link().Match(mail.TextBody ?? "") is { Success: true } link ? link.Groups["token"].Value : null;

    Task<MailRating> Look(string? token) => app.SendAs(UserIdentity.Anonymous, new GetMailRating(token));

    [Test]
    public async Task Only_whoever_asked_gets_the_link_and_rates_once()
    {
        var (ada, bob) = (await Person("Ada", "ada@ville-arcueil.fr"), await Person("Bob", "bob@ville-arcueil.fr"));
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Accès",
                RequesterId = ada,
                Observers = [bob],
            }
        );
        Assert.That((await Deliver()).Select(TokenIn), Is.All.Null, "there is nothing to rate yet");
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Ouvert" });
        var links = (await Deliver()).Skip(2).ToDictionary(mail => mail.To.Mailboxes.Single().Address, TokenIn);
        Assert.That(links["bob@ville-arcueil.fr"], Is.Null);
        var token = links["ada@ville-arcueil.fr"];
        Assert.That(await Look(token), Is.EqualTo(new MailRating(ticket.Number, "Accès", true, null)));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Satisfaction, Is.Null, "looking changes nothing");

        await app.Send(
            new RateTicketByMail
            {
                Token = token,
                Score = 4,
                Comment = "Rapide",
            }
        );
        var rated = await app.Send(new GetTicket(ticket.Number));
        Assert.That((rated.Satisfaction!.Score, rated.Satisfaction.Comment), Is.EqualTo((4, "Rapide")));
        Assert.That(rated.Events[^1].ByName, Is.EqualTo("Ada"));
        Assert.That(await Look(token), Is.EqualTo(new MailRating(ticket.Number, "Accès", true, 4)));
        Assert.That(app.Refused(new RateTicketByMail { Token = token, Score = 1 }).Status, Is.EqualTo(409));
        await app.Send(new CloseTicket { Number = ticket.Number, Version = (await app.Send(new GetTicket(ticket.Number))).Version });
        Assert.That((await Deliver()).Skip(4).Select(TokenIn), Is.All.Null, "it is rated");
    }

    [Test]
    public async Task Somebody_who_asks_no_more_and_an_agent_rate_nothing()
    {
        var (ada, bob) = (await Person("Ada", "ada@ville-arcueil.fr"), await Person("Bob", "bob@ville-arcueil.fr"));
        var ticket = await app.Send(new OpenTicket { Title = "Accès", RequesterId = ada });
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Ouvert" });
        var token = TokenIn((await Deliver()).Single());
        await app.Query(db => db.Execute("UPDATE Tickets SET RequesterPersonId = @Bob", new { Bob = bob }, default));
        Assert.That(app.Refused(new RateTicketByMail { Token = token, Score = 1 }).Status, Is.EqualTo(403));
        var agent = await app.AUser(Role.Technician);
        await app.Query(db =>
            db.Execute(
                "UPDATE Tickets SET RequesterPersonId = @Ada, RequesterUserId = @User",
                new { Ada = ada, User = agent.UserId },
                default
            )
        );
        var links = app.Services.GetRequiredService<MailRatingLinks>();
        var own = links.PathOf(new(ticket.Number, null, agent.UserId)).Split('=')[1];
        Assert.That(app.Refused(new RateTicketByMail { Token = own, Score = 5 }).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(agent, new RateTicketByMail { Token = token, Score = 5 }).Status,
            Is.EqualTo(403),
            "the page sends it, nobody else"
        );
    }

    [TestCase(null)]
    [TestCase("CfDJ8-n-importe-quoi")]
    public void A_link_that_is_none_of_ours_does_nothing(string? token)
    {
        Assert.That(Assert.ThrowsAsync<Refusal>(() => Look(token))!.Code, Is.EqualTo("notice.link-unknown"));
        Assert.That(app.Refused(new RateTicketByMail { Token = token, Score = 1 }).Code, Is.EqualTo("notice.link-unknown"));
    }
}
