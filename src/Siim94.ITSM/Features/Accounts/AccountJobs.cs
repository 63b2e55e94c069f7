using Hangfire;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>The jobs' door to accounts.</summary>
sealed class AccountJobs(Dispatcher dispatcher)
{
    /// <summary>Puts the links to choose another password into the outbox.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task QueuePasswordResets(CancellationToken ct) => dispatcher.Send(new QueuePasswordResets(), UserIdentity.System, ct: ct);
}
