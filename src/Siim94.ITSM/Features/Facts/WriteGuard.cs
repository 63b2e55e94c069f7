using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// The one place where writes of facts are refused for their day, whatever door they come through: its period is closed, it is locked by
/// date, or it is in a submitted or approved week of its agent. DECISION-writing.md has who may write nevertheless.
/// </summary>
/// <remarks>
/// Who submits takes the agent first, who locks takes all months, and both read afterwards: a writer that looked here before has
/// committed by then, and one that looks afterwards is refused.
/// </remarks>
sealed class WriteGuard(Db db, ReferentialCache cache, CurrentUser user, TimeProvider clock, FactLocks locks, ClosedPeriods closed)
{
    /// <summary>Refuses, or lets through.</summary>
    /// <param name="days">Days whose figures a write changes.</param>
    /// <param name="time">Whose time it is; nothing where it is nobody's.</param>
    /// <param name="fieldOf">Field of the request that a day comes from; null when there is none.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>What comes late: time that a lock covers, with that lock.</returns>
    /// <exception cref="Refusal">A day is closed, locked or held; it says by whom, and whom to ask.</exception>
    public async Task<IReadOnlyList<LateDay>> RefuseWrites(
        IReadOnlyCollection<DateOnly> days,
        IReadOnlyCollection<WorkedDay> time,
        Func<DateOnly, string?>? fieldOf,
        CancellationToken ct
    )
    {
        if (days.Count == 0)
            return [];
        await locks.TakeAgents(time.Select(day => day.AgentId), ct);
        var barriers = await Barriers(await closed.Covering(days, ct), [.. time.Select(day => day.AgentId)], days.Min(), days.Max(), ct);
        barriers.Refuse(days, time, fieldOf);
        return barriers.LateOf(time);
    }

    /// <summary>What stands in the way of writes of the sender; a look that holds nobody up.</summary>
    /// <param name="agentIds">Whose time is to be written.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="ct">Cancels the look.</param>
    public async Task<Barriers> Look(IReadOnlyCollection<long> agentIds, DateOnly from, DateOnly to, CancellationToken ct) =>
        await Barriers(await closed.Between(from, to, ct), agentIds, from, to, ct);

    async Task<Barriers> Barriers(
        IReadOnlyList<ClosedPeriod> closedPeriods,
        IReadOnlyCollection<long> agentIds,
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    )
    {
        var dayLocks = await db.Query<DayLock>(LocksSql, new { From = from }, ct);
        var sheets = new List<HeldSheet>();
        foreach (var some in agentIds.Distinct().Chunk(TypeHandlers.LongestParameterList - 2))
            sheets.AddRange(
                await db.Query<HeldSheet>(
                    SheetsSql,
                    new
                    {
                        AgentIds = some,
                        From = from,
                        To = to,
                    },
                    ct
                )
            );
        return new(closedPeriods, dayLocks, sheets, await cache.Read(db, ct), user, Paris.Today(clock));
    }

    const string LocksSql = """
        SELECT l.Id, l.TeamId, l.LastOn, l.GraceDays, l.LockedAt, u.DisplayName AS ByName
        FROM DayLocks l
        LEFT JOIN Users u ON u.Id = l.LockedByUserId
        WHERE l.EndedAt IS NULL AND l.LastOn >= @From
        ORDER BY l.Id
        """;

    const string SheetsSql = """
        SELECT t.AgentId, t.TeamId, t.Period, t.FirstOn, t.LastOn, t.State, s.TakenAt, u.DisplayName AS ByName,
               CASE WHEN a.Approver = 'leader' THEN 1 ELSE 0 END AS IsForLeader
        FROM Timesheets t
        JOIN TimesheetSteps s ON s.Id = (SELECT MAX(l.Id) FROM TimesheetSteps l WHERE l.TimesheetId = t.Id)
        LEFT JOIN Users u ON u.Id = s.TakenByUserId
        LEFT JOIN TeamApprovals a ON a.TeamId = t.TeamId
        WHERE t.AgentId IN @AgentIds AND t.LastOn >= @From AND t.FirstOn <= @To AND t.State IN ('submitted', 'approved')
        ORDER BY t.Id
        """;
}

/// <summary>What stands in the way of one sender's writes: the chain, in its order.</summary>
sealed class Barriers(
    IReadOnlyList<ClosedPeriod> closed,
    IReadOnlyList<DayLock> locks,
    IReadOnlyList<HeldSheet> sheets,
    ReferentialData referentials,
    CurrentUser user,
    DateOnly today
)
{
    /// <exception cref="Refusal">The first day that may not be written.</exception>
    public void Refuse(IEnumerable<DateOnly> days, IEnumerable<WorkedDay> time, Func<DateOnly, string?>? fieldOf)
    {
        if (closed.Count == 0 && locks.Count == 0 && sheets.Count == 0)
            return;
        foreach (var day in days.Order())
            if (Against(day, fieldOf?.Invoke(day)) is { } refusal)
                throw refusal;
        foreach (var each in time.OrderBy(each => each.Day))
            if (Against(each, fieldOf?.Invoke(each.Day)) is { } refusal)
                throw refusal;
    }

    /// <summary>Why what is nobody's time may not be written on a day; null when it may.</summary>
    public Refusal? Against(DateOnly day, string? field = null) => Closed(day, field) ?? Locked(day, null, field);

    /// <summary>Why time may not be written; null when it may.</summary>
    public Refusal? Against(WorkedDay time, string? field = null) =>
        Closed(time.Day, field) ?? Locked(time.Day, time.TeamId, field) ?? Held(time, field);

    Refusal? Closed(DateOnly day, string? field) => closed.FirstOrDefault(period => period.Covers(day))?.Refuse($"{day:d}", field);

    Refusal? Locked(DateOnly day, long? teamId, string? field) =>
        user.Can(Permission.ClosePeriods)
            ? null
            : locks.FirstOrDefault(one => one.Covers(day, teamId) && one.LocksOn <= today)?.Refuse(day, field);

    Refusal? Held(WorkedDay time, string? field)
    {
        if (sheets.FirstOrDefault(sheet => sheet.Covers(time) && !MayCorrect(sheet)) is not { } held)
            return null;
        var agent = referentials.Agents[held.AgentId];
        return FactErrors.SheetHeld(held, time.Day, agent.Name, held.AgentId == user.AgentId, LeadersOf(held), field);
    }

    /// <summary>An author sends for it first; who leads them or manages corrects.</summary>
    bool MayCorrect(HeldSheet sheet) =>
        sheet.AgentId != user.AgentId && (user.Can(Permission.ApproveTime) || user.Leads(referentials.Teams[sheet.TeamId]));

    /// <summary>Leaders who may send it back: where they approve.</summary>
    IEnumerable<string> LeadersOf(HeldSheet sheet) =>
        sheet.IsForLeader
            ? referentials.Teams[sheet.TeamId].LeaderIds.Where(id => id != sheet.AgentId).Select(id => referentials.Agents[id].Name)
            : [];

    /// <summary>Time that a lock covers and that is written nevertheless, with that lock: within its grace, or by those who may.</summary>
    public IReadOnlyList<LateDay> LateOf(IEnumerable<WorkedDay> time) =>
        locks.Count == 0
            ? []
            :
            [
                .. from each in time
                let over = locks.FirstOrDefault(one => one.Covers(each.Day, each.TeamId) && one.LastOn < today)
                where over is not null
                select new LateDay(each, over.Id),
            ];
}
