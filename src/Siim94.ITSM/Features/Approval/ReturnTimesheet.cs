using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Sends a submitted or approved week or month back to its author, who may write into it again, saying why: as a whole, or day by day.
/// Refused for one's own.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record ReturnTimesheet : TimesheetStepRequest
{
    /// <summary>What is said of days, or of single rows of them.</summary>
    public List<TimesheetRemark> Cells { get; set; } = [];
}

sealed class ReturnTimesheetValidator : AbstractValidator<ReturnTimesheet>
{
    const int MostCells = 200;

    public ReturnTimesheetValidator()
    {
        RuleFor(r => r.Comment)
            .NotEmpty()
            .When(r => r.Cells is null || !r.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell?.Comment)))
            .WithMessage(_ => Words.CommentMissing);
        RuleFor(r => r.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
        RuleFor(r => r.Cells)
            .Must(cells => cells is { Count: <= MostCells })
            .WithMessage(_ => string.Format(Words.TooManyCells, MostCells));
        RuleForEach(r => r.Cells)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .ChildRules(cell =>
            {
                cell.RuleFor(c => c.Day).NotNull().WithMessage(_ => CommonWords.DayMissing);
                cell.RuleFor(c => c.Row!).SetValidator(new WeekRowAxesValidator()).When(c => c.Row is not null);
                cell.RuleFor(c => c.Comment).Paragraphs(TimesheetStepRequest.LongestComment);
            })
            .When(r => r.Cells is { Count: <= MostCells });
    }
}

sealed class ReturnTimesheetHandler(TimesheetSteps steps) : IRequestHandler<ReturnTimesheet, TimesheetDetails>
{
    public Task<TimesheetDetails> Handle(ReturnTimesheet request, CancellationToken ct) =>
        steps.Take(request, TimesheetStepKind.Return, ct, request.Cells);
}
