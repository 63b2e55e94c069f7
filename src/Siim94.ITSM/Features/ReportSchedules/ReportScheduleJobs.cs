using Hangfire;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>The jobs' door to scheduled reports.</summary>
sealed class ReportScheduleJobs(ReportDelivery reports)
{
    /// <summary>Sends the reports that are due; see <see cref="ReportDelivery"/>.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task Send(CancellationToken ct) => reports.Run(ct);
}
