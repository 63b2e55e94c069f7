namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Time of a ticket in lists. Triggers keep that of the lines that name it, and of tickets that are merged; a visit that deals with several
/// tickets has lines that name none of them, and counts in full at each.
/// </summary>
static class TicketMinutes
{
    /// <summary>Counts the time of tickets anew, once a visit that deals with several of them was written.</summary>
    public static async Task Count(Db db, IEnumerable<long> numbers, CancellationToken ct)
    {
        foreach (var some in numbers.Distinct().Chunk(TicketWords.TicketsAtOnce))
            for (
                IReadOnlyCollection<long> next = some;
                next.Count > 0;
                next = await db.Query<long>(TicketWords.LeadingSql, new { Numbers = next }, ct)
            )
                await db.Execute(CountSql, new { Numbers = next }, ct);
    }

    const string CountSql = $"""
        {TicketWords.LedByThem}
        UPDATE Tickets
        SET LoggedMinutes = COALESCE((
            SELECT SUM(e.Minutes)
            FROM TimeEntries e
            WHERE e.Id IN (
                SELECT x.Id FROM Led l CROSS JOIN TimeEntries x WHERE l.LeadingId = Tickets.Id AND x.TicketId = l.Id
                UNION
                SELECT x.Id
                FROM Led l
                CROSS JOIN InterventionTickets i
                CROSS JOIN TimeEntries x
                WHERE l.LeadingId = Tickets.Id AND i.TicketId = l.Id AND x.InterventionId = i.InterventionId
            )), 0)
        WHERE Id IN (SELECT l.LeadingId FROM Led l)
        """;
}
