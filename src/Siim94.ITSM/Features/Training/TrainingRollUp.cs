using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Training;

/// <summary>Training sessions and attendances by month.</summary>
static class TrainingRollUp
{
    public const string Name = "training";

    public static readonly RollUpTable Sessions = new(
        "ReportTrainingByMonth",
        ["CategoryId", "ApplicationId"],
        ["Sessions", "SessionMicroDays", "PreparationMicroDays"],
        SessionsSql
    );

    public static readonly RollUpTable Attendances = new(
        "ReportAttendancesByMonth",
        ["CategoryId", "ApplicationId", "MemberId"],
        ["People"],
        AttendancesSql
    );

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfTraining)
    {
        Tables = [Sessions, Attendances],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string SessionsSql = """
        SELECT s.Id, s.StartsOn AS Day, s.CategoryId, s.ApplicationId, 1 AS Sessions, s.SessionMicroDays, s.PreparationMicroDays
        FROM TrainingSessions s
        """;

    const string AttendancesSql = """
        SELECT s.Id, s.StartsOn AS Day, s.CategoryId, s.ApplicationId, a.MemberId, a.People
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        """;

    const string FactSumSql = """
        SELECT COALESCE(SUM(s.SessionMicroDays), 0) AS Amount FROM TrainingSessions s WHERE s.StartsOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(s.SessionMicroDays), 0) AS Amount FROM ReportTrainingByMonth s WHERE s.YearMonth BETWEEN @From AND @To
        """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => RollUp.EveryStatement(dialect);
}
