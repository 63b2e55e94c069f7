using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>What is missing of an agent in one week that is over.</summary>
public sealed record MissingWeek
{
    /// <summary><c>2026-W48</c>.</summary>
    public string Week { get; init; } = "";

    public DateOnly Monday { get; init; }
    public long MissingMinutes { get; init; }

    /// <summary>In days of the agent, to the hundredth.</summary>
    public decimal MissingDays { get; init; }
}

/// <summary>Finds what is missing in the weeks that are over.</summary>
sealed class MissingWeeks(CoverageReader coverage, TimeProvider clock)
{
    /// <summary>Weeks looked back on unless asked otherwise, and at most.</summary>
    public const int Usual = 6,
        Most = 26;

    /// <summary>The weeks looked back on, oldest first; the last one is that before this.</summary>
    public IReadOnlyList<Week> Last(int count)
    {
        var monday = Week.Of(Paris.Today(clock)).Monday;
        return [.. Enumerable.Range(1, count).Reverse().Select(back => Week.Of(monday.AddDays(-7 * back)))];
    }

    /// <summary>For each agent that misses anything, the weeks in which they do, oldest first.</summary>
    public async Task<IReadOnlyList<(Agent Agent, IReadOnlyList<MissingWeek> Weeks)>> Of(
        IReadOnlyList<Agent> agents,
        int count,
        CancellationToken ct
    )
    {
        var weeks = Last(count);
        var missing = new List<(Agent, IReadOnlyList<MissingWeek>)>();
        foreach (var (agent, days) in await coverage.Read(agents, weeks[0].Monday, weeks[^1].Sunday, ct))
        {
            List<MissingWeek> ofAgent =
            [
                .. from day in days
                where day.MissingMinutes > 0
                group day.MissingMinutes by Week.Of(day.Day) into week
                select Missing(agent, week.Key, week.Sum()),
            ];
            if (ofAgent.Count > 0)
                missing.Add((agent, ofAgent));
        }
        return missing;
    }

    static MissingWeek Missing(Agent agent, Week week, long minutes) =>
        new()
        {
            Week = CodeOf(week),
            Monday = week.Monday,
            MissingMinutes = minutes,
            MissingDays = DaysOf(agent, week.Sunday, minutes),
        };

    /// <summary>Minutes in days of an agent as they are on a day, to the hundredth.</summary>
    public static decimal DaysOf(Agent agent, DateOnly on, long minutes) =>
        Math.Round(minutes / (decimal)(agent.PostingOn(on)?.DayMinutes ?? WorkDay.DefaultMinutes), 2);

    /// <summary>For programs: <c>2026-W48</c>.</summary>
    public static string CodeOf(Week week) => $"{week.Year}-W{week.Number:00}";
}
