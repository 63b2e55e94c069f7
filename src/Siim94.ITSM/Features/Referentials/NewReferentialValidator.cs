using FluentValidation;

namespace Siim94.ITSM.Features.Referentials;

abstract class NewReferentialValidator<T> : AbstractValidator<T>
    where T : NewReferential
{
    protected NewReferentialValidator()
    {
        RuleFor(r => r.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(r => r.Code).Matches(@"^[A-Z0-9]+(-[A-Z0-9]+)*\z").WithMessage(_ => Words.CodeShape).AtMost(60);
    }
}
