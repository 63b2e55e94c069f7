using Hangfire;

namespace Siim94.ITSM;

/// <summary>Every recurring job: the request it sends, when, and why then.</summary>
static class JobSchedule
{
    static readonly RecurringJobOptions ParisTime = new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris") };

    public static void Register(IRecurringJobManager jobs)
    {
        // Writes nudge the roll-up at once; the minute catches what a crash left behind.
        jobs.AddOrUpdate<Jobs>("roll-up", job => job.RollUp(CancellationToken.None), Cron.Minutely(), ParisTime);
    }
}
