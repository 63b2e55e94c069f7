using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Kernel;

sealed class ForgetAnswersTests
{
    [Test]
    public async Task Keeps_an_answer_for_a_week_and_then_forgets_it()
    {
        await using var app = await TestApp.Start();
        var user = await app.AUser(Role.Technician);
        var first = await app.SendAs(user, new OpenTicket { Title = "Essai", Member = "ARCUEIL" }, "clé");

        app.Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.That(await app.Send(new ForgetAnswers()), Is.Zero);
        Assert.That(
            (await app.SendAs(user, new OpenTicket { Title = "Essai", Member = "ARCUEIL" }, "clé")).Number,
            Is.EqualTo(first.Number)
        );

        app.Clock.Advance(TimeSpan.FromDays(0.2));
        Assert.That(await app.Send(new ForgetAnswers()), Is.EqualTo(1));
        Assert.That(
            (await app.SendAs(user, new OpenTicket { Title = "Essai", Member = "ARCUEIL" }, "clé")).Number,
            Is.Not.EqualTo(first.Number),
            "a new request"
        );
    }

    [Test]
    public async Task Is_a_matter_of_administrators()
    {
        await using var app = await TestApp.Start();
        Assert.That(app.RefusedAs(await app.AUser(Role.Manager), new ForgetAnswers()).Status, Is.EqualTo(403));
        Assert.That(await app.SendAs(await app.AUser(Role.Administrator), new ForgetAnswers()), Is.Zero);
    }
}
