using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Refuses a correction, saying why: what is approved stays. Refused for one's own, and for what was decided already.</summary>
[Requires(Permission.LogTime)]
public sealed record RefuseCorrection : ICommand<TimeCorrection>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long? Version { get; set; }

    public string? Answer { get; set; }
}

sealed class RefuseCorrectionValidator : AbstractValidator<RefuseCorrection>
{
    public RefuseCorrectionValidator() =>
        RuleFor(a => a.Answer).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(AskCorrection.LongestText);
}

sealed class RefuseCorrectionHandler(TimeCorrections corrections) : IRequestHandler<RefuseCorrection, TimeCorrection>
{
    public async Task<TimeCorrection> Handle(RefuseCorrection request, CancellationToken ct) =>
        (await corrections.Decide(request.Id, request.Version, CorrectionState.Refused, request.Answer, ct)).Correction;
}
