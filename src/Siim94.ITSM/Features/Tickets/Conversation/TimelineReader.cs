using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Reads what happened to a ticket, and to those merged into it, as far as the reader may know. A ticket that was merged has neither steps
/// nor time of its own.
/// </summary>
sealed class TimelineReader(Db db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Numbers of the tickets whose conversations a ticket leads: its own, and those merged into it.</summary>
    public async Task<IReadOnlyList<long>> LedBy(TicketRow row, CancellationToken ct) =>
        row.MergedIntoId is null ? await db.Query<long>(LedBySql, new { TicketId = row.Id }, ct) : [];

    const string LedBySql = """
        WITH Led AS (
            SELECT t.Id FROM Tickets t WHERE t.Id = @TicketId
            UNION ALL
            SELECT t.Id FROM Tickets t JOIN Led l ON t.MergedIntoId = l.Id
        )
        SELECT l.Id FROM Led l
        """;

    /// <summary>Its messages and steps with its visits, oldest first.</summary>
    public async Task<IReadOnlyList<TicketEvent>> Events(IReadOnlyList<long> led, ReferentialData all, CancellationToken ct)
    {
        var parameters = new { TicketIds = led, SeesPrivate = user.SeesAllMembers ? 1 : 0 };
        var events = await db.Query<TicketEvent>(EventsSql, parameters, ct);
        var visits = VisitsOf(await db.Query<VisitRow>(VisitsSql, parameters, ct), all);
        return [.. events.Concat(visits.Values).OrderBy(step => step.At)];
    }

    const string EventsSql = """
        SELECT e.At, COALESCE(u.DisplayName, e.AuthorName, CASE e.Kind WHEN 'open' THEN t.RequesterName END) AS ByName, e.Kind,
               e.ToStatus, e.Text, e.IsPrivate, e.OtherTicketId AS OtherTicket
        FROM TicketEvents e
        JOIN Tickets t ON t.Id = e.TicketId
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.TicketId IN @TicketIds AND (@SeesPrivate = 1 OR e.IsPrivate = 0)
        ORDER BY e.Id
        """;

    // Each of the agents has a line of the visit's whole length.
    const string VisitsSql = $"""
        {VisitRow.SelectSql}
        WHERE i.Id IN (SELECT l.InterventionId FROM InterventionTickets l WHERE l.TicketId IN @TicketIds)
        ORDER BY i.Id, e.Id
        """;

    /// <summary>Visits as steps, by their number; those to members out of reach are left out.</summary>
    public Dictionary<long, TicketEvent> VisitsOf(IReadOnlyList<VisitRow> lines, ReferentialData all) =>
        lines
            .Where(line => user.Sees(line.MemberId))
            .GroupBy(line => line.Id)
            .ToDictionary(
                visit => visit.Key,
                visit => new TicketEvent
                {
                    At = visit.First().StartedAt ?? visit.First().CreatedAt,
                    ByName = string.Join(", ", visit.Select(line => all.Agents[line.AgentId].Name)),
                    Kind = TicketEventKind.Visit,
                    Text = user.Can(Permission.ReadInterventions) ? visit.First().Summary : null,
                    Intervention = user.Can(Permission.ReadInterventions) ? visit.Key : null,
                    Day = visit.First().WorkedOn,
                    Minutes = visit.Sum(line => line.Minutes),
                }
            );

    /// <summary>Time spent until today, by agent, most first: what was logged on tickets, and the visits that dealt with them.</summary>
    public async Task<IReadOnlyList<AgentTime>> Times(IReadOnlyList<long> led, ReferentialData all, CancellationToken ct)
    {
        var times = await db.Query<AgentMinutes>(TimesSql, new { TicketIds = led, Today = Paris.Today(clock) }, ct);
        return
        [
            .. times
                .Where(time => time.Minutes > 0)
                .Select(time => new AgentTime(all.Agents[time.AgentId].Code, all.Agents[time.AgentId].Name, time.Minutes))
                .OrderByDescending(time => time.Minutes)
                .ThenBy(time => time.Name, StringComparer.CurrentCulture),
        ];
    }

    // No condition on the day selects rows: the few lines of a ticket are found by its number, never all lines up to a day.
    const string TimesSql = """
        SELECT m.AgentId, SUM(CASE WHEN m.WorkedOn <= @Today THEN m.Minutes ELSE 0 END) AS Minutes
        FROM (
            SELECT e.AgentId, e.WorkedOn, e.Minutes FROM TimeEntries e WHERE e.TicketId IN @TicketIds
            UNION ALL
            SELECT e.AgentId, e.WorkedOn, e.Minutes
            FROM TimeEntries e
            WHERE e.InterventionId IN (SELECT l.InterventionId FROM InterventionTickets l WHERE l.TicketId IN @TicketIds)
                AND (e.TicketId IS NULL OR e.TicketId NOT IN @TicketIds)
        ) m
        GROUP BY m.AgentId
        """;

    sealed record AgentMinutes
    {
        public long AgentId { get; init; }
        public long Minutes { get; init; }
    }
}

/// <summary>A line of a visit.</summary>
sealed record VisitRow
{
    public long Id { get; init; }
    public long MemberId { get; init; }
    public DateOnly WorkedOn { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime CreatedAt { get; init; }
    public string Summary { get; init; } = "";
    public long AgentId { get; init; }
    public long Minutes { get; init; }

    /// <summary>Its columns; conditions and order follow.</summary>
    public const string SelectSql = """
        SELECT i.Id, i.MemberId, i.WorkedOn, i.StartedAt, i.CreatedAt, i.Summary, e.AgentId, e.Minutes
        FROM Interventions i
        JOIN TimeEntries e ON e.InterventionId = i.Id
        """;
}
