namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>
/// Scheduled reports in the outbox: each message is about a row of <c>ReportSchedules</c>, and its due time fixes the period.
/// </summary>
static class ReportMail
{
    public const string Kind = "scheduled-report";
}
