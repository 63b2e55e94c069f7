using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Visits and their travel by month.</summary>
static class VisitRollUp
{
    public const string Name = "visits";

    public static readonly RollUpTable Table = new(
        "ReportVisitsByMonth",
        ["MemberId", "SiteId", "Kind"],
        ["Visits", "TravelMinutes"],
        FactsSql
    )
    {
        TextKeys = ["Kind"],
    };

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfVisits)
    {
        Tables = [Table],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string FactsSql = """
        SELECT i.Id, i.WorkedOn AS Day, i.MemberId, i.SiteId, i.Kind, 1 AS Visits, i.TravelMinutes
        FROM Interventions i
        """;

    const string FactSumSql = """
        SELECT COUNT(*) AS Amount FROM Interventions i WHERE i.WorkedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(v.Visits), 0) AS Amount FROM ReportVisitsByMonth v WHERE v.YearMonth BETWEEN @From AND @To
        """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => RollUp.EveryStatement(dialect);
}
