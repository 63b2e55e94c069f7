using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Refuses an absence that was asked for. Refused like <see cref="ApproveAbsence"/>.</summary>
[Requires(Permission.AskAbsences)]
public sealed record RefuseAbsence : ICommand<AbsenceDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>The version that the sender saw; null when that does not matter.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    /// <summary>A word to the agent.</summary>
    public string? Answer { get; set; }
}

sealed class RefuseAbsenceValidator : AbstractValidator<RefuseAbsence>
{
    public RefuseAbsenceValidator() => RuleFor(a => a.Answer).Paragraphs(AbsenceFields.LongestNote);
}

sealed class RefuseAbsenceHandler(AbsenceWriter writer) : IRequestHandler<RefuseAbsence, AbsenceDetails>
{
    public Task<AbsenceDetails> Handle(RefuseAbsence request, CancellationToken ct) =>
        writer.Decide(request.Id, request.Version, AbsenceStatus.Refused, request.Answer, ct);
}
