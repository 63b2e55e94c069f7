using Hangfire;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM;

/// <summary>The jobs' door: each method sends one request as the system user.</summary>
public sealed class Jobs(Dispatcher dispatcher)
{
    /// <summary>Rolls up until no mark is left.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task RollUp(CancellationToken ct)
    {
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
    }

    /// <summary>Rebuilds every roll-up and reports what differed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task VerifyRollups(CancellationToken ct) => RollupVerification.Run(dispatcher, ct);

    /// <summary>Forgets answers that nobody will ask for again.</summary>
    public Task ForgetAnswers(CancellationToken ct) => dispatcher.Send(new ForgetAnswers(), UserIdentity.System, ct: ct);

    /// <summary>Proposes how last month's shared time is spread; a manager accepts.</summary>
    public Task ProposeAllocations(CancellationToken ct) => dispatcher.Send(new ProposeLastMonth(), UserIdentity.System, ct: ct);
}
