using System.Collections.Concurrent;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>The days of some agents in a period: what is expected of them, and how much of it absences account for.</summary>
sealed class AgentCalendars(
    WorkCalendar calendar,
    Dictionary<long, List<WorkPatternRow>> patterns,
    IReadOnlyDictionary<long, List<AbsentHalves>> absences
)
{
    public List<AgentDay> DaysOf(Agent agent) => calendar.DaysOf(agent, PatternsOf(agent), absences.GetValueOrDefault(agent.Id, []));

    /// <summary>Half days on which something is expected of an agent who is not absent.</summary>
    public HashSet<int> HalvesOf(Agent agent) => [.. calendar.HalvesOf(agent, PatternsOf(agent))];

    List<WorkPatternRow> PatternsOf(Agent agent) => patterns.GetValueOrDefault(agent.Id, []);
}

/// <summary>Reads what the days of agents are computed from, whoever asks: rights are the caller's affair.</summary>
sealed class CalendarReader(Db db, AbsentYears years)
{
    /// <summary>What the days of some agents in a period are computed from.</summary>
    public async Task<AgentCalendars> Of(IReadOnlyCollection<Agent> agents, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var period = new
        {
            From = from,
            To = to,
            AgentId = agents.Count == 1 ? agents.First().Id : (long?)null,
        };
        return new(
            new WorkCalendar(from, to, await Closures(from, to, ct)),
            (await db.Query<WorkPatternRow>(PatternsSql, period, ct))
                .GroupBy(pattern => pattern.AgentId)
                .ToDictionary(ofAgent => ofAgent.Key, ofAgent => ofAgent.ToList()),
            // A request that writes sees what may be undone; and a year of everybody's is not read for one agent.
            db.IsInTransaction || period.AgentId is not null
                ? await Absences(period, ct)
                : await AbsencesOfYears(from.Year, to.Year, ct)
        );
    }

    /// <summary>Those that touch some years, and thus any period in them.</summary>
    async Task<IReadOnlyDictionary<long, List<AbsentHalves>>> AbsencesOfYears(int first, int last, CancellationToken ct)
    {
        var revision = await Revision(ct);
        var absences = await AbsencesOfYear(first, revision, ct);
        for (var year = first + 1; year <= last; year++)
            absences = Join(absences, await AbsencesOfYear(year, revision, ct), HalfDays.MorningOf(new(year, 1, 1)));
        return absences;
    }

    // What begins before a year touches the one before, and is there already.
    static Dictionary<long, List<AbsentHalves>> Join(
        IReadOnlyDictionary<long, List<AbsentHalves>> before,
        IReadOnlyDictionary<long, List<AbsentHalves>> ofYear,
        int firstHalf
    ) =>
        before
            .Keys.Union(ofYear.Keys)
            .ToDictionary(
                agent => agent,
                agent =>
                    (List<AbsentHalves>)
                        [
                            .. before.GetValueOrDefault(agent, []),
                            .. ofYear.GetValueOrDefault(agent, []).Where(absence => absence.Halves.First >= firstHalf),
                        ]
            );

    async Task<IReadOnlyDictionary<long, List<AbsentHalves>>> AbsencesOfYear(int year, long revision, CancellationToken ct)
    {
        if (years.Find(year, revision) is { } kept)
            return kept;
        var absences = await Absences(
            new
            {
                From = new DateOnly(year, 1, 1),
                To = new DateOnly(year, 12, 31),
                AgentId = (long?)null,
            },
            ct
        );
        if (await Revision(ct) == revision)
            years.Keep(year, revision, absences);
        return absences;
    }

    async Task<Dictionary<long, List<AbsentHalves>>> Absences(object period, CancellationToken ct)
    {
        var absences = new Dictionary<long, List<AbsentHalves>>();
        await db.Read(
            ApprovedAbsencesSql,
            period,
            row =>
            {
                var agentId = row.GetInt64(0);
                if (!absences.TryGetValue(agentId, out var ofAgent))
                    absences[agentId] = ofAgent = [];
                var halves = HalfDays.Between(
                    row.GetFieldValue<DateOnly>(1),
                    row.GetBoolean(2),
                    row.GetFieldValue<DateOnly>(3),
                    row.GetBoolean(4)
                );
                ofAgent.Add(new(halves, row.GetBoolean(5)));
            },
            ct
        );
        return absences;
    }

