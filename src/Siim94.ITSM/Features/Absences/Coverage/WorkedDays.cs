using System.Collections.Concurrent;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Reads the minutes that agents worked on each day: as the ledger has them at one instant, whether rolled up or not.</summary>
/// <remarks>
/// A month is kept at the revision that the roll-up of work gives it, and is good while nothing of it waits to be rolled up: what writes
/// leaves something waiting, and what adds that up gives the month another revision.
/// </remarks>
sealed class WorkedDays(Db db, WorkedMonths months)
{
    /// <returns>For each agent who worked, the minutes of each day of the period.</returns>
    public async Task<Dictionary<long, long[]>> Of(IReadOnlyList<Agent> agents, DateOnly from, DateOnly to, CancellationToken ct)
    {
        // A request that writes sees what may be undone; and a month of everybody's is not read for one agent.
        if (db.IsInTransaction || agents.Count == 1)
            return await FromLedger(agents, from, to, ct);
        List<Month> asked = [.. Month.Between(Month.Of(from), Month.Of(to))];
        var before = await StateOf(asked, ct);
        var kept = asked.ToDictionary(month => month, month => before.RevisionOf(month) is { } at ? months.Find(month, at) : null);
        List<Month> missing = [.. asked.Where(month => kept[month] is null)];
        if (missing.Count > 0)
        {
            await Load(missing, kept, ct);
            var after = await StateOf(asked, ct);
            // What was read goes with what was kept unless that has changed meanwhile.
            if (
                !asked
                    .Where(month => before.RevisionOf(month) is not null)
                    .All(month => after.RevisionOf(month) == before.RevisionOf(month))
            )
                return await FromLedger(agents, from, to, ct);
            foreach (var month in missing)
                if (before.RevisionOf(month) is { } revision)
                    months.Keep(month, revision, kept[month]!);
        }
        var worked = new Dictionary<long, long[]>();
        foreach (var agent in agents)
        foreach (var (month, ofMonth) in kept)
            if (ofMonth!.TryGetValue(agent.Id, out var minutes))
                Copy(minutes, month.FirstDay, DaysOf(worked, agent.Id, from, to), from);
        return worked;
    }

    static void Copy(int[] minutes, DateOnly firstDay, long[] days, DateOnly from)
    {
        var offset = firstDay.DayNumber - from.DayNumber;
        for (var index = Math.Max(0, -offset); index < minutes.Length && offset + index < days.Length; index++)
            days[offset + index] = minutes[index];
    }

    static long[] DaysOf(Dictionary<long, long[]> worked, long agentId, DateOnly from, DateOnly to) =>
        worked.TryGetValue(agentId, out var days) ? days : worked[agentId] = new long[to.DayNumber - from.DayNumber + 1];

    async Task Load(IReadOnlyList<Month> missing, Dictionary<Month, IReadOnlyDictionary<long, int[]>?> kept, CancellationToken ct)
    {
        var loaded = missing.ToDictionary(month => month, _ => new Dictionary<long, int[]>());
        await db.Read(
            WorkedByAllSql,
            new { From = missing[0].FirstDay, To = missing[^1].LastDay },
            row =>
            {
                var day = row.GetFieldValue<DateOnly>(1);
                if (!loaded.TryGetValue(Month.Of(day), out var ofMonth))
                    return; // one between those that are missing
                var agentId = row.GetInt64(0);
                if (!ofMonth.TryGetValue(agentId, out var minutes))
                    ofMonth[agentId] = minutes = new int[DateTime.DaysInMonth(day.Year, day.Month)];
                minutes[day.Day - 1] = row.GetInt32(2);
            },
            ct
        );
        foreach (var (month, ofMonth) in loaded)
            kept[month] = ofMonth;
    }

    // Agents first: each has their days side by side in an index that holds all that is asked.
    const string WorkedByAllSql = """
        SELECT e.AgentId, e.WorkedOn, SUM(e.Minutes) AS Minutes
        FROM Agents a
        CROSS JOIN TimeEntries e
        WHERE e.AgentId = a.Id AND e.WorkedOn BETWEEN @From AND @To
        GROUP BY e.AgentId, e.WorkedOn
        """;

    async Task<Dictionary<long, long[]>> FromLedger(IReadOnlyList<Agent> agents, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var worked = new Dictionary<long, long[]>();
        foreach (var some in agents.Select(agent => agent.Id).Chunk(TypeHandlers.LongestParameterList))
            await db.Read(
                WorkedSql,
                new
                {
                    AgentIds = some,
                    From = from,
                    To = to,
                },
                row =>
                    DaysOf(worked, row.GetInt64(0), from, to)[row.GetFieldValue<DateOnly>(1).DayNumber - from.DayNumber] = row.GetInt64(2),
                ct
            );
        return worked;
    }

    const string WorkedSql = """
        SELECT e.AgentId, e.WorkedOn, SUM(e.Minutes) AS Minutes
        FROM TimeEntries e
        WHERE e.AgentId IN @AgentIds AND e.WorkedOn BETWEEN @From AND @To
        GROUP BY e.AgentId, e.WorkedOn
        """;

    async Task<WorkState> StateOf(IReadOnlyList<Month> asked, CancellationToken ct)
    {
        var (revisions, waiting) = (new Dictionary<Month, long>(), new HashSet<Month>());
        var (first, last) = (asked[0], asked[^1]);
        foreach (
            var row in await db.Query<StateRow>(
                StateSql,
                new
                {
                    RollUp = WorkRollUp.Name,
                    FirstMonth = first.YearMonth,
                    LastMonth = last.YearMonth,
                    From = first.FirstDay,
                    To = last.LastDay,
                },
                ct
            )
        )
            if (row.WaitingDay is { } day)
                waiting.Add(Month.Of(day));
            else
                revisions[new(row.YearMonth / 100, row.YearMonth % 100)] = row.Revision;
        return new(revisions, waiting);
    }

    const string StateSql = """
        SELECT m.YearMonth, m.Revision, NULL AS WaitingDay
        FROM RollupMonths m
        WHERE m.RollUp = @RollUp AND m.YearMonth BETWEEN @FirstMonth AND @LastMonth
        UNION
        SELECT 0, 0, d.Day FROM PendingDays d WHERE d.Fact = @RollUp AND d.Day BETWEEN @From AND @To
        """;

    sealed record StateRow
    {
        public int YearMonth { get; init; }
        public long Revision { get; init; }
        public DateOnly? WaitingDay { get; init; }
    }

    /// <summary>How months stand at one instant.</summary>
    readonly record struct WorkState(Dictionary<Month, long> Revisions, HashSet<Month> Waiting)
    {
        /// <summary>
        /// Null while something of the month waits. A month that was never rolled up is of the first revision: it has nothing.
        /// </summary>
        public long? RevisionOf(Month month) => Waiting.Contains(month) ? null : Revisions.GetValueOrDefault(month);
    }
}

/// <summary>
/// Minutes by agent and day of the month, each month at the revision that it was read at. Nobody has to be told to forget.
/// </summary>
sealed class WorkedMonths
{
    readonly ConcurrentDictionary<Month, (long Revision, IReadOnlyDictionary<long, int[]> Minutes)> kept = new();

    public IReadOnlyDictionary<long, int[]>? Find(Month month, long revision) =>
        kept.TryGetValue(month, out var known) && known.Revision == revision ? known.Minutes : null;

    public void Keep(Month month, long revision, IReadOnlyDictionary<long, int[]> minutes) => kept[month] = (revision, minutes);
}
