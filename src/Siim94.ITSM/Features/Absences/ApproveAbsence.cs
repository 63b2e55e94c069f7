using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Approves an absence that was asked for. Refused to all but those who lead the agent's team, and managers.</summary>
[Requires(Permission.AskAbsences)]
public sealed record ApproveAbsence : ICommand<AbsenceDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>The version that the sender saw; null when that does not matter.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    /// <summary>A word to the agent.</summary>
    public string? Answer { get; set; }
}

sealed class ApproveAbsenceValidator : AbstractValidator<ApproveAbsence>
{
    public ApproveAbsenceValidator() => RuleFor(a => a.Answer).Paragraphs(AbsenceFields.LongestNote);
}

sealed class ApproveAbsenceHandler(AbsenceWriter writer) : IRequestHandler<ApproveAbsence, AbsenceDetails>
{
    public Task<AbsenceDetails> Handle(ApproveAbsence request, CancellationToken ct) =>
        writer.Decide(request.Id, request.Version, AbsenceStatus.Approved, request.Answer, ct);
}
