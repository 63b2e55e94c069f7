using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Messages of a scheduled report, newest first, by page; a recipient sees their own.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReportMessages : IQuery<Page<ReportMessage>>
{
    public long Id { get; init; }
    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListReportMessagesValidator : AbstractValidator<ListReportMessages>
{
    public ListReportMessagesValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ReportMessage>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
}

sealed class ListReportMessagesHandler(ReportScheduleStore schedules, ReportMessageReader messages)
    : IRequestHandler<ListReportMessages, Page<ReportMessage>>
{
    public async Task<Page<ReportMessage>> Handle(ListReportMessages request, CancellationToken ct) =>
        await messages.List(await schedules.Get(request.Id, ct), request, ct);
}
