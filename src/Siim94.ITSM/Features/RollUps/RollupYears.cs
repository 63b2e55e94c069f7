namespace Siim94.ITSM.Features.RollUps;

static class RollupYears
{
    /// <summary>Years that have anything in any roll-up, oldest first.</summary>
    public static Task<IReadOnlyList<int>> Read(Db db, CancellationToken ct) => db.Query<int>(YearsSql, null, ct);

    const string YearsSql = """
        SELECT y.Year
        FROM (
            SELECT r.YearMonth / 100 AS Year FROM ReportWorkByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTicketsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportVisitsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTrainingByMonth r GROUP BY r.YearMonth / 100
        ) y
        ORDER BY y.Year
        """;
}
