namespace Siim94.ITSM.Features.TimeLog;

/// <summary>What people are told of somebody's time and absences.</summary>
static class TimeNoticeKind
{
    public const string Returned = "time-returned",
        Approved = "time-approved",
        CorrectionAsked = "correction-asked",
        CorrectionDecided = "correction-decided",
        Missing = "time-missing",
        AbsenceAsked = "absence-asked",
        AbsenceDecided = "absence-decided";

    public static readonly IReadOnlyList<string> All =
    [
        Returned,
        Approved,
        CorrectionAsked,
        CorrectionDecided,
        Missing,
        AbsenceAsked,
        AbsenceDecided,
    ];

    /// <summary>Those that are told by mail too; the others in the product alone.</summary>
    public static readonly IReadOnlyList<string> Mailed = [CorrectionAsked, CorrectionDecided, Missing];

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string kind) =>
        kind switch
        {
            Returned => Words.NoticeTimeReturned,
            Approved => Words.NoticeTimeApproved,
            CorrectionAsked => Words.NoticeCorrectionAsked,
            CorrectionDecided => Words.NoticeCorrectionDecided,
            Missing => Words.NoticeTimeMissing,
            AbsenceAsked => Words.NoticeAbsenceAsked,
            AbsenceDecided => Words.NoticeAbsenceDecided,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of notice."),
        };
}

/// <summary>Tells people of somebody's time in the product, in the transaction of what it tells; never whoever did it.</summary>
sealed class TimeNotices(Db db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Tells some people, but for those who want to hear nothing of the kind.</summary>
    /// <param name="kind">One of <see cref="TimeNoticeKind"/>.</param>
    /// <param name="agentId">Whose time it is.</param>
    /// <param name="period">A week, a month or the first day of an absence; null where it is of none.</param>
    /// <param name="userIds">Rows of Users.</param>
    /// <param name="ct">Stops the telling.</param>
    /// <returns>Those of them who want mail of it too, and have an address.</returns>
    public async Task<IReadOnlyList<long>> Tell(
        string kind,
        long agentId,
        string? period,
        IReadOnlyCollection<long> userIds,
        CancellationToken ct
    )
    {
        List<long> others = [.. userIds.Where(id => id != user.AuthorId)];
        if (others.Count == 0)
            return [];
        var ways = await db.Query<ChosenWay>(WaysSql, new { Kind = kind, UserIds = others }, ct);
        await db.InsertAll(
            InsertNoticeSql,
            ways.Where(way => way.IsShown)
                .Select(way => new
                {
                    way.UserId,
                    Kind = kind,
                    AgentId = agentId,
                    Period = period,
                    ByUserId = user.AuthorId,
                    At = clock.GetUtcNow().UtcDateTime,
                }),
            ct
        );
        return [.. ways.Where(way => way.IsMailed).Select(way => way.UserId)];
    }

    // Whoever chose nothing wants both.
    const string WaysSql = """
        SELECT u.Id AS UserId, COALESCE(c.IsShown, 1) AS IsShown,
               CASE WHEN u.Email IS NULL THEN 0 ELSE COALESCE(c.IsMailed, 1) END AS IsMailed
        FROM Users u
        LEFT JOIN NoticeChoices c ON c.UserId = u.Id AND c.Kind = @Kind
        WHERE u.Id IN @UserIds
        ORDER BY u.Id
        """;

    const string InsertNoticeSql = """
        INSERT INTO Notices (UserId, Kind, AgentId, Period, ByUserId, At) VALUES (@UserId, @Kind, @AgentId, @Period, @ByUserId, @At)
        """;

    /// <summary>Tells whoever's time it is.</summary>
    /// <inheritdoc cref="Tell"/>
    public async Task<IReadOnlyList<long>> TellAuthor(string kind, long agentId, string? period, CancellationToken ct) =>
        await Tell(kind, agentId, period, await db.Query<long>(AccountsSql, new { AgentId = agentId }, ct), ct);

    const string AccountsSql = "SELECT u.Id FROM Users u WHERE u.AgentId = @AgentId AND u.IsDisabled = 0";

    /// <summary>Accounts of those who lead a team, the agent left out; of managers where nobody else leads it.</summary>
    public async Task<IReadOnlyList<long>> LeadersOf(long teamId, long agentId, CancellationToken ct)
    {
        var leaders = await db.Query<long>(LeadersSql, new { TeamId = teamId, AgentId = agentId }, ct);
        return leaders.Count > 0 ? leaders : await ManagersOf(agentId, ct);
    }

    const string LeadersSql = """
        SELECT u.Id
        FROM TeamLeaders l
        JOIN Users u ON u.AgentId = l.AgentId
        WHERE l.TeamId = @TeamId AND l.AgentId <> @AgentId AND u.IsDisabled = 0
        """;

    /// <summary>Accounts of managers, the agent left out.</summary>
    public Task<IReadOnlyList<long>> ManagersOf(long agentId, CancellationToken ct) =>
        db.Query<long>(ManagersSql, new { AgentId = agentId }, ct);

    const string ManagersSql = """
        SELECT u.Id FROM Users u WHERE u.Role = 'Manager' AND u.IsDisabled = 0 AND (u.AgentId IS NULL OR u.AgentId <> @AgentId)
        """;

    /// <summary>What waited for somebody waits no more: it is read, whoever it was told.</summary>
    public Task Settle(string kind, long agentId, string period, CancellationToken ct) =>
        db.Execute(
            SettleSql,
            new
            {
                Kind = kind,
                AgentId = agentId,
                Period = period,
                Now = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );

    const string SettleSql =
        "UPDATE Notices SET ReadAt = @Now WHERE AgentId = @AgentId AND Kind = @Kind AND Period = @Period AND ReadAt IS NULL";

    sealed record ChosenWay
    {
        public long UserId { get; init; }
        public bool IsShown { get; init; }
        public bool IsMailed { get; init; }
    }
}
