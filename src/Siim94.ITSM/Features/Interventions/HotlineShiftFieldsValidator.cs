using FluentValidation;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

sealed class HotlineShiftFieldsValidator : AbstractValidator<HotlineShiftFields>
{
    public HotlineShiftFieldsValidator()
    {
        RuleFor(s => s.Agent).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Day).Day();
        RuleFor(s => s.Quantity).Quantity();
        RuleFor(s => s.Unit).Unit();
        RuleFor(s => s.Note).Paragraphs(1000);
    }
}

/// <summary>A shift, as its readers see it.</summary>
public sealed record HotlineShiftDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public DateOnly Day { get; init; }
    public decimal Quantity { get; init; }
    public string Unit { get; init; } = "";
    public string? Note { get; init; }
}
