using FluentValidation;

namespace Siim94.ITSM.Features.Absences;

/// <summary>What may be changed of a kind of absence.</summary>
public record AbsenceKindFields
{
    public string? Name { get; set; }

    /// <inheritdoc cref="AbsenceKindRow.IsExpected"/>
    public bool IsExpected { get; set; } = true;

    /// <inheritdoc cref="AbsenceKindRow.IsApprovalNeeded"/>
    public bool IsApprovalNeeded { get; set; } = true;

    /// <inheritdoc cref="AbsenceKindRow.IsPrivate"/>
    public bool IsPrivate { get; set; } = true;

    /// <inheritdoc cref="AbsenceKindRow.ClosedOn"/>
    public DateOnly? ClosedOn { get; set; }
}

sealed class AbsenceKindFieldsValidator : AbstractValidator<AbsenceKindFields>
{
    public AbsenceKindFieldsValidator() => RuleFor(k => k.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
}
