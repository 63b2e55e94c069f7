using Hangfire;

namespace Siim94.ITSM.Features.Notices;

/// <summary>The jobs' door to notices.</summary>
sealed class NoticeJobs(Dispatcher dispatcher)
{
    /// <summary>Tells people of what happened.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task Tell(CancellationToken ct)
    {
        while (await dispatcher.Send(new TellEvents(), UserIdentity.System, ct: ct) > 0) { }
    }

    /// <summary>Forgets what was told long ago.</summary>
    public Task Forget(CancellationToken ct) => dispatcher.Send(new ForgetNotices(), UserIdentity.System, ct: ct);
}
