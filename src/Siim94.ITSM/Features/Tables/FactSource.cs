using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Where the facts behind a measure are. Columns are named as in the roll-ups, so that the same conditions select them.</summary>
sealed class FactSource
{
    /// <summary>Place in the order of the facts: by day, then by id.</summary>
    public const string AfterWhereSql = "(r.Day > @AfterDay OR (r.Day = @AfterDay AND r.Id > @AfterId))";

    /// <summary>The fact itself, to tell facts apart where they count several times.</summary>
    public const string IdColumn = "Id";

    /// <summary>What <c>@Dash</c> stands for: written in a statement, some servers would not know the letter.</summary>
    public const string Dash = " – ";

    /// <summary>Source of what an allocation adds to the facts, and what it is.</summary>
    public const string Allocated = "allocated";

    static readonly string[] WorkColumns =
        ["AgentId", "TeamId", "ActivityId", "SubActivityId", "DomainId", "ApplicationId", "ProjectId", "MemberId", "Source"],
        LineColumns = [.. WorkColumns, "TicketId", "SiteId", "Kind", "CategoryId"],
        TrainingColumns = [.. WorkColumns, "CategoryId"],
        TicketColumns =

        [
            "MemberId",
            "Channel",
            "Type",
            "Status",
            "Urgency",
            "Impact",
            "Priority",
            "DomainId",
            "ApplicationId",
            "AgentId",
            "TeamId",
            "RequesterName",
            "TicketCategoryId",
            "GroupId",
        ];

    // What is linked to a fact is one row for each of its values.
    static readonly Dictionary<string, string> VisitLinks =
            new()
            {
                ["AgentId"] = "InterventionAgents",
                ["TeamId"] = "(SELECT DISTINCT e.InterventionId, e.TeamId FROM TimeEntries e)",
                ["TicketId"] = "InterventionTickets",
            },
        SessionLinks =
            new()
            {
                ["AgentId"] = "TrainingSessionTrainers",
                ["TeamId"] = "(SELECT DISTINCT e.TrainingSessionId, e.TeamId FROM TimeEntries e)",
                ["MemberId"] = "TrainingSessionAttendances",
            };

    static readonly FactSource TakeCharge = new(TicketFact.Code, TicketsTakenSql, "r.Minutes", TicketColumns),
        Resolution = new(TicketFact.Code, TicketsResolvedSql, "r.Minutes", TicketColumns);

