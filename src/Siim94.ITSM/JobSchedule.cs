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

        // Reports fall due on the hour, but « send me one now » is a minute's patience; a minute with nothing due reads one short list.
        jobs.AddOrUpdate<Jobs>("send-reports", job => job.SendReports(CancellationToken.None), Cron.Minutely(), ParisTime);

        // At night nobody waits for the writer; before the backup of 03:00, so that it holds what was repaired.
        jobs.AddOrUpdate<Jobs>("verify-roll-ups", job => job.VerifyRollups(CancellationToken.None), Cron.Daily(2, 30), ParisTime);

        // A client that retries does so within minutes; a week leaves room for one that was switched off.
        jobs.AddOrUpdate<Jobs>("forget-answers", job => job.ForgetAnswers(CancellationToken.None), Cron.Daily(2, 15), ParisTime);

        // The third day leaves two to log what the month still lacks; a proposal that facts overtake is renewed in a click.
        jobs.AddOrUpdate<Jobs>("propose-allocations", job => job.ProposeAllocations(CancellationToken.None), Cron.Monthly(3, 4), ParisTime);

        // Each import asks for its job at once; the minute catches what a crash left behind.
        jobs.AddOrUpdate<Jobs>("resume-imports", job => job.ResumeImports(CancellationToken.None), Cron.Minutely(), ParisTime);
    }
}
