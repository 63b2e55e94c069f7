using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Visits and their travel by month.</summary>
static class VisitRollUp
{
    public const string Name = "visits";

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfVisits)
    {
        MonthSql = [DeleteOfMonthSql, InsertOfMonthSql],
        RowsSql = [RowsOfMonthSql],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string DeleteOfMonthSql = "DELETE FROM ReportVisitsByMonth WHERE YearMonth = @YearMonth";

    const string InsertOfMonthSql = """
        INSERT INTO ReportVisitsByMonth (YearMonth, MemberId, SiteId, Kind, Visits, TravelMinutes)
        SELECT @YearMonth, i.MemberId, i.SiteId, i.Kind, COUNT(*), SUM(i.TravelMinutes)
        FROM Interventions i
        WHERE i.WorkedOn BETWEEN @From AND @To
        GROUP BY i.MemberId, i.SiteId, i.Kind
        """;

    const string RowsOfMonthSql = """
        SELECT r.YearMonth, r.MemberId, r.SiteId, r.Kind, r.Visits, r.TravelMinutes
        FROM ReportVisitsByMonth r
        WHERE r.YearMonth = @YearMonth
        """;

    const string FactSumSql = """
        SELECT COUNT(*) AS Amount FROM Interventions i WHERE i.WorkedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(v.Visits), 0) AS Amount FROM ReportVisitsByMonth v WHERE v.YearMonth BETWEEN @From AND @To
        """;
}
