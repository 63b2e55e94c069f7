using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Submits the week or month of an agent: its author no longer writes into it. Where nobody approves the team's time, it is approved.
/// Refused when it has not begun, or is submitted already.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record SubmitTimesheet : TimesheetStepRequest;

sealed class SubmitTimesheetValidator : AbstractValidator<SubmitTimesheet>
{
    public SubmitTimesheetValidator() => RuleFor(s => s.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
}

sealed class SubmitTimesheetHandler(TimesheetSteps steps) : IRequestHandler<SubmitTimesheet, TimesheetDetails>
{
    public Task<TimesheetDetails> Handle(SubmitTimesheet request, CancellationToken ct) =>
        steps.Take(request, TimesheetStepKind.Submit, ct);
}
