using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Training;

/// <summary>Training sessions and attendances by month.</summary>
static class TrainingRollUp
{
    public const string Name = "training";

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfTraining)
    {
        MonthSql = [DeleteSessionsOfMonthSql, InsertSessionsOfMonthSql, DeleteAttendancesOfMonthSql, InsertAttendancesOfMonthSql],
        RowsSql = [SessionRowsSql, AttendanceRowsSql],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string DeleteSessionsOfMonthSql = "DELETE FROM ReportTrainingByMonth WHERE YearMonth = @YearMonth";

    const string InsertSessionsOfMonthSql = """
        INSERT INTO ReportTrainingByMonth (YearMonth, CategoryId, ApplicationId, Sessions, SessionMicroDays, PreparationMicroDays)
        SELECT @YearMonth, s.CategoryId, s.ApplicationId, COUNT(*), SUM(s.SessionMicroDays), SUM(s.PreparationMicroDays)
        FROM TrainingSessions s
        WHERE s.StartsOn BETWEEN @From AND @To
        GROUP BY s.CategoryId, s.ApplicationId
        """;

    const string DeleteAttendancesOfMonthSql = "DELETE FROM ReportAttendancesByMonth WHERE YearMonth = @YearMonth";

    const string InsertAttendancesOfMonthSql = """
        INSERT INTO ReportAttendancesByMonth (YearMonth, CategoryId, ApplicationId, MemberId, People)
        SELECT @YearMonth, s.CategoryId, s.ApplicationId, a.MemberId, SUM(a.People)
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        WHERE s.StartsOn BETWEEN @From AND @To
        GROUP BY s.CategoryId, s.ApplicationId, a.MemberId
        """;

    const string SessionRowsSql = """
        SELECT r.YearMonth, r.CategoryId, r.ApplicationId, r.Sessions, r.SessionMicroDays, r.PreparationMicroDays
        FROM ReportTrainingByMonth r
        WHERE r.YearMonth = @YearMonth
        """;

    const string AttendanceRowsSql = """
        SELECT r.YearMonth, r.CategoryId, r.ApplicationId, r.MemberId, r.People
        FROM ReportAttendancesByMonth r
        WHERE r.YearMonth = @YearMonth
        """;

    const string FactSumSql = """
        SELECT COALESCE(SUM(s.SessionMicroDays), 0) AS Amount FROM TrainingSessions s WHERE s.StartsOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(s.SessionMicroDays), 0) AS Amount FROM ReportTrainingByMonth s WHERE s.YearMonth BETWEEN @From AND @To
        """;
}
