using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Approves a submitted week or month, which its author then no longer changes. Refused for one's own.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ApproveTimesheet : TimesheetStepRequest;

sealed class ApproveTimesheetValidator : AbstractValidator<ApproveTimesheet>
{
    public ApproveTimesheetValidator() => RuleFor(s => s.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
}

sealed class ApproveTimesheetHandler(TimesheetSteps steps) : IRequestHandler<ApproveTimesheet, TimesheetDetails>
{
    public Task<TimesheetDetails> Handle(ApproveTimesheet request, CancellationToken ct) =>
        steps.Take(request, TimesheetStepKind.Approve, ct);
}
