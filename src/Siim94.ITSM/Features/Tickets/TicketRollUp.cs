using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets by month and event.</summary>
static class TicketRollUp
{
    public const string Name = "tickets";

    public static readonly RollUpTable Table = new(
        "ReportTicketsByMonth",
        ["MemberId", "Channel", "Type", "Priority", "DomainId", "ApplicationId", "AgentId", "TeamId"],
        ["Opened", "TakenInCharge", "Resolved", "Closed"],
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

    const string EventsSql = """
        SELECT t.Id, t.OpenedOn AS Day, t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId,
               t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, 1 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.TakenInChargeOn AS Day, t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId,
               t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, 0 AS Opened, 1 AS TakenInCharge, 0 AS Resolved, 0 AS Closed
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ResolvedOn AS Day, t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId,
               t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, 0 AS Opened, 0 AS TakenInCharge, 1 AS Resolved, 0 AS Closed
        FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ClosedOn AS Day, t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId,
               t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 1 AS Closed
        FROM Tickets t
        """;

    const string FactSumSql = """
        SELECT COUNT(*) AS Amount FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(t.Opened), 0) AS Amount FROM ReportTicketsByMonth t WHERE t.YearMonth BETWEEN @From AND @To
        """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => RollUp.EveryStatement(dialect);
}