    static readonly Dictionary<Measure, FactSource> Sources = new()
    {
        [Measure.Days] = new(TimeEntryFact.Code, WorkSql, "r.MicroDays", LineColumns),
        [Measure.AllocatedDays] = new(Allocated, AllocatedSql, "r.MicroDays", ["MemberId"]),
        [Measure.DaysWithAllocation] = new(TimeEntryFact.Code, WithAllocationSql, "r.MicroDays", ["MemberId"]),
        [Measure.Hours] = new(TimeEntryFact.Code, WorkSql, "r.Minutes", LineColumns),
        [Measure.Lines] = new(TimeEntryFact.Code, WorkSql, "1", LineColumns),
        [Measure.TicketsOpened] = new(TicketFact.Code, TicketsOpenedSql, "1", TicketColumns),
        [Measure.TicketsTaken] = new(TicketFact.Code, TicketsTakenSql, "1", TicketColumns),
        [Measure.TicketsResolved] = new(TicketFact.Code, TicketsResolvedSql, "1", TicketColumns),
        [Measure.TicketsClosed] = new(TicketFact.Code, TicketsClosedSql, "1", TicketColumns),
        [Measure.TicketsReopened] = new(TicketFact.Code, TicketsReopenedSql, "1", TicketColumns) { subject = "TicketId" },
        [Measure.TicketsEscalated] = new(TicketFact.Code, TicketsEscalatedSql, "1", TicketColumns) { subject = "TicketId" },
        [Measure.TicketsReceived] = new(TicketFact.Code, TicketsReceivedSql, "1", TicketColumns) { subject = "TicketId" },
        [Measure.TicketsSolvedAtFirstLine] = new(TicketFact.Code, SolvedAtFirstLineSql, "1", TicketColumns),
        [Measure.FirstLineShare] = new(TicketFact.Code, ResolvedByLineSql, "r.IsOfFirstLine", TicketColumns),
        [Measure.Backlog] = new(TicketFact.Code, BacklogChangesSql, "r.Change", TicketColumns) { linesSql = OpenAtSql },
        [Measure.TakeChargeMedian] = TakeCharge,
        [Measure.TakeChargeP90] = TakeCharge,
        [Measure.ResolutionMedian] = Resolution,
        [Measure.ResolutionP90] = Resolution,
        [Measure.Satisfaction] = new(TicketFact.Code, RatingsSql, "r.Score", TicketColumns),
        [Measure.SatisfactionAnswers] = new(TicketFact.Code, RatingsSql, "1", TicketColumns),
        [Measure.Visits] = new(InterventionFact.Code, VisitsSql, "1", ["MemberId", "SiteId", "Kind"])
        {
            links = VisitLinks,
            linkKey = "InterventionId",
        },
        [Measure.TravelHours] = new(InterventionFact.Code, VisitsSql, "r.TravelMinutes", ["MemberId", "SiteId", "Kind"])
        {
            links = VisitLinks,
            linkKey = "InterventionId",
        },
        [Measure.Sessions] = new(TrainingSessionFact.Code, SessionsSql, "1", ["CategoryId", "ApplicationId"])
        {
            links = SessionLinks,
            linkKey = "TrainingSessionId",
        },
        [Measure.SessionDays] = new(TrainingSessionFact.Code, SessionsSql, "r.SessionMicroDays", ["CategoryId", "ApplicationId"])
        {
            links = SessionLinks,
            linkKey = "TrainingSessionId",
        },
        [Measure.TrainerDays] = new(TimeEntryFact.Code, TrainerLinesSql, "r.MicroDays", TrainingColumns),
        [Measure.PreparationDays] = new(TimeEntryFact.Code, PreparationLinesSql, "r.MicroDays", TrainingColumns),
        [Measure.Attendances] = new(AttendanceFact.Code, AttendancesSql, "1", ["CategoryId", "ApplicationId", "MemberId"]),
        [Measure.PeopleTrained] = new(AttendanceFact.Code, AttendancesSql, "r.People", ["CategoryId", "ApplicationId", "MemberId"]),
    };

    const string WorkSql = """
        SELECT e.Id, e.WorkedOn AS Day, e.MicroDays, e.Minutes, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId,
               e.ApplicationId, e.ProjectId, e.MemberId, e.TicketId, i.SiteId, i.Kind, s.CategoryId, e.Note AS Text, e.Source
        FROM TimeEntries e
        LEFT JOIN Interventions i ON i.Id = e.InterventionId
        LEFT JOIN TrainingSessions s ON s.Id = e.TrainingSessionId
        """;

    // Ids far above those of the ledger's lines: lists of both never confuse them.
    const string AllocatedSql = """
        SELECT CAST(1000000000000000 AS BIGINT) + 2 * s.Id AS Id, a.LastOn AS Day, s.MicroDays, NULL AS AgentId, NULL AS ActivityId,
               NULL AS SubActivityId, NULL AS DomainId, NULL AS ApplicationId, NULL AS ProjectId, s.MemberId,
               CONCAT(p.Name, @Dash, k.Name) AS Text, 'allocated' AS Source
        FROM AllocationShares s
        JOIN Allocations a ON a.Id = s.AllocationId
        JOIN AllocationPots p ON p.Id = a.PotId
        JOIN AllocationKeyVersions v ON v.Id = a.KeyVersionId
        JOIN AllocationKeys k ON k.Id = v.KeyId
        WHERE a.State = 'accepted'
        UNION ALL
        SELECT CAST(1000000000000000 AS BIGINT) + 2 * s.Id + 1 AS Id, a.LastOn AS Day, -s.MicroDays AS MicroDays, NULL AS AgentId,
               NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId, NULL AS ApplicationId, NULL AS ProjectId, s.MemberId,
               CONCAT(p.Name, @Dash, k.Name) AS Text, 'allocated' AS Source
        FROM AllocationSources s
        JOIN Allocations a ON a.Id = s.AllocationId
        JOIN AllocationPots p ON p.Id = a.PotId
        JOIN AllocationKeyVersions v ON v.Id = a.KeyVersionId
        JOIN AllocationKeys k ON k.Id = v.KeyId
        WHERE a.State = 'accepted'
        """;

