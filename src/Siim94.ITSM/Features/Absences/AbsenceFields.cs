using System.Text.Json.Serialization;
using FluentValidation;
using Siim94.ITSM.Features.Absences.Calendars;

namespace Siim94.ITSM.Features.Absences;

/// <summary>An absence as people ask for it.</summary>
public record AbsenceFields
{
    public const int LongestNote = 1_000;

    /// <summary>Code or any known spelling; the sender's own agent when left blank.</summary>
    public string? Agent { get; set; }

    /// <summary>Code or name of the kind: <c>CONGE</c>, <c>RTT</c> …</summary>
    public string? Kind { get; set; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day; the first one when left blank.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Half of the first day in which it begins: <c>morning</c> (default) or <c>afternoon</c>.</summary>
    public string? FromHalf { get; set; }

    /// <summary>Half of the last day in which it ends: <c>morning</c> or <c>afternoon</c> (default).</summary>
    public string? ToHalf { get; set; }

    public string? Note { get; set; }

    [JsonIgnore]
    internal bool IsFromNoon => FromHalf == HalfDays.Afternoon;

    [JsonIgnore]
    internal bool IsUntilNoon => ToHalf == HalfDays.Morning;

    [JsonIgnore]
    internal DateOnly LastDay => To ?? From!.Value;

    [JsonIgnore]
    internal HalfDays Halves => HalfDays.Between(From!.Value, IsFromNoon, LastDay, IsUntilNoon);
}

sealed class AbsenceFieldsValidator : AbstractValidator<AbsenceFields>
{
    // The longest sick leave there is: three years.
    const int MostDays = 1_100;

    static readonly DateOnly FirstDay = new(2000, 1, 1),
        LastDay = new(2100, 12, 31);

    public AbsenceFieldsValidator()
    {
        RuleFor(a => a.Agent).Line(200);
        RuleFor(a => a.Kind).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(a => a.From)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(FirstDay, LastDay)
            .WithMessage(_ => Words.DayOutOfRange);
        RuleFor(a => a.To)
            .Must((absence, to) => to is null || absence.From is null || to >= absence.From)
            .WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(a => a.To)
            .Must((absence, to) => to is null || absence.From is not { } from || to.Value.DayNumber - from.DayNumber < MostDays)
            .WithMessage(_ => string.Format(Words.TooLong, MostDays));
        RuleFor(a => a.FromHalf).Must(HalfDays.IsHalf).WithMessage(_ => Words.HalfUnknown);
        RuleFor(a => a.ToHalf).Must(HalfDays.IsHalf).WithMessage(_ => Words.HalfUnknown);
        RuleFor(a => a.ToHalf)
            .Must((absence, _) => absence.Halves.First <= absence.Halves.Last)
            .When(a => a.From is not null && !(a.To < a.From))
            .WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(a => a.Note).Paragraphs(AbsenceFields.LongestNote);
    }
}
