namespace Siim94.ITSM.Features.Tables;

/// <summary>The roll-up that a measure's sums come from.</summary>
sealed class ReportSource
{
    static readonly string[] WorkColumns =
        ["AgentId", "TeamId", "ActivityId", "SubActivityId", "DomainId", "ApplicationId", "ProjectId", "MemberId", "Source"],
        TicketColumns = ["MemberId", "Channel", "Type", "Priority", "DomainId", "ApplicationId", "AgentId", "TeamId"],
        VisitColumns = ["MemberId", "SiteId", "Kind"];

    static readonly Dictionary<Measure, ReportSource> Sources = new()
    {
        [Measure.Days] = new("ReportWorkByMonth", "r.MicroDays", "r.EntryCount", WorkColumns),
        [Measure.AllocatedDays] = new($"({AllocatedSql})", "r.MicroDays", "r.EntryCount", ["MemberId"]),
        [Measure.DaysWithAllocation] = new($"({WithAllocationSql})", "r.MicroDays", "r.EntryCount", ["MemberId"]),
        [Measure.Hours] = new("ReportWorkByMonth", "r.Minutes", "r.EntryCount", WorkColumns),
        [Measure.Lines] = new("ReportWorkByMonth", "r.EntryCount", "r.EntryCount", WorkColumns),
        [Measure.TicketsOpened] = new("ReportTicketsByMonth", "r.Opened", "r.Opened", TicketColumns),
        [Measure.TicketsTaken] = new("ReportTicketsByMonth", "r.TakenInCharge", "r.TakenInCharge", TicketColumns),
        [Measure.TicketsResolved] = new("ReportTicketsByMonth", "r.Resolved", "r.Resolved", TicketColumns),
        [Measure.TicketsClosed] = new("ReportTicketsByMonth", "r.Closed", "r.Closed", TicketColumns),
        [Measure.Visits] = new("ReportVisitsByMonth", "r.Visits", "r.Visits", VisitColumns),
        [Measure.TravelHours] = new("ReportVisitsByMonth", "r.TravelMinutes", "r.Visits", VisitColumns),
        [Measure.Sessions] = new("ReportTrainingByMonth", "r.Sessions", "r.Sessions", ["CategoryId", "ApplicationId"]),
        [Measure.SessionDays] = new("ReportTrainingByMonth", "r.SessionMicroDays", "r.Sessions", ["CategoryId", "ApplicationId"]),
        [Measure.PeopleTrained] = new("ReportAttendancesByMonth", "r.People", "1", ["CategoryId", "ApplicationId", "MemberId"]),
    };

    // What an allocation gives a member, and what it takes from lines without one, of several or internal. A year's counts in December.
    const string AllocatedSql = """
        SELECT CASE WHEN a.Period > 9999 THEN a.Period ELSE a.Period * 100 + 12 END AS YearMonth, s.MemberId, s.MicroDays, 1 AS EntryCount
        FROM AllocationShares s
        JOIN Allocations a ON a.Id = s.AllocationId
        WHERE a.State = 'accepted'
        UNION ALL
        SELECT CASE WHEN a.Period > 9999 THEN a.Period ELSE a.Period * 100 + 12 END AS YearMonth, s.MemberId, -s.MicroDays AS MicroDays,
               1 AS EntryCount
        FROM AllocationSources s
        JOIN Allocations a ON a.Id = s.AllocationId
        WHERE a.State = 'accepted'
        """;

    const string WithAllocationSql =
        $"SELECT w.YearMonth, w.MemberId, w.MicroDays, w.EntryCount FROM ReportWorkByMonth w UNION ALL {AllocatedSql}";

    readonly string rollup,
        sum,
        count;
    readonly string[] columns;

    ReportSource(string rollup, string sum, string count, string[] columns) =>
        (this.rollup, this.sum, this.count, this.columns) = (rollup, sum, count, columns);

    /// <summary>The roll-up of a measure that carries these columns; null when only the facts do.</summary>
    public static ReportSource? Of(Measure measure, IEnumerable<string> columns) =>
        Sources.TryGetValue(measure, out var source)
        && columns.All(column => column == AxisKeys.TimeColumn || source.columns.Contains(column))
            ? source
            : null;

    /// <summary>Sums by the values of some columns; groups without any line are left out.</summary>
    public string SumSql(IReadOnlyList<string> keyColumns, IEnumerable<string> conditions) =>
        SumStatement.Compose(
            $"{rollup} r",
            [.. keyColumns.Select(column => column == AxisKeys.TimeColumn ? "r.YearMonth" : $"r.{column}")],
            sum,
            count,
            ["r.YearMonth BETWEEN @FromMonth AND @ToMonth", .. conditions]
        );

    /// <summary>Every statement that tables may be computed with: each column alone with each condition, and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect _)
    {
        foreach (var source in Sources.Values.DistinctBy(source => (source.rollup, source.sum)))
        {
            List<string> conditions =
            [
                .. source.columns.Select((column, index) => Condition.In(column, index)),
                .. source.columns.Select(Condition.NotBlank),
            ];
            foreach (var column in (string[])[.. source.columns, AxisKeys.TimeColumn])
            {
                yield return source.SumSql([column], []);
                yield return source.SumSql([column, AxisKeys.TimeColumn], conditions);
            }
            foreach (var condition in conditions)
                yield return source.SumSql([], [condition]);
        }
    }
}

/// <summary>Sums by keys, whatever they are summed from.</summary>
static class SumStatement
{
    public static string Compose(string from, IReadOnlyList<string> keys, string sum, string count, IEnumerable<string> conditions)
    {
        var selected = string.Concat(keys.Select((key, index) => $"{key} AS Key{index}, "));
        var grouped = keys.Count == 0 ? "" : $" GROUP BY {string.Join(", ", keys)}";
        return $"""
            SELECT {selected}SUM(CAST({sum} AS BIGINT)) AS Amount
            FROM {from}
            WHERE {string.Join(" AND ", conditions)}{grouped}
            HAVING SUM({count}) > 0
            """;
    }
}

/// <summary>
/// Conditions on the columns of roll-ups and facts, whose alias is <c>r</c>; the parameter of the n-th one is <c>@Values</c>n.
/// </summary>
static class Condition
{
    /// <summary>A measure that belongs to no member shows nothing to people of a member.</summary>
    public const string NothingWhereSql = "1 = 0";

    public static string In(string column, int index, string alias = "r") => $"{alias}.{column} IN @Values{index}";

    public static string Blank(string column) => $"r.{column} IS NULL";

    public static string NotBlank(string column) => $"r.{column} IS NOT NULL";
}
