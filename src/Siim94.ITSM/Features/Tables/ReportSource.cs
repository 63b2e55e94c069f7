using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.Tables;

/// <summary>The roll-up that a measure's sums come from.</summary>
sealed class ReportSource
{
    static readonly Dictionary<Measure, ReportSource> Sources = new()
    {
        [Measure.Days] = new(WorkRollUp.Table, "MicroDays", "EntryCount"),
        [Measure.AllocatedDays] = new(null, "MicroDays", "EntryCount") { CountsAllocated = true },
        [Measure.DaysWithAllocation] = new(WorkRollUp.Table, "MicroDays", "EntryCount") { CountsAllocated = true },
        [Measure.Hours] = new(WorkRollUp.Table, "Minutes", "EntryCount"),
        [Measure.Lines] = new(WorkRollUp.Table, "EntryCount", "EntryCount"),
        [Measure.TicketsOpened] = new(TicketRollUp.Table, "Opened", "Opened"),
        [Measure.TicketsTaken] = new(TicketRollUp.Table, "TakenInCharge", "TakenInCharge"),
        [Measure.TicketsResolved] = new(TicketRollUp.Table, "Resolved", "Resolved"),
        [Measure.TicketsClosed] = new(TicketRollUp.Table, "Closed", "Closed"),
        [Measure.TicketsReopened] = new(TicketRollUp.Table, "Reopened", "Reopened"),
        [Measure.TicketsEscalated] = new(TicketRollUp.Table, "Escalated", "Escalated"),
        [Measure.TicketsReceived] = new(TicketRollUp.Table, "Received", "Received"),
        [Measure.TicketsSolvedAtFirstLine] = new(TicketRollUp.Table, "SolvedAtFirstLine", "SolvedAtFirstLine"),
        [Measure.FirstLineShare] = new(TicketRollUp.Table, "SolvedAtFirstLine", "Resolved"),
        [Measure.Backlog] = new(TicketRollUp.Table, "BacklogChange", "Opened"),
        [Measure.Satisfaction] = new(TicketRollUp.Table, "RatingScore", "Ratings"),
        [Measure.SatisfactionAnswers] = new(TicketRollUp.Table, "Ratings", "Ratings"),
        [Measure.Visits] = new(VisitRollUp.Table, "Visits", "Visits"),
        [Measure.TravelHours] = new(VisitRollUp.Table, "TravelMinutes", "Visits"),
        [Measure.Sessions] = new(TrainingRollUp.Sessions, "Sessions", "Sessions"),
        [Measure.SessionDays] = new(TrainingRollUp.Sessions, "SessionMicroDays", "Sessions"),
        [Measure.PeopleTrained] = new(TrainingRollUp.Attendances, "People", "People"),
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

    readonly RollUpTable? table;
    readonly string sum,
        count;

    ReportSource(RollUpTable? table, string sum, string count) => (this.table, this.sum, this.count) = (table, sum, count);

    /// <summary>Whether what allocations move between members is added.</summary>
    bool CountsAllocated { get; init; }

    IReadOnlyList<string> Columns => CountsAllocated ? ["MemberId"] : table!.Keys;

    /// <summary>The roll-up of a measure that carries these columns; null when only the facts do.</summary>
    public static ReportSource? Of(Measure measure, IEnumerable<string> columns) =>
        Sources.TryGetValue(measure, out var source)
        && columns.All(column => column == AxisKeys.TimeColumn || source.Columns.Contains(column))
            ? source
            : null;

    /// <summary>Tells states of its sums over some months apart.</summary>
    public async Task<string> State(RollupReader rollups, Db db, Month from, Month to, CancellationToken ct)
    {
        var revision = table is null ? 0 : await rollups.Newest(table, from, to, ct);
        // What an allocation gives and takes never changes; whether it is accepted does.
        return CountsAllocated ? $"{revision}:{string.Join(',', await db.Query<long>(AcceptedSql, null, ct))}" : $"{revision}";
    }

    const string AcceptedSql = "SELECT a.Id FROM Allocations a WHERE a.State = 'accepted' ORDER BY a.Id";

    /// <summary>Sums by the values of some columns; groups without any line are left out.</summary>
    public async Task<IEnumerable<RollupSum>> Sum(
        RollupReader rollups,
        Db db,
        IReadOnlyList<string> columns,
        TableSelection selection,
        Month from,
        Month to,
        CancellationToken ct
    )
    {
        IReadOnlyList<RollupSum> rolledUp = table is null
            ? []
            : await rollups.Sum(
                table,
                [.. columns.Select(column => column == AxisKeys.TimeColumn ? null : column)],
                sum,
                count,
                selection.Conditions,
                from,
                to,
                ct
            );
        if (!CountsAllocated)
            return rolledUp;
        var (where, parameters) = selection.Where(FactSource.Of(Measure.AllocatedDays));
        var allocated = await db.Query<SumRow>(AllocatedSumSql(columns, where), parameters, ct);
        return rolledUp.Concat(
            allocated.Select(row => new RollupSum([.. columns.Select((_, index) => row.Value(index))], row.Amount, row.Facts))
        );
    }

    static string AllocatedSumSql(IReadOnlyList<string> columns, IEnumerable<string> conditions) =>
        SumStatement.Compose(
            $"({AllocatedSql}) r",
            [.. columns.Select(column => column == AxisKeys.TimeColumn ? "r.YearMonth" : $"r.{column}")],
            "r.MicroDays",
            "r.EntryCount",
            ["r.YearMonth BETWEEN @FromMonth AND @ToMonth", .. conditions]
        );

    /// <summary>Every statement that tables may be computed with: each column alone with each condition, and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect _)
    {
        string[] conditions = [Condition.In("MemberId", 0), Condition.NotBlank("MemberId"), Condition.Blank("MemberId")];
        foreach (var column in (string[])["MemberId", AxisKeys.TimeColumn])
        {
            yield return AllocatedSumSql([column], []);
            yield return AllocatedSumSql([column, AxisKeys.TimeColumn], conditions);
        }
        foreach (var condition in conditions)
            yield return AllocatedSumSql([], [condition]);
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
            SELECT {selected}SUM(CAST({sum} AS BIGINT)) AS Amount, SUM(CAST({count} AS BIGINT)) AS Facts
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
