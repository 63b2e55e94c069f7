using Hangfire;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>The jobs' door to reminders.</summary>
sealed class ReminderJobs(Dispatcher dispatcher)
{
    /// <summary>Reminds whoever misses time and was not reminded this week.</summary>
    [AutomaticRetry(Attempts = 0)] // the next day tries again
    public Task SendWeekly(CancellationToken ct) => dispatcher.Send(new SendWeeklyReminders(), UserIdentity.System, ct: ct);
}
