using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Takes a submitted week or month back, to write into it again. Refused once it is approved.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record RecallTimesheet : TimesheetStepRequest;

sealed class RecallTimesheetValidator : AbstractValidator<RecallTimesheet>
{
    public RecallTimesheetValidator() => RuleFor(s => s.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
}

sealed class RecallTimesheetHandler(TimesheetSteps steps) : IRequestHandler<RecallTimesheet, TimesheetDetails>
{
    public Task<TimesheetDetails> Handle(RecallTimesheet request, CancellationToken ct) =>
        steps.Take(request, TimesheetStepKind.Recall, ct);
}