    const string WithAllocationSql = $"""
        SELECT e.Id, e.WorkedOn AS Day, e.MicroDays, e.AgentId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId,
               e.MemberId, e.Note AS Text, e.Source
        FROM TimeEntries e
        UNION ALL
        {AllocatedSql}
        """;

    const string TrainingLinesSql = """
        SELECT e.Id, e.WorkedOn AS Day, e.MicroDays, e.AgentId, e.TeamId, e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId,
               e.ProjectId, e.MemberId, s.CategoryId, s.Title AS Text, e.Source
        FROM TimeEntries e
        JOIN TrainingSessions s ON s.Id = e.TrainingSessionId
        JOIN TrainingCategories c ON c.Id = s.CategoryId
        """;

    // Sessions are led on the sub-activity of their category, and prepared on another.
    const string TrainerLinesSql = $"{TrainingLinesSql} WHERE e.SubActivityId = c.SubActivityId";
    const string PreparationLinesSql = $"{TrainingLinesSql} WHERE (e.SubActivityId IS NULL OR e.SubActivityId <> c.SubActivityId)";

    const string TicketItselfSql = """
        NULL AS ActivityId, NULL AS SubActivityId, t.DomainId, t.ApplicationId, NULL AS ProjectId, t.MemberId, t.Channel, t.Type, t.Status,
        t.Urgency, t.Impact, t.Priority, t.RequesterName, t.CategoryId AS TicketCategoryId, t.Title AS Text, t.Channel AS Source
        """;

    const string TicketColumnsSql =
        $"t.AssignedAgentId AS AgentId, t.AssignedTeamId AS TeamId, t.AssignedGroupId AS GroupId, {TicketItselfSql}";

    const string TicketsOpenedSql = $"SELECT t.Id, t.OpenedOn AS Day, {TicketColumnsSql} FROM Tickets t";

    const string TicketsTakenSql =
        $"SELECT t.Id, t.TakenInChargeOn AS Day, t.TakeChargeMinutes AS Minutes, {TicketColumnsSql} FROM Tickets t";

    const string TicketsResolvedSql =
        $"SELECT t.Id, t.ResolvedOn AS Day, t.ResolutionMinutes AS Minutes, {TicketColumnsSql} FROM Tickets t";

    const string TicketsClosedSql = $"SELECT t.Id, t.ClosedOn AS Day, {TicketColumnsSql} FROM Tickets t";

    const string TicketsReopenedSql = $"""
        SELECT o.Id, o.TicketId, o.ReopenedOn AS Day, {TicketColumnsSql} FROM TicketReopenings o JOIN Tickets t ON t.Id = o.TicketId
        """;

    // Handed over by whom, and to whom: the hands of that day, whoever has the ticket now.
    const string TicketsEscalatedSql = $"""
        SELECT h.Id, h.TicketId, h.HandedOn AS Day, h.ByAgentId AS AgentId, h.ByTeamId AS TeamId, h.FromGroupId AS GroupId,
               {TicketItselfSql}
        FROM TicketHandovers h
        JOIN Tickets t ON t.Id = h.TicketId
        WHERE {TicketRollUp.EscalationWhereSql}
        """;

    const string TicketsReceivedSql = $"""
        SELECT h.Id, h.TicketId, h.HandedOn AS Day, h.ToAgentId AS AgentId, h.ToTeamId AS TeamId, h.ToGroupId AS GroupId,
               {TicketItselfSql}
        FROM TicketHandovers h
        JOIN Tickets t ON t.Id = h.TicketId
        WHERE {TicketRollUp.EscalationWhereSql}
        """;

    const string ResolvedByLineSql = $"""
        SELECT t.Id, t.ResolvedOn AS Day, {TicketRollUp.IsOfFirstLineSql} AS IsOfFirstLine, {TicketColumnsSql} FROM Tickets t
        """;

    const string SolvedAtFirstLineSql = $"""
        SELECT t.Id, t.ResolvedOn AS Day, {TicketColumnsSql} FROM Tickets t WHERE {TicketRollUp.IsOfFirstLineSql} = 1
        """;

