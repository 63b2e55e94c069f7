using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Says that the organisation, or a team, is closed: nobody is expected meanwhile. Refused in closed periods.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record AddClosure : ICommand<Closure>
{
    public string? Name { get; set; }
    public DateOnly? From { get; set; }

    /// <summary>Last day; the first one when left blank.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Half of the first day in which it begins: <c>morning</c> (default) or <c>afternoon</c>.</summary>
    public string? FromHalf { get; set; }

    /// <summary>Half of the last day in which it ends: <c>morning</c> or <c>afternoon</c> (default).</summary>
    public string? ToHalf { get; set; }

    /// <summary>The team that is closed; everybody when left blank.</summary>
    public string? Team { get; set; }
}

sealed class AddClosureValidator : AbstractValidator<AddClosure>
{
    const int MostDays = 366;

    public AddClosureValidator()
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(c => c.From)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => Words.DayOutOfRange);
        RuleFor(c => c.To).Must((closure, to) => !(to < closure.From)).WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(c => c.To)
            .Must((closure, to) => to is null || closure.From is not { } from || to.Value.DayNumber - from.DayNumber < MostDays)
            .WithMessage(_ => string.Format(Words.ClosureTooLong, MostDays));
        RuleFor(c => c.FromHalf).Must(HalfDays.IsHalf).WithMessage(_ => Words.HalfUnknown);
        RuleFor(c => c.ToHalf).Must(HalfDays.IsHalf).WithMessage(_ => Words.HalfUnknown);
        RuleFor(c => c.ToHalf)
            .Must((c, half) => !(half == HalfDays.Morning && c.FromHalf == HalfDays.Afternoon && (c.To ?? c.From) == c.From))
            .WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(c => c.Team).Line(200);
    }
}

sealed class AddClosureHandler(
    Db db,
    ReferentialLookup codes,
    Closures closures,
    CalendarReader calendar,
    ClosedPeriods closed,
    Audit audit
) : IRequestHandler<AddClosure, Closure>
{
    public async Task<Closure> Handle(AddClosure request, CancellationToken ct)
    {
        var (from, to) = (request.From!.Value, request.To ?? request.From.Value);
        var team = codes.Find((await codes.Referentials(ct)).Teams, "Team", request.Team, from);
        await closed.RefuseWrites(Closures.Days(from, to), day => day == from ? "From" : "To", ct);
        var id = await db.Insert(
            InsertClosureSql,
            new
            {
                Name = request.Name!.Trim(),
                TeamId = team?.Id,
                StartsOn = from,
                IsFromNoon = request.FromHalf == HalfDays.Afternoon,
                EndsOn = to,
                IsUntilNoon = request.ToHalf == HalfDays.Morning,
            },
            ct
        );
        await calendar.Touch(ct);
        var added = await closures.Get(id, ct);
        await audit.Record("closure", id, "add", null, added, ct);
        return added;
    }

    const string InsertClosureSql = """
        INSERT INTO Closures (Name, TeamId, StartsOn, IsFromNoon, EndsOn, IsUntilNoon, Version)
        VALUES (@Name, @TeamId, @StartsOn, @IsFromNoon, @EndsOn, @IsUntilNoon, 1)
        """;
}
