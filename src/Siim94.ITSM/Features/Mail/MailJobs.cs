using Hangfire;

namespace Siim94.ITSM.Features.Mail;

/// <summary>The jobs' door to mail.</summary>
sealed class MailJobs(MailDelivery delivery, Dispatcher dispatcher)
{
    /// <summary>Sends what waits; see <see cref="MailDelivery"/>.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task Send(CancellationToken ct) => delivery.Run(ct);

    /// <summary>Forgets what was sent, or given up, more than a year ago.</summary>
    public Task Forget(CancellationToken ct) => dispatcher.Send(new ForgetMail(), UserIdentity.System, ct: ct);
}
