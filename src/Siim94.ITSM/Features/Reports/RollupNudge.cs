using Hangfire;

namespace Siim94.ITSM.Features.Reports;

/// <summary>Asks for a roll-up right after a write: a burst of writes asks once.</summary>
sealed class RollupNudge(IServiceProvider services, ILogger<RollupNudge> log)
{
    int isAsked;

    public void Nudge()
    {
        if (services.GetService<IBackgroundJobClient>() is not { } jobs || Interlocked.Exchange(ref isAsked, 1) == 1) return;
        try
        {
            jobs.Enqueue<Jobs>(job => job.RollUp(CancellationToken.None));
        }
        catch (BackgroundJobClientException error)
        {
            // The write is committed and its days are marked: the next minute rolls them up.
            Began();
            log.LogWarning(error, "The roll-up could not be asked for");
        }
    }

    /// <summary>A roll-up begins: later writes need another one.</summary>
    public void Began() => Volatile.Write(ref isAsked, 0);
}