    const string RatingsSql = $"""
        SELECT t.Id, s.RatedOn AS Day, s.Score, {TicketColumnsSql} FROM TicketSatisfactions s JOIN Tickets t ON t.Id = s.TicketId
        """;

    // A ticket that was merged into another one while it was open is closed, and never resolved.
    const string BacklogChangesSql = $"""
        SELECT t.Id, t.OpenedOn AS Day, 1 AS Change, {TicketColumnsSql} FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ResolvedOn AS Day, -1 AS Change, {TicketColumnsSql} FROM Tickets t
        UNION ALL
        SELECT t.Id, t.ClosedOn AS Day, -1 AS Change, {TicketColumnsSql} FROM Tickets t WHERE t.ResolvedOn IS NULL
        UNION ALL
        SELECT t.Id, o.ReopenedOn AS Day, 1 AS Change, {TicketColumnsSql} FROM TicketReopenings o JOIN Tickets t ON t.Id = o.TicketId
        UNION ALL
        SELECT t.Id, o.ResolvedOn AS Day, -1 AS Change, {TicketColumnsSql} FROM TicketReopenings o JOIN Tickets t ON t.Id = o.TicketId
        """;

    const string OpenAtSql = $"""
        SELECT t.Id, t.OpenedOn AS Day, 1 AS Change, {TicketColumnsSql}
        FROM Tickets t
        WHERE (COALESCE(t.ResolvedOn, t.ClosedOn) IS NULL OR COALESCE(t.ResolvedOn, t.ClosedOn) > @To)
            AND NOT EXISTS (
                SELECT o.Id FROM TicketReopenings o WHERE o.TicketId = t.Id AND o.ResolvedOn <= @To AND o.ReopenedOn > @To
            )
        """;

    const string VisitsSql = """
        SELECT i.Id, i.WorkedOn AS Day, i.TravelMinutes, NULL AS AgentId, NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId,
               NULL AS ApplicationId, NULL AS ProjectId, i.MemberId, i.SiteId, i.Kind, i.Summary AS Text, i.Kind AS Source
        FROM Interventions i
        """;

    // A session has one attendance per member: session and member together are its key, far apart from those of the next session.
    // What a session of several members was called is for those who see them all: the others read its category.
    const string AttendancesSql = """
        SELECT s.Id * 1000000000 + a.MemberId AS Id, s.StartsOn AS Day, a.People, NULL AS AgentId, NULL AS ActivityId,
               NULL AS SubActivityId, NULL AS DomainId, s.ApplicationId, NULL AS ProjectId, a.MemberId, s.CategoryId, 'training' AS Source,
               CASE WHEN @ReaderSeesAll = 1 OR NOT EXISTS (
                   SELECT 1
                   FROM TrainingSessionAttendances o
                   WHERE o.TrainingSessionId = s.Id AND o.MemberId NOT IN @ReaderMemberIds
               ) THEN s.Title ELSE c.Name END AS Text
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        JOIN TrainingCategories c ON c.Id = s.CategoryId
        """;

    const string SessionsSql = """
        SELECT s.Id, s.StartsOn AS Day, s.SessionMicroDays, NULL AS AgentId, NULL AS ActivityId, NULL AS SubActivityId, NULL AS DomainId,
               s.ApplicationId, NULL AS ProjectId, NULL AS MemberId, s.CategoryId, s.Title AS Text, 'training' AS Source
        FROM TrainingSessions s
        """;

    readonly string factsSql,
        amount;
    readonly string[] columns;
    Dictionary<string, string> links = [];
    string linkKey = "",
        subject = IdColumn;
    string? linesSql;

    FactSource(string kind, string factsSql, string amount, string[] columns) =>
        (Kind, this.factsSql, this.amount, this.columns) = (kind, factsSql, amount, columns);

    /// <summary>The facts of a measure; not for key figures, which are values and no facts.</summary>
    public static FactSource Of(Measure measure) => Sources[measure];

    /// <summary>What a fact is, for programs and for links.</summary>
    public string Kind { get; }

    /// <summary>The one fact <c>@FactId</c>, as <see cref="Kind"/> numbers them: a ticket may have been opened again twice.</summary>
    public string IdWhere => $"r.{subject} = @FactId";

