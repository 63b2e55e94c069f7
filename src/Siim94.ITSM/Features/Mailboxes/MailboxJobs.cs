using Hangfire;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>The jobs' door to mailboxes.</summary>
sealed class MailboxJobs(MailboxPoller poller, Dispatcher dispatcher)
{
    /// <summary>Fetches and handles what has come in.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task Poll(CancellationToken ct) => poller.Run(ct);

    /// <summary>Forgets mails as they came in.</summary>
    public Task Forget(CancellationToken ct) => dispatcher.Send(new ForgetReceivedMail(), UserIdentity.System, ct: ct);
}
