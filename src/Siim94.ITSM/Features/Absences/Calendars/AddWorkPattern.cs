using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>
/// Says what an agent is expected to work from a day on, in minutes by weekday: part time, a weekday off, odd and even weeks. Earlier days
/// keep what they had; refused where days of closed periods would change.
/// </summary>
[Requires(Permission.ManageAbsences)]
public sealed record AddWorkPattern : ICommand<WorkPattern>
{
    public string? Agent { get; set; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day; blank when it holds until another one starts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Minutes from Monday on, five or seven of them: of each week, or of odd ones.</summary>
    public IReadOnlyList<int> Week { get; set; } = [];

    /// <summary>Minutes of even weeks, where they differ.</summary>
    public IReadOnlyList<int>? EvenWeek { get; set; }
}

sealed class AddWorkPatternValidator : AbstractValidator<AddWorkPattern>
{
    const int MostMinutes = 720;

    public AddWorkPatternValidator()
    {
        RuleFor(p => p.Agent).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(p => p.From)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.DayMissing)
            .InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2100, 12, 31))
            .WithMessage(_ => Words.DayOutOfRange);
        RuleFor(p => p.To).Must((pattern, to) => !(to < pattern.From)).WithMessage(_ => CommonWords.PeriodReversed);
        RuleFor(p => p.Week).Must(IsWeek).WithMessage(_ => string.Format(Words.WeekShape, MostMinutes));
        RuleFor(p => p.EvenWeek).Must(week => week is null || IsWeek(week)).WithMessage(_ => string.Format(Words.WeekShape, MostMinutes));
    }

    static bool IsWeek(IReadOnlyList<int>? week) => week is { Count: 5 or 7 } && week.All(minutes => minutes is >= 0 and <= MostMinutes);
}

sealed class AddWorkPatternHandler(Db db, ReferentialLookup codes, WorkPatterns patterns, CalendarReader calendar, Audit audit)
    : IRequestHandler<AddWorkPattern, WorkPattern>
{
    public async Task<WorkPattern> Handle(AddWorkPattern request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = codes.Get(all.Agents, "Agent", request.Agent, request.From);
        await patterns.RefuseClosed(request.From!.Value, request.To, "From", ct);
        try
        {
            var id = await db.Insert(InsertPatternSql, RowOf(request, agent.Id), ct);
            await calendar.Touch(ct);
            var added = await patterns.Get(id, ct);
            await audit.Record("work-pattern", id, "add", null, added, ct);
            return added;
        }
        catch (UniqueKeyTaken)
        {
            throw Refusal.Field("From", "work-pattern.start-taken", Words.StartTaken);
        }
    }

    static WorkPatternRow RowOf(AddWorkPattern request, long agentId)
    {
        int[] odd = [.. request.Week, 0, 0],
            even = [.. request.EvenWeek ?? request.Week, 0, 0];
        return new()
        {
            AgentId = agentId,
            StartsOn = request.From!.Value,
            EndsOn = request.To,
            OddMondayMinutes = odd[0],
            OddTuesdayMinutes = odd[1],
            OddWednesdayMinutes = odd[2],
            OddThursdayMinutes = odd[3],
            OddFridayMinutes = odd[4],
            OddSaturdayMinutes = odd[5],
            OddSundayMinutes = odd[6],
            EvenMondayMinutes = even[0],
            EvenTuesdayMinutes = even[1],
            EvenWednesdayMinutes = even[2],
            EvenThursdayMinutes = even[3],
            EvenFridayMinutes = even[4],
            EvenSaturdayMinutes = even[5],
            EvenSundayMinutes = even[6],
        };
    }

    const string InsertPatternSql = """
        INSERT INTO WorkPatterns (AgentId, StartsOn, EndsOn, OddMondayMinutes, OddTuesdayMinutes, OddWednesdayMinutes, OddThursdayMinutes,
            OddFridayMinutes, OddSaturdayMinutes, OddSundayMinutes, EvenMondayMinutes, EvenTuesdayMinutes, EvenWednesdayMinutes,
            EvenThursdayMinutes, EvenFridayMinutes, EvenSaturdayMinutes, EvenSundayMinutes, Version)
        VALUES (@AgentId, @StartsOn, @EndsOn, @OddMondayMinutes, @OddTuesdayMinutes, @OddWednesdayMinutes, @OddThursdayMinutes,
            @OddFridayMinutes, @OddSaturdayMinutes, @OddSundayMinutes, @EvenMondayMinutes, @EvenTuesdayMinutes, @EvenWednesdayMinutes,
            @EvenThursdayMinutes, @EvenFridayMinutes, @EvenSaturdayMinutes, @EvenSundayMinutes, 1)
        """;
}
