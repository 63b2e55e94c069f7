using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>
/// When those who are in a team on some day of a period are expected, whether they are absent or not, by name: what their work patterns,
/// public holidays and closures leave.
/// </summary>
/// <param name="Team">Code of the team.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
[Requires(Permission.ReadAbsences)]
public sealed record ListExpectedHalves(string Team, DateOnly From, DateOnly To) : IQuery<IReadOnlyList<ExpectedHalves>>;

/// <param name="Agent">Code of the agent.</param>
/// <param name="Name">Their name.</param>
/// <param name="Halves">Numbers of half days: twice that of a day, and one more in the afternoon.</param>
public sealed record ExpectedHalves(string Agent, string Name, IReadOnlySet<int> Halves);

sealed class ListExpectedHalvesHandler(ReferentialLookup codes, CalendarReader calendar)
    : IRequestHandler<ListExpectedHalves, IReadOnlyList<ExpectedHalves>>
{
    public async Task<IReadOnlyList<ExpectedHalves>> Handle(ListExpectedHalves request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var team = codes.Get(all.Teams, "Team", request.Team, null);
        var days = Enumerable.Range(0, request.To.DayNumber - request.From.DayNumber + 1).Select(request.From.AddDays);
        List<Agent> agents =
        [
            .. all
                .Agents.Where(agent => days.Any(day => agent.IsOpenOn(day) && agent.PostingOn(day)?.TeamId == team.Id))
                .OrderBy(agent => agent.Name, StringComparer.CurrentCulture),
        ];
        var calendars = await calendar.Of(agents, request.From, request.To, ct);
        return [.. agents.Select(agent => new ExpectedHalves(agent.Code, agent.Name, calendars.HalvesOf(agent)))];
    }
}
