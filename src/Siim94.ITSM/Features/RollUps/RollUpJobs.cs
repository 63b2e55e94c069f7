using Hangfire;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>The jobs' door to the roll-ups.</summary>
sealed class RollUpJobs(Dispatcher dispatcher)
{
    /// <summary>Rolls up until no mark is left.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task RollUp(CancellationToken ct)
    {
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
    }

    /// <summary>Rebuilds every roll-up and reports what differed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Verify(CancellationToken ct) => RollupVerification.Run(dispatcher, ct);
}
