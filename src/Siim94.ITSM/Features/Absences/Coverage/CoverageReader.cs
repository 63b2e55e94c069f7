using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Reads the days of agents with what they worked, whoever asks: rights are the caller's affair.</summary>
sealed class CoverageReader(CalendarReader calendar, WorkedDays workedDays)
{
    /// <summary>For each agent, the days of a period on which anything was expected or worked, in order.</summary>
    public async Task<IReadOnlyList<(Agent Agent, IReadOnlyList<AgentDay> Days)>> Read(
        IReadOnlyList<Agent> agents,
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    )
    {
        var calendars = await calendar.Of(agents, from, to, ct);
        var worked = await workedDays.Of(agents, from, to, ct);
        return [.. agents.Select(agent => (agent, Days(agent, calendars, worked.GetValueOrDefault(agent.Id), from)))];
    }

    /// <summary>Days of one agent by team, in the order in which the agent came to them.</summary>
    public static IEnumerable<(long TeamId, IReadOnlyList<AgentDay> Days)> ByTeam(IReadOnlyList<AgentDay> days)
    {
        if (days.Count > 0 && days.All(day => day.TeamId == days[0].TeamId))
            return [(days[0].TeamId, days)];
        return days.GroupBy(day => day.TeamId).Select(inTeam => (inTeam.Key, (IReadOnlyList<AgentDay>)[.. inTeam]));
    }

    static IReadOnlyList<AgentDay> Days(Agent agent, AgentCalendars calendars, long[]? worked, DateOnly from)
    {
        var days = new List<AgentDay>();
        foreach (var day in calendars.DaysOf(agent))
        {
            var minutes = Take(day.Day.DayNumber - from.DayNumber);
            if (minutes > 0 || !day.IsBlank)
                days.Add(day with { WorkedMinutes = minutes });
        }
        // Lines from before the agent came or after they left: nothing was expected, and all of it is excess.
        if (worked is not null && agent.Postings.Count > 0 && Array.Exists(worked, minutes => minutes > 0))
        {
            for (var index = 0; index < worked.Length; index++)
                if (Take(index) is > 0 and var minutes)
                    days.Add(new(from.AddDays(index), (agent.PostingOn(from.AddDays(index)) ?? agent.Postings[0]).TeamId, 0, 0, minutes));
            days.Sort((one, other) => one.Day.CompareTo(other.Day));
        }
        return days;

        long Take(int index)
        {
            if (worked is null)
                return 0;
            var minutes = worked[index];
            worked[index] = 0;
            return minutes;
        }
    }
}
