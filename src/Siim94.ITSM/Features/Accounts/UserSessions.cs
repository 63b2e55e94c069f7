namespace Siim94.ITSM.Features.Accounts;

/// <summary>Sessions that are open, as those who may end them see them.</summary>
sealed class UserSessions(Db db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Sessions of an account that still work, the last used first.</summary>
    public Task<IReadOnlyList<SessionLine>> Of(long userId, CancellationToken ct) =>
        db.Query<SessionLine>(
            SessionsSql,
            new
            {
                UserId = userId,
                OwnKey = user.SessionKey,
                Since = clock.GetUtcNow().UtcDateTime - SessionLifetime.Longest,
            },
            ct
        );

    const string SessionsSql = """
        SELECT s.Id, s.OpenedAt, s.LastUsedAt, s.Source, s.Device, CASE WHEN s.SessionKey = @OwnKey THEN 1 ELSE 0 END AS IsOwn
        FROM UserSessions s
        WHERE s.UserId = @UserId AND s.OpenedAt > @Since
          AND NOT EXISTS (SELECT e.SessionKey FROM EndedSessions e WHERE e.SessionKey = s.SessionKey)
        ORDER BY s.LastUsedAt DESC, s.Id DESC
        """;

    /// <exception cref="Refusal">The account has no such session.</exception>
    public async Task End(long userId, long id, CancellationToken ct)
    {
        var key = await db.FirstOrDefault<string>(KeySql, new { Id = id, UserId = userId }, ct) ?? throw RequestErrors.NotFound();
        await db.Execute(DeleteSql, new { Id = id }, ct);
        await db.Execute(InsertEndedSql, new { SessionKey = key, EndsAt = clock.GetUtcNow().UtcDateTime + SessionLifetime.Longest }, ct);
    }

    const string KeySql = "SELECT s.SessionKey FROM UserSessions s WHERE s.Id = @Id AND s.UserId = @UserId";
    const string DeleteSql = "DELETE FROM UserSessions WHERE Id = @Id";
    const string InsertEndedSql = "INSERT INTO EndedSessions (SessionKey, EndsAt) VALUES (@SessionKey, @EndsAt)";

    /// <summary>A new stamp of the account has ended them all.</summary>
    public Task ForgetAll(long userId, CancellationToken ct) => db.Execute(DeleteAllSql, new { UserId = userId }, ct);

    const string DeleteAllSql = "DELETE FROM UserSessions WHERE UserId = @UserId";
}

/// <summary>A session that is open.</summary>
public sealed record SessionLine
{
    public long Id { get; init; }
    public DateTime OpenedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTime LastUsedAt { get; init; }

    /// <summary>Address that it was opened from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Browser and system, as the browser said.</summary>
    public string Device { get; init; } = "";

    /// <summary>The one that asks.</summary>
    public bool IsOwn { get; init; }
}
