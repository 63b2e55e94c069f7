using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Tests.Features.Notices;

/// <summary>The product with a mail server, real where there is one, and people of Arcueil who have no account.</summary>
sealed class TicketMails : IAsyncDisposable
{
    readonly MailServerProcess server;

    TicketMails(TestApp app, MailServerProcess server)
    {
        App = app;
        this.server = server;
    }

    public TestApp App { get; }

    public static async Task<TicketMails> Start()
    {
        var server = await MailServerProcess.Start();
        return new(await TestApp.Start(services => services.Configure<MailSettings>(mail => server.Configure(mail))), server);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await server.DisposeAsync();
    }

    /// <summary>Tells what happened, waits until no more can be added to a mail, and sends.</summary>
    /// <returns>All that was ever sent.</returns>
    public async Task<IReadOnlyList<MimeMessage>> Deliver()
    {
        while (await App.Send(new TellEvents()) > 0) { }
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await App.Services.GetRequiredService<MailDelivery>().Run(default);
        return server.Messages;
    }

    public Task<PersonDetails> Person(string name, string email) =>
        App.Send(
            new AddPerson
            {
                Name = name,
                Emails = [email],
                Member = "ARCUEIL",
            }
        );
}
