using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Worked days, by day and by month; the sums of a month are made from those of its days.</summary>
static class WorkRollUp
{
    public const string Name = "work";

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfWork)
    {
        Day = (DeleteOfDaySql, InsertOfDaySql),
        MonthSql = [DeleteOfMonthSql, InsertOfMonthSql],
        RowsSql = [RowsOfDaysSql, RowsOfMonthSql],
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string DeleteOfDaySql = "DELETE FROM ReportWorkByDay WHERE Day = @Day";

    const string InsertOfDaySql = """
        INSERT INTO ReportWorkByDay (Day, AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, Source,
            EntryCount, Minutes, MicroDays)
        SELECT e.WorkedOn, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId,
               e.Source, COUNT(*), SUM(e.Minutes), SUM(e.MicroDays)
        FROM TimeEntries e
        WHERE e.WorkedOn = @Day
        GROUP BY e.WorkedOn, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId,
            e.Source
        """;

    const string DeleteOfMonthSql = "DELETE FROM ReportWorkByMonth WHERE YearMonth = @YearMonth";

    const string InsertOfMonthSql = """
        INSERT INTO ReportWorkByMonth (YearMonth, AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId,
            Source, EntryCount, Minutes, MicroDays)
        SELECT @YearMonth, d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId,
               d.Source, SUM(d.EntryCount), SUM(d.Minutes), SUM(d.MicroDays)
        FROM ReportWorkByDay d
        WHERE d.Day BETWEEN @From AND @To
        GROUP BY d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId, d.Source
        """;

    const string RowsOfDaysSql = """
        SELECT d.Day, d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId, d.Source,
               d.EntryCount, d.Minutes, d.MicroDays
        FROM ReportWorkByDay d WHERE d.Day BETWEEN @From AND @To
        """;

    const string RowsOfMonthSql = """
        SELECT r.YearMonth, r.AgentId, r.TeamId, r.ActivityId, r.SubActivityId, r.DomainId, r.ApplicationId, r.ProjectId, r.MemberId,
               r.Source, r.EntryCount, r.Minutes, r.MicroDays
        FROM ReportWorkByMonth r WHERE r.YearMonth = @YearMonth
        """;

    const string FactSumSql = """
        SELECT COALESCE(SUM(e.MicroDays), 0) AS Amount FROM TimeEntries e WHERE e.WorkedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(w.MicroDays), 0) AS Amount FROM ReportWorkByMonth w WHERE w.YearMonth BETWEEN @From AND @To
        """;
}
