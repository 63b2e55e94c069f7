using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>What an agent may take of a kind in a year, and what they took and asked for, in days.</summary>
public sealed record AbsenceBalance
{
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string Kind { get; init; } = "";
    public string KindName { get; init; } = "";
    public int Year { get; init; }

    /// <summary>Null where nobody has set one: only what was taken is counted.</summary>
    public decimal? Allowance { get; init; }

    /// <summary>Half days of approved absences on which the agent would have been expected.</summary>
    public decimal Taken { get; init; }

    /// <summary>Those of absences on which nobody has decided yet.</summary>
    public decimal Asked { get; init; }

    /// <summary>What is left when all that was asked for is granted; negative when it is more.</summary>
    public decimal? Left => Allowance - Taken - Asked;
}

/// <summary>Computes balances: only allowances are stored.</summary>
sealed class AbsenceBalances(Db db, AbsenceKinds kinds, CalendarReader calendar)
{
    /// <summary>Balances of some agents in a year, of each kind that has an allowance or an absence.</summary>
    public async Task<IReadOnlyList<AbsenceBalance>> Of(IReadOnlyCollection<Agent> agents, int year, CancellationToken ct)
    {
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var calendars = await calendar.Of(agents, from, to, ct);
        var parameters = new
        {
            Year = year,
            From = from,
            To = to,
            AgentId = agents.Count == 1 ? agents.First().Id : (long?)null,
        };
        var allowances = (await db.Query<AllowanceRow>(AllowancesSql, parameters, ct)).ToDictionary(
            row => (row.AgentId, row.KindId),
            row => row.HalfDays
        );
        var absences = (await db.Query<AbsenceRow>(AbsencesSql, parameters, ct)).ToLookup(absence => absence.AgentId);
        var balances = new List<AbsenceBalance>();
        var all = await kinds.All(ct);
        foreach (var agent in agents)
        {
            var halves = calendars.HalvesOf(agent);
            foreach (var kind in all)
            {
                var ofKind = absences[agent.Id].Where(absence => absence.KindId == kind.Id).ToList();
                var hasAllowance = allowances.TryGetValue((agent.Id, kind.Id), out var allowance);
                if (!hasAllowance && ofKind.Count == 0)
                    continue;
                balances.Add(
                    new()
                    {
                        Agent = agent.Code,
                        AgentName = agent.Name,
                        Kind = kind.Code,
                        KindName = kind.Name,
                        Year = year,
                        Allowance = hasAllowance ? allowance / 2m : null,
                        Taken = DaysOf(AbsenceStatus.Approved),
                        Asked = DaysOf(AbsenceStatus.Asked),
                    }
                );

                decimal DaysOf(string status) =>
                    halves.Count(half => ofKind.Any(absence => absence.Status == status && absence.Halves.Contains(half))) / 2m;
            }
        }
        return balances;
    }

    const string AllowancesSql = """
        SELECT a.AgentId, a.KindId, a.HalfDays
        FROM AbsenceAllowances a
        WHERE a.Year = @Year AND (@AgentId IS NULL OR a.AgentId = @AgentId)
        """;

    const string AbsencesSql = $"""
        {AbsenceReader.SelectAbsencesSql}
        WHERE a.EndsOn >= @From AND a.StartsOn <= @To AND a.Status <> 'refused' AND (@AgentId IS NULL OR a.AgentId = @AgentId)
        ORDER BY a.AgentId, a.StartsOn
        """;

    sealed record AllowanceRow
    {
        public long AgentId { get; init; }
        public long KindId { get; init; }
        public int HalfDays { get; init; }
    }
}
