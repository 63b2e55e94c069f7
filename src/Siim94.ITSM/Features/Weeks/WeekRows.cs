namespace Siim94.ITSM.Features.Weeks;

/// <summary>Rows that stand in a week before they hold anything: chosen for it, or for every week.</summary>
sealed class WeekRows(Db db)
{
    /// <summary>Those of a week, and the favourites.</summary>
    public async Task<IReadOnlyList<KeptRow>> Kept(long agentId, Week week, CancellationToken ct) =>
        [.. (await db.Query<KeptRowLine>(KeptSql, new { AgentId = agentId, week.Monday }, ct)).Select(line => line.Row)];

    const string KeptSql = """
        SELECT r.WeekStartsOn, r.ActivityId, r.SubActivityId, r.DomainId, r.ApplicationId, r.ProjectId, r.MemberId
        FROM WeekRows r
        WHERE r.AgentId = @AgentId AND (r.WeekStartsOn = @Monday OR r.WeekStartsOn IS NULL)
        ORDER BY r.Id
        """;

    /// <summary>Lets a row stand in a week, or in every one; once.</summary>
    /// <remarks>Whoever else writes for the agent waits: the caller has taken their lock.</remarks>
    public Task Keep(long agentId, Week? week, AxisIds axes, CancellationToken ct) => db.Execute(KeepSql, Place(agentId, week, axes), ct);

    const string IsSameSql = """
        AgentId = @AgentId AND COALESCE(WeekStartsOn, @Ever) = COALESCE(@Monday, @Ever) AND ActivityId = @ActivityId
            AND COALESCE(SubActivityId, 0) = COALESCE(@SubActivityId, 0) AND COALESCE(DomainId, 0) = COALESCE(@DomainId, 0)
            AND COALESCE(ApplicationId, 0) = COALESCE(@ApplicationId, 0) AND COALESCE(ProjectId, 0) = COALESCE(@ProjectId, 0)
            AND COALESCE(MemberId, 0) = COALESCE(@MemberId, 0)
        """;

    const string KeepSql = $"""
        INSERT INTO WeekRows (AgentId, WeekStartsOn, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId, MemberId)
        SELECT a.Id, @Monday, @ActivityId, @SubActivityId, @DomainId, @ApplicationId, @ProjectId, @MemberId
        FROM Agents a
        WHERE a.Id = @AgentId AND NOT EXISTS (SELECT 1 FROM WeekRows WHERE {IsSameSql})
        """;

    /// <summary>Takes a row away again; its lines stay.</summary>
    public Task Drop(long agentId, Week? week, AxisIds axes, CancellationToken ct) => db.Execute(DropSql, Place(agentId, week, axes), ct);

    const string DropSql = $"DELETE FROM WeekRows WHERE {IsSameSql}";

    // No week begins on it.
    static readonly DateOnly Ever = new(1900, 1, 1);

    static object Place(long agentId, Week? week, AxisIds axes) =>
        new
        {
            AgentId = agentId,
            week?.Monday,
            Ever,
            axes.ActivityId,
            axes.SubActivityId,
            axes.DomainId,
            axes.ApplicationId,
            axes.ProjectId,
            axes.MemberId,
        };

    sealed record KeptRowLine : AxisColumns
    {
        public DateOnly? WeekStartsOn { get; init; }

        public KeptRow Row => new(WeekStartsOn, Axes);
    }
}

/// <param name="WeekStartsOn">The Monday of its week; null in every week.</param>
sealed record KeptRow(DateOnly? WeekStartsOn, AxisIds Axes);
