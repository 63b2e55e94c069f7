using Hangfire;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Asks for a roll-up right after a write: a burst of writes asks once.</summary>
sealed class RollupNudge(IServiceProvider services, TimeProvider clock, ILogger<RollupNudge> log)
{
    // Another process may be the one that has answered, and does not tell.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    long askedAtTicks;

    public void Nudge()
    {
        if (services.GetService<IBackgroundJobClient>() is not { } jobs)
            return;
        var (now, before) = (clock.GetUtcNow().UtcTicks, Volatile.Read(ref askedAtTicks));
        if (now - before < Patience.Ticks || Interlocked.CompareExchange(ref askedAtTicks, now, before) != before)
            return;
        try
        {
            jobs.Enqueue<RollUpJobs>(job => job.RollUp(CancellationToken.None));
        }
        catch (BackgroundJobClientException error)
        {
            // The write is committed and its days are marked: the next minute rolls them up.
            Began();
            log.LogWarning(error, "The roll-up could not be asked for");
        }
    }

    /// <summary>A roll-up begins: later writes need another one.</summary>
    public void Began() => Volatile.Write(ref askedAtTicks, 0);
}
