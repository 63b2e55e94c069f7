using FluentValidation;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Training;

/// <summary>A training session as people enter it.</summary>
public record TrainingSessionFields
{
    public const int MostTrainers = 10,
        MostAttendances = 50,
        MostPeople = 1_000;

    public string? Category { get; set; }

    /// <summary>The category's name when left blank.</summary>
    public string? Title { get; set; }

    public string? Application { get; set; }
    public DateOnly? StartsOn { get; set; }

    /// <summary>Length of the session in days, by quarters.</summary>
    public decimal? Days { get; set; }

    /// <summary>Days spent preparing it, by all trainers together.</summary>
    public decimal? PreparationDays { get; set; }

    /// <summary>First day of the preparation; the working days just before the session when left blank.</summary>
    public DateOnly? PreparedOn { get; set; }

    /// <summary>Codes of the agents who lead it; each logs its whole length.</summary>
    public List<string> Trainers { get; set; } = [];

    /// <summary>Who leads it from outside, whose time is not logged here.</summary>
    public string? ExternalTrainer { get; set; }

    public List<Attendance> Attendances { get; set; } = [];

    /// <summary>More than a trainer's day on some day is right.</summary>
    public bool Confirm { get; set; }
}

/// <summary>People of a member who were present.</summary>
public sealed record Attendance
{
    public string? Member { get; set; }
    public int? People { get; set; }
}

sealed class TrainingSessionFieldsValidator : AbstractValidator<TrainingSessionFields>
{
    const decimal LongestSession = 60,
        LongestPreparation = 120,
        Quarter = 0.25m;

    public TrainingSessionFieldsValidator()
    {
        RuleFor(s => s.Category).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Title).Line(200);
        RuleFor(s => s.Application).Line(200);
        RuleFor(s => s.StartsOn).Day();
        RuleFor(s => s.Days).Must(days => days is > 0 and <= LongestSession && days % Quarter == 0).WithMessage(_ => Words.DaysByQuarters);
        RuleFor(s => s.PreparationDays)
            .Must(days => days is null or (>= 0 and <= LongestPreparation) && (days ?? 0) % Quarter == 0)
            .WithMessage(_ => Words.PreparationByQuarters);
        RuleFor(s => s.PreparedOn)
            .Must((s, day) => day is null || s.StartsOn is null || day <= s.StartsOn)
            .WithMessage(_ => Words.PreparedAfterwards);
        RuleFor(s => s.Trainers)
            .Must(trainers =>
                trainers is { Count: <= TrainingSessionFields.MostTrainers } && trainers.All(trainer => !string.IsNullOrWhiteSpace(trainer))
            )
            .WithMessage(_ => Words.TooManyTrainers);
        RuleFor(s => s.Trainers)
            .Must((s, trainers) => trainers is { Count: > 0 } || !string.IsNullOrWhiteSpace(s.ExternalTrainer))
            .WithMessage(_ => Words.TrainerMissing);
        RuleFor(s => s.PreparationDays)
            .Must((s, days) => days is null or 0 || s.Trainers is { Count: > 0 })
            .WithMessage(_ => Words.PreparationWithoutTrainer);
        RuleFor(s => s.ExternalTrainer).Line(200);
        RuleFor(s => s.Attendances)
            .Must(attendances => attendances is { Count: <= TrainingSessionFields.MostAttendances })
            .WithMessage(_ => Words.TooManyAttendances);
        RuleForEach(s => s.Attendances)
            .NotNull()
            .ChildRules(attendance =>
            {
                attendance.RuleFor(a => a.Member).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
                attendance
                    .RuleFor(a => a.People)
                    .NotNull()
                    .WithMessage(_ => CommonWords.FieldMissing)
                    .InclusiveBetween(0, TrainingSessionFields.MostPeople)
                    .WithMessage(_ => Words.PeopleOutOfRange);
            });
    }
}
