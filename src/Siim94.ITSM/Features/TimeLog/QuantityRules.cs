using FluentValidation;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Rules on amounts of time that every request with one shares.</summary>
static class QuantityRules
{
    const int LargestQuantity = 1_000_000;

    public static IRuleBuilderOptions<T, decimal?> Quantity<T>(this IRuleBuilderInitial<T, decimal?> rule) =>
        rule.Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => Words.QuantityMissing)
            .GreaterThan(0)
            .WithMessage(_ => Words.QuantityPositive)
            .Must(quantity => quantity <= LargestQuantity && TimeUnits.ToMicros(quantity!.Value) is not null)
            .WithMessage(_ => Words.QuantityDecimals);

    public static IRuleBuilderOptions<T, string?> Unit<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(unit => TimeUnits.Parse(unit) is not null).WithMessage(_ => Words.UnitUnknown);

    public static IRuleBuilderOptions<T, DateOnly?> Day<T>(this IRuleBuilderInitial<T, DateOnly?> rule) =>
        rule.Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .GreaterThanOrEqualTo(new DateOnly(2000, 1, 1))
            .WithMessage(_ => CommonWords.DayOutOfRange);
}
