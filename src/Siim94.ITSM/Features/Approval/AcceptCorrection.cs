using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Accepts a correction: its week or month goes back to its author, the day marked, as <see cref="ReturnTimesheet"/> sends it back.
/// Refused for one's own, and for what was decided already.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record AcceptCorrection : ICommand<TimeCorrection>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long? Version { get; set; }

    public string? Answer { get; set; }
}

sealed class AcceptCorrectionValidator : AbstractValidator<AcceptCorrection>
{
    public AcceptCorrectionValidator() => RuleFor(a => a.Answer).Paragraphs(AskCorrection.LongestText);
}

sealed class AcceptCorrectionHandler(TimeCorrections corrections, TimesheetSteps steps) : IRequestHandler<AcceptCorrection, TimeCorrection>
{
    public async Task<TimeCorrection> Handle(AcceptCorrection request, CancellationToken ct)
    {
        var (correction, sheet) = await corrections.Decide(request.Id, request.Version, CorrectionState.Accepted, request.Answer, ct);
        // Of two corrections of a week, the first has sent it back already.
        if (sheet.Row.State is TimesheetState.Submitted or TimesheetState.Approved)
            await steps.Take(
                sheet,
                TimesheetStepKind.Return,
                correction.Answer ?? correction.Reason,
                [new() { Day = correction.Day, Comment = correction.Wanted }],
                ct
            );
        return correction;
    }
}
