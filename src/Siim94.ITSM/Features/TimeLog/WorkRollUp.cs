using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Worked time by month.</summary>
static class WorkRollUp
{
    public const string Name = "work";

    public static readonly RollUpTable Table = new(
        "ReportWorkByMonth",
        ["AgentId", "TeamId", "ActivityId", "SubActivityId", "DomainId", "ApplicationId", "ProjectId", "MemberId", "Source"],
        ["EntryCount", "Minutes", "MicroDays"],
        FactsSql
    )
    {
        TextKeys = ["Source"],
    };

    public static readonly FactRollUp RollUp = new(Name, () => Words.FactsOfWork)
    {
        Tables = [Table],
        ChangesTable = "WorkChanges",
        FactSumSql = FactSumSql,
        RowSumSql = RowSumSql,
    };

    const string FactsSql = """
        SELECT e.Id, e.WorkedOn AS Day, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId,
               e.MemberId, e.Source, 1 AS EntryCount, e.Minutes, e.MicroDays
        FROM TimeEntries e
        """;

    const string FactSumSql = """
        SELECT COALESCE(SUM(e.MicroDays), 0) AS Amount FROM TimeEntries e WHERE e.WorkedOn BETWEEN @From AND @To
        """;

    const string RowSumSql = """
        SELECT COALESCE(SUM(w.MicroDays), 0) AS Amount FROM ReportWorkByMonth w WHERE w.YearMonth BETWEEN @From AND @To
        """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => RollUp.EveryStatement(dialect);
}
