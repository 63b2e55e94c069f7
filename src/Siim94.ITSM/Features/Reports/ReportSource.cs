namespace Siim94.ITSM.Features.Reports;

/// <summary>Where a measure's sums come from: its roll-up, and what one unit of it is in millionths.</summary>
sealed class ReportSource
{
    /// <summary>Conditions on the axes, by column; the same text serves roll-ups and facts, whose alias is <c>r</c> too.</summary>
    public static readonly IReadOnlyDictionary<string, string> FilterWhereSql = new Dictionary<string, string>
    {
        ["TeamId"] = "r.TeamId IN @TeamIds",
        ["ActivityId"] = "r.ActivityId IN @ActivityIds",
        ["SubActivityId"] = "r.SubActivityId IN @SubActivityIds",
        ["DomainId"] = "r.DomainId IN @DomainIds",
        ["ApplicationId"] = "r.ApplicationId IN @ApplicationIds",
        ["ProjectId"] = "r.ProjectId IN @ProjectIds",
        ["MemberId"] = "r.MemberId IN @MemberIds",
        ["CategoryId"] = "r.CategoryId IN @CategoryIds",
    };

    public const string ScopeWhereSql = "r.MemberId IN @ScopeMemberIds";

    /// <summary>A measure that belongs to no member shows nothing to people of a member.</summary>
    public const string NothingWhereSql = "1 = 0";

    static readonly Dictionary<Measure, ReportSource> Sources = new()
    {
        [Measure.Days] = new("ReportWorkByMonth", "SUM(r.MicroDays)", "SUM(r.EntryCount)", 1, ["TeamId", "ActivityId", "SubActivityId", "DomainId", "ApplicationId", "ProjectId", "MemberId"]),
        [Measure.TicketsOpened] = new("ReportTicketsByMonth", "SUM(r.Opened)", "SUM(r.Opened)", WorkDay.MicrosPerUnit, ["MemberId", "ApplicationId", "TeamId"]),
        [Measure.Visits] = new("ReportVisitsByMonth", "SUM(r.Visits)", "SUM(r.Visits)", WorkDay.MicrosPerUnit, ["MemberId"]),
        [Measure.PeopleTrained] = new("ReportAttendancesByMonth", "SUM(r.People)", "SUM(r.People)", WorkDay.MicrosPerUnit, ["CategoryId", "ApplicationId", "MemberId"]),
        [Measure.SessionDays] = new("ReportTrainingByMonth", "SUM(r.SessionMicroDays)", "SUM(r.Sessions)", 1, ["CategoryId", "ApplicationId"]),
    };

    readonly string rollup, sum, count;
    readonly string[] axes;

    ReportSource(string rollup, string sum, string count, long microsPerUnit, string[] axes)
    {
        (this.rollup, this.sum, this.count, this.axes) = (rollup, sum, count, axes);
        MicrosPerUnit = microsPerUnit;
    }

    public static ReportSource Of(Measure measure) => Sources[measure];

    /// <summary>Millionths in one of what the roll-up sums: 1 where it sums millionths already.</summary>
    public long MicrosPerUnit { get; }

    public bool HasMembers => axes.Contains("MemberId");

    /// <summary>Sums by row and column of the table; rows without a value on the axis, or without any line, are left out.</summary>
    public string SumSql(string rowColumn, string groupColumn, IEnumerable<string> conditions) => $"""
        SELECT r.{rowColumn} AS RowId, r.{groupColumn} AS ColumnId, {sum} AS Amount
        FROM {rollup} r
        WHERE {string.Join(" AND ", ["r.YearMonth BETWEEN @From AND @To", $"r.{rowColumn} IS NOT NULL", .. conditions])}
        GROUP BY r.{rowColumn}, r.{groupColumn}
        HAVING {count} > 0
        """;

    /// <summary>Every statement that tables may be computed with: each row axis, with each condition alone and all together.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect _)
    {
        foreach (var source in Sources.Values)
            foreach (var axis in source.axes)
                foreach (var column in source.axes.Contains("TeamId") ? (string[])["YearMonth", "TeamId"] : ["YearMonth"])
                {
                    var filters = source.axes.Select(name => FilterWhereSql[name]).ToList();
                    if (source.HasMembers) filters.Add(ScopeWhereSql);
                    yield return source.SumSql(axis, column, []);
                    yield return source.SumSql(axis, column, filters);
                    foreach (var filter in filters) yield return source.SumSql(axis, column, [filter]);
                }
    }
}
