using System.Globalization;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Handles the mails that were kept, each once, however often and on however many machines it runs.</summary>
/// <remarks>See DECISION-mailboxes.md.</remarks>
sealed class MailIntake(Dispatcher dispatcher, ILogger<MailIntake> log)
{
    public async Task Run(CancellationToken ct)
    {
        // What is added to texts is read by whoever asks, and by staff.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = SpokenLanguage.CultureOf(null);
        foreach (var id in await dispatcher.Send(new ListMailsToHandle(), UserIdentity.System, ct: ct))
            await Handle(id, null, ct);
    }

    /// <param name="id">Row of the mail.</param>
    /// <param name="memberId">That somebody has decided; null when it has just come in.</param>
    /// <param name="ct">Stops before the next one.</param>
    /// <returns>What became of it; null when it had been handled before, or its content is gone.</returns>
    public async Task<MailDecision?> Handle(long id, long? memberId, CancellationToken ct)
    {
        if (await dispatcher.Send(new GetRawMail(id), UserIdentity.System, ct: ct) is not { } content)
            return null;
        try
        {
            var message = ReceivedMail.Parse(content);
            var mail = message is null ? new() : MailReader.Read(message);
            var (files, refused) = Sort(mail);
            var handle = new HandleMail(id, mail with { Files = [] }, files, refused) { MemberId = memberId };
            return await dispatcher.Send(handle, UserIdentity.System, ct: ct);
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            log.LogWarning("Mail {Id} was refused: {Code}", id, refusal.Code);
        }
        catch (Exception error) when (error is not (OperationCanceledException or Refusal or DatabaseUnavailable or TransactionLost))
        {
            // One that nobody foresaw must not hold up the others.
            log.LogError(error, "Mail {Id} could not be handled", id);
        }
        await dispatcher.Send(new PutMailAside(id), UserIdentity.System, ct: ct);
        return new(MailState.Quarantined, MailReason.Refused);
    }

    static (IReadOnlyList<NewFile> Kept, IReadOnlyList<string> Refused) Sort(IncomingMail mail)
    {
        var (kept, refused) = (new List<NewFile>(), new List<string>());
        foreach (var file in mail.Files)
            try
            {
                if (file.Content.Length == 0)
                    refused.Add(string.Format(Words.EmptyMailFile, file.Name));
                else
                    kept.Add(NewFile.Of(file.Name, file.Content));
            }
            catch (Refusal refusal)
            {
                refused.Add(refusal.Errors.Values.SelectMany(messages => messages).FirstOrDefault() ?? refusal.Message);
            }
        if (mail.LostFiles > 0)
            refused.Add(string.Format(Words.LostFiles, MailReader.MostFiles, mail.LostFiles));
        return (kept, refused);
    }
}
