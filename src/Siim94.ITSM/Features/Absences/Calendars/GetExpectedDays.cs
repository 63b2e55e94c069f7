using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>
/// What an agent is expected to work on each day of a period, and how much of it absences account for. Not found for those who may not see
/// that agent's absences.
/// </summary>
/// <param name="Agent">Code of the agent.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
[Requires(Permission.ReadAbsences)]
public sealed record GetExpectedDays(string Agent, DateOnly From, DateOnly To) : IQuery<IReadOnlyList<ExpectedDay>>;

/// <summary>A day on which an agent is there.</summary>
public sealed record ExpectedDay(DateOnly Day, int ExpectedMinutes, int AbsentMinutes, bool IsHoliday);

sealed class GetExpectedDaysHandler(ReferentialLookup codes, CalendarReader calendar, AbsenceRights rights)
    : IRequestHandler<GetExpectedDays, IReadOnlyList<ExpectedDay>>
{
    public async Task<IReadOnlyList<ExpectedDay>> Handle(GetExpectedDays request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = codes.Get(all.Agents, "Agent", request.Agent, null);
        if (!rights.SeesKinds(all, agent, request.To))
            throw RequestErrors.NotFound();
        var calendars = await calendar.Of([agent], request.From, request.To, ct);
        return
        [
            .. calendars
                .DaysOf(agent)
                .Select(day => new ExpectedDay(day.Day, day.ExpectedMinutes, day.AbsentMinutes, FrenchHolidays.IsHoliday(day.Day))),
        ];
    }
}
