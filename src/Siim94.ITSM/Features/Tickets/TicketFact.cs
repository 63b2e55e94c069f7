using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket as a kind of fact: a line in the month of each of its events.</summary>
static class TicketFact
{
    public const string Code = "ticket";

    public static readonly FactKind Kind = new()
    {
        Code = Code,
        Name = () => Words.FactTicket,
        Table = "Tickets",
        DayColumns = ["OpenedOn", "TakenInChargeOn", "ResolvedOn", "ClosedOn"],
        RollUp = TicketRollUp.RollUp,
        Path = "/tickets/",
        MembersSql = MembersSql,
        IsTraced = true,
        Digests =
        [
            new("tickets-opened", () => Words.FactsOfTickets, OpenedSql),
            new("tickets-taken", () => Words.FactsOfTickets, TakenSql),
            new("tickets-resolved", () => Words.FactsOfTickets, ResolvedSql),
            new("tickets-closed", () => Words.FactsOfTickets, ClosedSql),
        ],
    };

    const string MembersSql = "SELECT t.MemberId FROM Tickets t WHERE t.Id = @Id";

    const string ColumnsSql = """
        t.Title, t.MemberId, t.Channel, t.Type, t.Urgency, t.Impact, t.Priority, t.ApplicationId, t.DomainId, t.ImportId, t.ImportRow,
        t.CreatedByUserId
        """;

    const string OpenedSql = $"""
        SELECT t.OpenedOn AS Day, t.Id, 0 AS Part, t.OpenedAt, {ColumnsSql}
        FROM Tickets t
        WHERE t.OpenedOn BETWEEN @AfterDay AND @To AND (t.OpenedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.OpenedOn, t.Id
        """;

    const string TakenSql = $"""
        SELECT t.TakenInChargeOn AS Day, t.Id, 0 AS Part, t.TakenInChargeAt, {ColumnsSql}
        FROM Tickets t
        WHERE t.TakenInChargeOn BETWEEN @AfterDay AND @To AND (t.TakenInChargeOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.TakenInChargeOn, t.Id
        """;

    const string ResolvedSql = $"""
        SELECT t.ResolvedOn AS Day, t.Id, 0 AS Part, t.ResolvedAt, {ColumnsSql}
        FROM Tickets t
        WHERE t.ResolvedOn BETWEEN @AfterDay AND @To AND (t.ResolvedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.ResolvedOn, t.Id
        """;

    const string ClosedSql = $"""
        SELECT t.ClosedOn AS Day, t.Id, 0 AS Part, t.ClosedAt, {ColumnsSql}
        FROM Tickets t
        WHERE t.ClosedOn BETWEEN @AfterDay AND @To AND (t.ClosedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.ClosedOn, t.Id
        """;
}
