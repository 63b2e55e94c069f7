using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>One scheduled report, for its owner, its recipients and those who edit reports.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetReportSchedule(long Id) : IQuery<ReportScheduleDetails>;

sealed class GetReportScheduleHandler(ReportScheduleStore schedules) : IRequestHandler<GetReportSchedule, ReportScheduleDetails>
{
    public Task<ReportScheduleDetails> Handle(GetReportSchedule request, CancellationToken ct) => schedules.Get(request.Id, ct);
}
