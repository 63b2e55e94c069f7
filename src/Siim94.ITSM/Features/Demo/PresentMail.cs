using System.Globalization;
using System.Text;
using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// A mailbox that nobody reads, and in it the mail of somebody whom nobody knows: it waits for a decision, and nothing is sent.
/// </summary>
sealed class PresentMail(Dispatcher dispatcher, PresentCalendar calendar)
{
    const string Address = "support@siim94.example";

    public async Task Build(CancellationToken ct)
    {
        var mailbox = await dispatcher.Send(
            new AddMailbox
            {
                Name = "Support du syndicat",
                Address = Address,
                Host = "imap.siim94.example",
                IsPaused = true,
            },
            UserIdentity.System,
            ct: ct
        );
        var message = Encoding.UTF8.GetBytes(Letter);
        var mail = ReceivedMail.Of(message, message);
        await dispatcher.Send(new RecordMail(mailbox.Id, UidValidity: 1, Uid: 1, mail), UserIdentity.System, ct: ct);
        foreach (var id in await dispatcher.Send(new ListMailsToHandle(), UserIdentity.System, ct: ct))
            await dispatcher.Send(new HandleMail(id, MailReader.Read(ReceivedMail.Parse(message)!), [], []), UserIdentity.System, ct: ct);
    }

    string Letter =>
        $"""
            From: Accueil de la ressourcerie <accueil@ressourcerie.example>
            To: {Address}
            Subject: Ordinateur du point d'accueil tombe en panne
            Date: {calendar.Today.ToDateTime(new TimeOnly(8, 5)).ToString("r", CultureInfo.InvariantCulture)}
            Message-ID: <accueil-1@ressourcerie.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            Bonjour,

            l'ordinateur que la ville nous a confié ne démarre plus depuis ce matin. On nous a donné votre adresse.

            Pouvez-vous nous dire à qui nous adresser ?

            L'accueil de la ressourcerie
            """.ReplaceLineEndings("\r\n");
}
