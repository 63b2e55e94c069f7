using FluentValidation;

namespace Siim94.ITSM.Features.Tables;

sealed class SavedTableFieldsValidator : AbstractValidator<SavedTableFields>
{
    public SavedTableFieldsValidator()
    {
        RuleFor(t => t.Title).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(t => t.Section).Line(20);
        RuleFor(t => t.Visibility)
            .Must(visibility => visibility is null || TableVisibility.All.Contains(visibility))
            .WithMessage(_ => Words.VisibilityUnknown);
        RuleFor(t => t.Definition).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(t => t.Definition).SetValidator(new PivotDefinitionValidator()).OverridePropertyName("");
    }
}
