namespace Siim94.ITSM.Features.Reports;

/// <summary>Where the facts behind a measure are. Columns are named as in the roll-ups, so that the same conditions select them.</summary>
sealed class FactSource
{
    /// <summary>Place in the order of the facts: by day, then by id.</summary>
    public const string AfterWhereSql = "(r.Day > @AfterDay OR (r.Day = @AfterDay AND r.Id > @AfterId))";

    /// <summary>Teams of one column of a table by department.</summary>
    public const string GroupWhereSql = "r.TeamId IN @GroupTeamIds";

    static readonly Dictionary<Measure, FactSource> Sources = new()
    {
        [Measure.Days] = new("time-entry", 1, WorkSql),
        [Measure.TicketsOpened] = new("ticket", WorkDay.MicrosPerUnit, TicketsSql),
        [Measure.Visits] = new("intervention", WorkDay.MicrosPerUnit, VisitsSql),
        [Measure.PeopleTrained] = new("attendance", WorkDay.MicrosPerUnit, AttendancesSql),
        [Measure.SessionDays] = new("training-session", 1, SessionsSql),
    };

    const string WorkSql = """
        SELECT e.Id, e.WorkedOn AS Day, e.MicroDays AS Amount, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId,
               NULL AS CategoryId, e.Note AS Text, e.Source
        FROM TimeEntries e
        """;

    const string TicketsSql = """
        SELECT t.Id, t.OpenedOn AS Day, 1 AS Amount, t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, NULL AS ActivityId, NULL AS SubActivityId, t.DomainId, t.ApplicationId,
               NULL AS ProjectId, t.MemberId, NULL AS CategoryId, t.Title AS Text, t.Channel AS Source
        FROM Tickets t
        """;

    const string VisitsSql = """
        SELECT i.Id, i.WorkedOn AS Day, 1 AS Amount, NULL AS AgentId, NULL AS TeamId, NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId, NULL AS ApplicationId,
               NULL AS ProjectId, i.MemberId, NULL AS CategoryId, i.Summary AS Text, i.Kind AS Source
        FROM Interventions i
        """;

    // A session has one attendance per member: session and member together are its key, told apart by the order of members.
    const string AttendancesSql = """
        SELECT s.Id * 100000 + a.MemberId AS Id, s.StartsOn AS Day, a.People AS Amount, NULL AS AgentId, NULL AS TeamId, NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId,
               s.ApplicationId, NULL AS ProjectId, a.MemberId, s.CategoryId, s.Title AS Text, 'training' AS Source
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        """;

    const string SessionsSql = """
        SELECT s.Id, s.StartsOn AS Day, s.SessionMicroDays AS Amount, NULL AS AgentId, NULL AS TeamId, NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId, s.ApplicationId,
               NULL AS ProjectId, NULL AS MemberId, s.CategoryId, s.Title AS Text, 'training' AS Source
        FROM TrainingSessions s
        """;

    readonly string factsSql;

    FactSource(string kind, long microsPerUnit, string factsSql) => (Kind, MicrosPerUnit, this.factsSql) = (kind, microsPerUnit, factsSql);

    public static FactSource Of(Measure measure) => Sources[measure];

    /// <summary>What a fact is, for programs and for links.</summary>
    public string Kind { get; }

    /// <summary>Millionths in one of <c>Amount</c>.</summary>
    public long MicrosPerUnit { get; }

    /// <summary>Ids of the rows looked into.</summary>
    public static string RowWhereSql(string column) => $"r.{column} IN @RowIds";

    public string SumSql(IEnumerable<string> conditions) => $"SELECT SUM(r.Amount) FROM ({factsSql}) r WHERE {Where(conditions)}";

    public string ListSql(IEnumerable<string> conditions, SqlDialect dialect) => $"""
        SELECT r.Id, r.Day, r.Amount, r.AgentId, r.ActivityId, r.SubActivityId, r.DomainId, r.ApplicationId, r.ProjectId, r.MemberId, r.Text, r.Source
        FROM ({factsSql}) r
        WHERE {Where(conditions)}
        ORDER BY r.Day, r.Id{dialect.Page}
        """;

    static string Where(IEnumerable<string> conditions) => string.Join(" AND ", ["r.Day BETWEEN @From AND @To", .. conditions]);

    /// <summary>Every statement that lines may be read with: each condition alone and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        List<string> conditions = [.. ReportSource.FilterWhereSql.Values, ReportSource.ScopeWhereSql, ReportSource.NothingWhereSql, GroupWhereSql, AfterWhereSql, .. ReportSource.FilterWhereSql.Keys.Select(RowWhereSql)];
        foreach (var source in Sources.Values)
        {
            yield return source.SumSql(conditions);
            yield return source.ListSql(conditions, dialect);
            foreach (var condition in conditions) yield return source.ListSql([condition], dialect);
        }
    }
}