    /// <summary>Closures that touch a period.</summary>
    public async Task<IReadOnlyList<ClosedHalves>> Closures(DateOnly from, DateOnly to, CancellationToken ct) =>
        [
            .. (await db.Query<ClosureRow>(ClosuresSql, new { From = from, To = to }, ct)).Select(closure => new ClosedHalves(
                closure.Halves,
                closure.TeamId
            )),
        ];

    const string ClosuresSql = $"""
        {ClosureRow.SelectClosuresSql}
        WHERE c.EndsOn >= @From AND c.StartsOn <= @To
        ORDER BY c.StartsOn, c.Id
        """;

    const string PatternsSql = $"""
        {WorkPatternRow.SelectPatternsSql}
        WHERE p.StartsOn <= @To AND (p.EndsOn IS NULL OR p.EndsOn >= @From) AND (@AgentId IS NULL OR p.AgentId = @AgentId)
        ORDER BY p.AgentId, p.StartsOn
        """;

    const string ApprovedAbsencesSql = """
        SELECT a.AgentId, a.StartsOn, a.IsFromNoon, a.EndsOn, a.IsUntilNoon, k.IsExpected
        FROM Absences a
        JOIN AbsenceKinds k ON k.Id = a.KindId
        WHERE a.EndsOn >= @From AND a.StartsOn <= @To AND a.Status = 'approved' AND (@AgentId IS NULL OR a.AgentId = @AgentId)
        ORDER BY a.AgentId, a.StartsOn, a.IsFromNoon
        """;

    /// <summary>Which state of patterns, closures and absences the database is in; another one whenever they change.</summary>
    public Task<long> Revision(CancellationToken ct) => db.FirstOrDefault<long>(RevisionSql, null, ct);

    const string RevisionSql = "SELECT r.Revision FROM CalendarRevisions r WHERE r.Id = 1";

    /// <summary>Tells whoever keeps days that they are no longer what they were. Part of the transaction that changes them.</summary>
    public Task Touch(CancellationToken ct) =>
        db.Execute(TouchRevisionSql, new { Revision = Random.Shared.NextInt64(2, long.MaxValue) }, ct);

    const string TouchRevisionSql = "UPDATE CalendarRevisions SET Revision = @Revision WHERE Id = 1";
}

/// <summary>
/// Approved absences that touch a year, by agent, each year at the revision that it was read at. Nobody has to be told to forget.
/// </summary>
sealed class AbsentYears
{
    readonly ConcurrentDictionary<int, (long Revision, IReadOnlyDictionary<long, List<AbsentHalves>> Absences)> kept = new();

    public IReadOnlyDictionary<long, List<AbsentHalves>>? Find(int year, long revision) =>
        kept.TryGetValue(year, out var known) && known.Revision == revision ? known.Absences : null;

    public void Keep(int year, long revision, IReadOnlyDictionary<long, List<AbsentHalves>> absences) => kept[year] = (revision, absences);
}

/// <summary>A closure as stored.</summary>
sealed record ClosureRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public long? TeamId { get; init; }
    public DateOnly StartsOn { get; init; }
    public bool IsFromNoon { get; init; }
    public DateOnly EndsOn { get; init; }
    public bool IsUntilNoon { get; init; }
    public long Version { get; init; }

    public HalfDays Halves => HalfDays.Between(StartsOn, IsFromNoon, EndsOn, IsUntilNoon);

    /// <summary>The columns of this row; conditions and order follow.</summary>
    public const string SelectClosuresSql =
        "SELECT c.Id, c.Name, c.TeamId, c.StartsOn, c.IsFromNoon, c.EndsOn, c.IsUntilNoon, c.Version FROM Closures c";
}
