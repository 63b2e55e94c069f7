using Hangfire;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Asks a job to look after an import, once its new state is committed.</summary>
sealed class ImportNudge(IServiceProvider services, ILogger<ImportNudge> log)
{
    public void Nudge(long importId)
    {
        if (services.GetService<IBackgroundJobClient>() is not { } jobs)
            return;
        try
        {
            jobs.Enqueue<ImportJobs>(job => job.WorkOn(importId, CancellationToken.None));
        }
        catch (BackgroundJobClientException error)
        {
            // Its state is committed: the recurring job finds it in some minutes.
            log.LogWarning(error, "Work on import {Import} could not be asked for", importId);
        }
    }
}
