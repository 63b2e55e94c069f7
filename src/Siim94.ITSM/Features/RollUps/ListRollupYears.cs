using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Years that any roll-up has rows of, oldest first: those to verify, even where the rows add up to nothing.</summary>
[Requires(Permission.ReadRollups)]
public sealed record ListRollupYears : IQuery<IReadOnlyList<int>>;

sealed class ListRollupYearsHandler(Db db) : IRequestHandler<ListRollupYears, IReadOnlyList<int>>
{
    public Task<IReadOnlyList<int>> Handle(ListRollupYears request, CancellationToken ct) => db.Query<int>(YearsSql, null, ct);

    const string YearsSql = """
        SELECT y.Year
        FROM (
            SELECT r.YearMonth / 100 AS Year FROM ReportWorkByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTicketsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportVisitsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTrainingByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportAttendancesByMonth r GROUP BY r.YearMonth / 100
        ) y
        ORDER BY y.Year
        """;
}
