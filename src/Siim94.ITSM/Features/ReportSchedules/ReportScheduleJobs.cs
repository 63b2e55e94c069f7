using Hangfire;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>The jobs' door to scheduled reports.</summary>
sealed class ReportScheduleJobs(Dispatcher dispatcher)
{
    /// <summary>Puts the reports that are due into the outbox.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task Queue(CancellationToken ct) => dispatcher.Send(new QueueDueReports(), UserIdentity.System, ct: ct);
}