    /// <summary>Whether facts carry a column, once each or several times.</summary>
    public bool Has(string column) => column == AxisKeys.TimeColumn || columns.Contains(column) || links.ContainsKey(column);

    /// <summary>Whether one fact may have several values in a column: an intervention its agents.</summary>
    public bool IsLinked(string column) => !columns.Contains(column) && links.ContainsKey(column);

    /// <summary>A condition on a column: the fact's own value, or any of those linked to it.</summary>
    public string InWhere(string column, int index) =>
        IsLinked(column)
            ? $"EXISTS (SELECT 1 FROM {links[column]} l WHERE l.{linkKey} = r.Id AND {Condition.In(column, index, "l")})"
            : Condition.In(column, index);

    public string BlankWhere(string column) => IsLinked(column) ? $"NOT {LinkedWhere(column)}" : Condition.Blank(column);

    public string NotBlankWhere(string column) => IsLinked(column) ? LinkedWhere(column) : Condition.NotBlank(column);

    string LinkedWhere(string column) => $"EXISTS (SELECT 1 FROM {links[column]} l WHERE l.{linkKey} = r.Id)";

    /// <summary>Sums by the values of some columns; a fact with several values counts for each.</summary>
    public string SumSql(IReadOnlyList<string> keyColumns, IEnumerable<string> conditions, SqlDialect dialect)
    {
        var joins = string.Concat(
            keyColumns.Where(IsLinked).Select(column => $" LEFT JOIN {links[column]} {column}s ON {column}s.{linkKey} = r.Id")
        );
        IReadOnlyList<string> keys = [.. keyColumns.Select(KeySql)];
        return SumStatement.Compose($"({factsSql}) r{joins}", keys, amount, "1", [DaysWhereSql, .. conditions]) + dialect.FreshPlan;
    }

    /// <summary>Each amount by the values of some columns, and of how many facts it is.</summary>
    public string AmountsSql(IReadOnlyList<string> keyColumns, IEnumerable<string> conditions, SqlDialect dialect) =>
        SumStatement.Compose($"({factsSql}) r", [.. keyColumns.Select(KeySql), amount], amount, "1", [DaysWhereSql, .. conditions])
        + dialect.FreshPlan;

    string KeySql(string column) =>
        column == AxisKeys.TimeColumn ? "r.Day"
        : IsLinked(column) ? $"{column}s.{column}"
        : $"r.{column}";

    public string ListSql(IEnumerable<string> conditions, SqlDialect dialect) =>
        $"""
            SELECT r.Id, r.{subject} AS Subject, r.Day, {amount} AS Amount, r.AgentId, r.ActivityId, r.SubActivityId, r.DomainId,
                   r.ApplicationId, r.ProjectId, r.MemberId, r.Text, r.Source
            FROM ({linesSql ?? factsSql}) r
            WHERE {string.Join(" AND ", [DaysWhereSql, .. conditions])}
            ORDER BY r.Day, r.Id{dialect.FirstRows}{dialect.FreshPlan}
            """;

    const string DaysWhereSql = "r.Day BETWEEN @From AND @To";

    /// <summary>Every statement that facts may be read with: each column and condition alone, and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        foreach (var source in Sources.Values)
        {
            string[] all = [.. source.columns, .. source.links.Keys];
            List<string> conditions =
            [
                .. all.Select(source.InWhere),
                .. all.Select(source.NotBlankWhere),
                .. all.Select(source.BlankWhere),
                AfterWhereSql,
                source.IdWhere,
                Condition.NothingWhereSql,
            ];
            yield return source.SumSql([], conditions, dialect);
            yield return source.SumSql([.. source.links.Keys, AxisKeys.TimeColumn, IdColumn], conditions, dialect);
            foreach (var column in all)
                yield return source.SumSql([column], [], dialect);
            if (source.links.Count == 0)
                yield return source.AmountsSql([AxisKeys.TimeColumn, .. source.columns.Take(3)], conditions, dialect);
            yield return source.ListSql(conditions, dialect);
            foreach (var condition in conditions)
                yield return source.ListSql([condition], dialect);
        }
    }
}
