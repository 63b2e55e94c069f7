using Hangfire;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>The jobs' door to the roll-ups.</summary>
sealed class RollUpJobs(Dispatcher dispatcher)
{
    // A job costs more than what it adds up: those who write within this time share one.
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(15);

    /// <summary>Rolls up until nothing waits.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task RollUp(CancellationToken ct)
    {
        await Task.Delay(Gathering, ct);
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
    }

    /// <summary>Rebuilds every roll-up and reports what differed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Verify(CancellationToken ct) => RollupVerification.Run(dispatcher, ct);
}
