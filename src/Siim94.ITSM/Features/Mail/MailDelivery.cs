using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Siim94.ITSM.Features.Mail;

/// <summary>The sending of what waits. Running it twice, at the same time, or on several machines sends nothing twice.</summary>
/// <remarks>See DECISION-mail.md.</remarks>
sealed class MailDelivery(
    Dispatcher dispatcher,
    IEnumerable<IMailWriter> writers,
    MailServer server,
    IOptions<MailSettings> settings,
    TimeProvider clock,
    ILogger<MailDelivery> log
)
{
    public async Task Run(CancellationToken ct)
    {
        if (!settings.Value.IsConfigured)
            return;
        await dispatcher.Send(new GiveBackAbandonedMail(), UserIdentity.System, ct: ct);
        while (await dispatcher.Send(new ClaimMail(), UserIdentity.System, ct: ct) is { } mail)
        {
            if (await Deliver(mail, ct) is not { } delivery)
                continue;
            // Whatever stops the run, what is known of a message is written down.
            await dispatcher.Send(new FinishSending(mail.Id, mail.Claim, delivery), UserIdentity.System, ct: CancellationToken.None);
            if (delivery.Problem is { } problem)
                log.LogWarning("Mail {Id}, {Kind}: {Problem}", mail.Id, mail.Kind, problem);
            if (delivery.Problem is MailProblem.ServerUnreachable)
                return; // the others fare no better before the next run
        }
    }

    /// <returns>Null when the message is no longer ours.</returns>
    async Task<Delivery?> Deliver(ClaimedMail mail, CancellationToken ct)
    {
        if (mail.Address is not { } address)
            return new(DeliveryOutcome.GiveUp, MailProblem.NoAddress);
        MimeMessage message;
        try
        {
            message = Envelope.Around(await Write(mail, ct), mail, address, settings.Value.Sender, clock.GetUtcNow());
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            return new(DeliveryOutcome.GiveUp, MailProblem.NoAccess, refusal.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One that cannot be written must not hold up the others.
            log.LogError(error, "Mail {Id}, {Kind}, could not be written", mail.Id, mail.Kind);
            return new(DeliveryOutcome.TryLater, MailProblem.NotComputed);
        }
        using (message)
            return await server.Send(message, () => dispatcher.Send(new BeginSending(mail.Id, mail.Claim), UserIdentity.System), ct);
    }

    async Task<MailContent> Write(ClaimedMail mail, CancellationToken ct)
    {
        // For all that is awaited here; the caller keeps its own.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = SpokenLanguage.CultureOf(mail.Language);
        return await writers.Single(writer => writer.Kind == mail.Kind).Write(mail, ct);
    }
}
