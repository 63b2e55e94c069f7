using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Scheduled reports within the reader's reach, newest first, by page.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReportSchedules : IQuery<Page<ReportScheduleDetails>>
{
    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListReportSchedulesValidator : AbstractValidator<ListReportSchedules>
{
    public ListReportSchedulesValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ReportScheduleDetails>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
}

sealed class ListReportSchedulesHandler(ReportScheduleStore schedules) : IRequestHandler<ListReportSchedules, Page<ReportScheduleDetails>>
{
    public Task<Page<ReportScheduleDetails>> Handle(ListReportSchedules request, CancellationToken ct) => schedules.List(request, ct);
}
