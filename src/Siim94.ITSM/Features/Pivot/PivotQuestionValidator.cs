using FluentValidation;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

abstract class PivotQuestionValidator<T> : AbstractValidator<T>
    where T : PivotQuestion
{
    protected PivotQuestionValidator()
    {
        RuleFor(q => q.Definition).NotNull().SetValidator(new PivotDefinitionValidator()).OverridePropertyName("");
        RuleFor(q => q.From).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(q => q.To).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(q => q.To)
            .Must(
                (q, text) =>
                    PivotPeriod.Parse(q.From) is not { } from
                    || PivotPeriod.Parse(text) is not { } to
                    || (from.First.YearMonth <= to.Last.YearMonth && to.Last.Year - from.First.Year < GetReport.MostYears)
            )
            .WithMessage(_ => Words.PeriodReversed);
    }
}
