using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// How each roll-up is made from its facts: delete a day or a month, insert it again. The nightly verification recomputes with the same
/// sums.
/// </summary>
static class RollupSql
{
    /// <summary>First statement of whatever rebuilds roll-ups: two never work at the same time, on either engine.</summary>
    public const string LockStateSql = "UPDATE RollupState SET Revision = Revision WHERE Id = 1";

    const string DeleteWorkOfDaySql = "DELETE FROM ReportWorkByDay WHERE Day = @Day";

    const string InsertWorkOfDaySql = """
        INSERT INTO ReportWorkByDay (Day, AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, Source,
            EntryCount, Minutes, MicroDays)
        SELECT e.WorkedOn, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId,
               e.Source, COUNT(*), SUM(e.Minutes), SUM(e.MicroDays)
        FROM TimeEntries e
        WHERE e.WorkedOn = @Day
        GROUP BY e.WorkedOn, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId,
            e.Source
        """;

    const string DeleteWorkOfMonthSql = "DELETE FROM ReportWorkByMonth WHERE YearMonth = @YearMonth";

    const string InsertWorkOfMonthSql = """
        INSERT INTO ReportWorkByMonth (YearMonth, AgentId, TeamId, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId,
            Source, EntryCount, Minutes, MicroDays)
        SELECT @YearMonth, d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId,
               d.Source, SUM(d.EntryCount), SUM(d.Minutes), SUM(d.MicroDays)
        FROM ReportWorkByDay d
        WHERE d.Day BETWEEN @From AND @To
        GROUP BY d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId, d.Source
        """;

    const string DeleteTicketsOfMonthSql = "DELETE FROM ReportTicketsByMonth WHERE YearMonth = @YearMonth";

    // Each event counts in the month of its own day.
    const string InsertTicketsOfMonthSql = """
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

    const string DeleteVisitsOfMonthSql = "DELETE FROM ReportVisitsByMonth WHERE YearMonth = @YearMonth";

    const string InsertVisitsOfMonthSql = """
        INSERT INTO ReportVisitsByMonth (YearMonth, MemberId, SiteId, Kind, Visits, TravelMinutes)
        SELECT @YearMonth, i.MemberId, i.SiteId, i.Kind, COUNT(*), SUM(i.TravelMinutes)
        FROM Interventions i
        WHERE i.WorkedOn BETWEEN @From AND @To
        GROUP BY i.MemberId, i.SiteId, i.Kind
        """;

    const string DeleteTrainingOfMonthSql = "DELETE FROM ReportTrainingByMonth WHERE YearMonth = @YearMonth";

    const string InsertTrainingOfMonthSql = """
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

    /// <param name="db">Where it is.</param>
    /// <param name="day">The day rebuilt.</param>
    /// <param name="until">Last day that counts: a later one is planned, and leaves no rows.</param>
    /// <param name="ct">Cancels the rebuilding.</param>
    public static async Task RebuildWorkOfDay(Db db, DateOnly day, DateOnly until, CancellationToken ct)
    {
        await db.Execute(DeleteWorkOfDaySql, new { Day = day }, ct);
        if (day <= until)
            await db.Execute(InsertWorkOfDaySql, new { Day = day }, ct);
    }

    /// <summary>Rebuilds the rows of a month, up to the last day that counts; those of work from the rows of its days.</summary>
    public static async Task RebuildSums(Db db, string fact, Month month, DateOnly until, CancellationToken ct)
    {
        foreach (var sql in MonthStatements(fact))
            await db.Execute(
                sql,
                new
                {
                    month.YearMonth,
                    From = month.FirstDay,
                    To = month.LastDay < until ? month.LastDay : until,
                },
                ct
            );
    }

    /// <summary>Rebuilds a month and all its days, up to the last one that counts.</summary>
    public static async Task RebuildMonth(Db db, string fact, Month month, DateOnly until, CancellationToken ct)
    {
        if (fact == Fact.Work)
            for (var day = month.FirstDay; day <= month.LastDay; day = day.AddDays(1))
                await RebuildWorkOfDay(db, day, until, ct);
        await RebuildSums(db, fact, month, until, ct);
    }

    /// <summary>Statements that rebuild a month of a fact, in order.</summary>
    static IReadOnlyList<string> MonthStatements(string fact) =>
        fact switch
        {
            Fact.Work => [DeleteWorkOfMonthSql, InsertWorkOfMonthSql],
            Fact.Tickets => [DeleteTicketsOfMonthSql, InsertTicketsOfMonthSql],
            Fact.Visits => [DeleteVisitsOfMonthSql, InsertVisitsOfMonthSql],
            Fact.Training => [DeleteTrainingOfMonthSql, InsertTrainingOfMonthSql, DeleteAttendancesOfMonthSql, InsertAttendancesOfMonthSql],
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact."),
        };
}
