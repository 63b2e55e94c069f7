using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets by month and event.</summary>
static class TicketRollUp
{
    public const string Name = "tickets";

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfTickets)
    {
        MonthSql = [DeleteOfMonthSql, InsertOfMonthSql],
        RowsSql = [RowsOfMonthSql],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string DeleteOfMonthSql = "DELETE FROM ReportTicketsByMonth WHERE YearMonth = @YearMonth";

    // Each event counts in the month of its own day.
    const string InsertOfMonthSql = """
        INSERT INTO ReportTicketsByMonth (YearMonth, MemberId, Channel, Type, Priority, DomainId, ApplicationId, AgentId, TeamId, Opened,
            TakenInCharge, Resolved, Closed)
        SELECT @YearMonth, u.MemberId, u.Channel, u.Type, u.Priority, u.DomainId, u.ApplicationId, u.AgentId, u.TeamId, SUM(u.Opened),
               SUM(u.TakenInCharge), SUM(u.Resolved), SUM(u.Closed)
        FROM (
            SELECT t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId, t.AssignedAgentId AS AgentId,
                   t.AssignedTeamId AS TeamId, 1 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 0 AS Closed
            FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To
            UNION ALL
            SELECT t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId, t.AssignedAgentId AS AgentId,
                   t.AssignedTeamId AS TeamId, 0 AS Opened, 1 AS TakenInCharge, 0 AS Resolved, 0 AS Closed
            FROM Tickets t WHERE t.TakenInChargeOn BETWEEN @From AND @To
            UNION ALL
            SELECT t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId, t.AssignedAgentId AS AgentId,
                   t.AssignedTeamId AS TeamId, 0 AS Opened, 0 AS TakenInCharge, 1 AS Resolved, 0 AS Closed
            FROM Tickets t WHERE t.ResolvedOn BETWEEN @From AND @To
            UNION ALL
            SELECT t.MemberId, t.Channel, t.Type, t.Priority, t.DomainId, t.ApplicationId, t.AssignedAgentId AS AgentId,
                   t.AssignedTeamId AS TeamId, 0 AS Opened, 0 AS TakenInCharge, 0 AS Resolved, 1 AS Closed
            FROM Tickets t WHERE t.ClosedOn BETWEEN @From AND @To
        ) u
        GROUP BY u.MemberId, u.Channel, u.Type, u.Priority, u.DomainId, u.ApplicationId, u.AgentId, u.TeamId
        """;

    const string RowsOfMonthSql = """
        SELECT r.YearMonth, r.MemberId, r.Channel, r.Type, r.Priority, r.DomainId, r.ApplicationId, r.AgentId, r.TeamId, r.Opened,
               r.TakenInCharge, r.Resolved, r.Closed
        FROM ReportTicketsByMonth r WHERE r.YearMonth = @YearMonth
        """;

    const string FactSumSql = """
        SELECT COUNT(*) AS Amount FROM Tickets t WHERE t.OpenedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(t.Opened), 0) AS Amount FROM ReportTicketsByMonth t WHERE t.YearMonth BETWEEN @From AND @To
        """;
}
