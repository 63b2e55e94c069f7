using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets by month and event. DECISION-figures.md says what each event is and whose it is.</summary>
static class TicketRollUp
{
    public const string Name = "tickets";

    public static readonly RollUpTable Table = new(
        "ReportTicketsByMonth",
        ["MemberId", "Channel", "Type", "Priority", "DomainId", "ApplicationId", "TicketCategoryId", "AgentId", "TeamId", "GroupId"],
        [
            "Opened",
            "TakenInCharge",
            "Resolved",
            "Closed",
            "Reopened",
            "Escalated",
            "Received",
            "SolvedAtFirstLine",
            "Ratings",
            "RatingScore",
            "BacklogChange",
        ],
        EventsSql
    )
    {
        TextKeys = ["Channel", "Type"],
    };

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfTickets)
    {
        Tables = [Table],
        ChangesTable = "TicketChanges",
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    /// <summary>1 where a ticket has been with the first line alone, 0 where the second one has ever had it.</summary>
    public const string IsOfFirstLineSql = """
        CASE WHEN t.SupportLevel = 1 AND NOT EXISTS (
            SELECT h.Id FROM TicketHandovers h WHERE h.TicketId = t.Id AND (h.FromLevel = 2 OR h.ToLevel = 2)
        ) THEN 1 ELSE 0 END
        """;

    /// <summary>Handovers from the first line to the second one.</summary>
    public const string EscalationWhereSql = "h.FromLevel = 1 AND h.ToLevel = 2";

    const string TicketKeysSql = "t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId, t.CategoryId AS TicketCategoryId";

    const string KeysSql = $"{TicketKeysSql}, t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, t.AssignedGroupId AS GroupId";

    const string EventsSql = $"""
        SELECT t.Id, t.OpenedOn AS Day, {KeysSql}, 1 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, 1 AS BacklogChange
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.TakenInChargeOn AS Day, {KeysSql}, 0 AS Opened, 1 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, 0 AS BacklogChange
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ResolvedOn AS Day, {KeysSql}, 0 AS Opened, 0 AS TakenInCharge, 1 AS Resolved, 0 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, {IsOfFirstLineSql} AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, -1 AS BacklogChange
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ClosedOn AS Day, {KeysSql}, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 1 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore,
               CASE WHEN t.ResolvedOn IS NULL THEN -1 ELSE 0 END AS BacklogChange
        FROM Tickets t
        UNION ALL
        SELECT t.Id, r.ReopenedOn AS Day, {KeysSql}, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 1 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, 1 AS BacklogChange
        FROM TicketReopenings r
        JOIN Tickets t ON t.Id = r.TicketId
        UNION ALL
        SELECT t.Id, r.ResolvedOn AS Day, {KeysSql}, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, -1 AS BacklogChange
        FROM TicketReopenings r
        JOIN Tickets t ON t.Id = r.TicketId
        UNION ALL
        SELECT t.Id, h.HandedOn AS Day, {TicketKeysSql}, h.ByAgentId AS AgentId, h.ByTeamId AS TeamId, h.FromGroupId AS GroupId,
               0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened, 1 AS Escalated, 0 AS Received,
               0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, 0 AS BacklogChange
        FROM TicketHandovers h
        JOIN Tickets t ON t.Id = h.TicketId
        WHERE {EscalationWhereSql}
        UNION ALL
        SELECT t.Id, h.HandedOn AS Day, {TicketKeysSql}, h.ToAgentId AS AgentId, h.ToTeamId AS TeamId, h.ToGroupId AS GroupId,
               0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened, 0 AS Escalated, 1 AS Received,
               0 AS SolvedAtFirstLine, 0 AS Ratings, 0 AS RatingScore, 0 AS BacklogChange
        FROM TicketHandovers h
        JOIN Tickets t ON t.Id = h.TicketId
        WHERE {EscalationWhereSql}
        UNION ALL
        SELECT t.Id, s.RatedOn AS Day, {KeysSql}, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed, 0 AS Reopened,
               0 AS Escalated, 0 AS Received, 0 AS SolvedAtFirstLine, 1 AS Ratings, s.Score AS RatingScore, 0 AS BacklogChange
        FROM TicketSatisfactions s
        JOIN Tickets t ON t.Id = s.TicketId
        """;

    const string FactSumSql = """
        SELECT COUNT(*) AS Amount FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(t.Opened), 0) AS Amount FROM ReportTicketsByMonth t WHERE t.YearMonth BETWEEN @From AND @To
        """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => RollUp.EveryStatement(dialect);
}
