using Microsoft.Extensions.Options;
using MimeKit;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>The sending of due reports. Running it twice, at the same time, or on several machines sends nothing twice.</summary>
/// <remarks>
/// See DECISION-mail.md. What is sent is read as its recipient: the pipeline gives them what they may see, and nothing else.
/// </remarks>
sealed class ReportDelivery(
    Dispatcher dispatcher,
    ReportMailWriter writer,
    MailServer server,
    IOptions<MailSettings> settings,
    ILogger<ReportDelivery> log
)
{
    public async Task Run(CancellationToken ct)
    {
        await dispatcher.Send(new QueueDueReports(), UserIdentity.System, ct: ct);
        if (!settings.Value.IsConfigured)
            return;
        while (await dispatcher.Send(new ClaimReportMessage(), UserIdentity.System, ct: ct) is { } message)
        {
            if (await Deliver(message, ct) is not { } delivery)
                continue;
            // Whatever stops the run, what is known of a message is written down.
            await dispatcher.Send(
                new FinishReportMessage(message.Id, message.Claim, delivery.Outcome, delivery.Problem, delivery.Text),
                UserIdentity.System,
                ct: CancellationToken.None
            );
            if (delivery.Problem is { } problem)
                log.LogWarning("Report message {Id}: {Problem}", message.Id, problem);
            if (delivery.Problem is ReportMessageProblem.ServerUnreachable)
                return; // the others fare no better before the next run
        }
    }

    /// <returns>Null when the message is no longer ours.</returns>
    async Task<Delivery?> Deliver(ClaimedMessage message, CancellationToken ct)
    {
        if (message.Email is null)
            return new(DeliveryOutcome.GiveUp, ReportMessageProblem.NoAddress);
        MimeMessage mail;
        try
        {
            mail = await writer.Write(message, ct);
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            return new(DeliveryOutcome.GiveUp, ReportMessageProblem.NoAccess, refusal.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One that cannot be written must not hold up the others.
            log.LogError(error, "Report message {Id} could not be written", message.Id);
            return new(DeliveryOutcome.TryLater, ReportMessageProblem.NotComputed);
        }
        using (mail)
            return await server.Send(mail, () => dispatcher.Send(new BeginSending(message.Id, message.Claim), UserIdentity.System), ct);
    }
}
