namespace Siim94.ITSM.Features.Accounts;

/// <summary>Tokens of an account.</summary>
static class AccountTokens
{
    /// <summary>Those that still work, oldest first.</summary>
    public static Task<IReadOnlyList<TokenLine>> Of(Db db, long userId, CancellationToken ct) =>
        db.Query<TokenLine>(TokensSql, new { UserId = userId }, ct);

    const string TokensSql = """
        SELECT t.Id, t.Name, t.CreatedAt, t.LastUsedAt
        FROM ApiTokens t
        WHERE t.UserId = @UserId AND t.RevokedAt IS NULL
        ORDER BY t.Id
        """;

    /// <returns>False when the account has no such token, or no longer.</returns>
    public static async Task<bool> Revoke(Db db, long userId, long id, TimeProvider clock, CancellationToken ct) =>
        await db.Execute(
            RevokeSql,
            new
            {
                Id = id,
                UserId = userId,
                RevokedAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        ) > 0;

    const string RevokeSql = "UPDATE ApiTokens SET RevokedAt = @RevokedAt WHERE Id = @Id AND UserId = @UserId AND RevokedAt IS NULL";

    /// <summary>Ends all: they may have fallen into other hands.</summary>
    public static Task<int> RevokeAll(Db db, long userId, TimeProvider clock, CancellationToken ct) =>
        db.Execute(RevokeAllSql, new { UserId = userId, RevokedAt = clock.GetUtcNow().UtcDateTime }, ct);

    const string RevokeAllSql = "UPDATE ApiTokens SET RevokedAt = @RevokedAt WHERE UserId = @UserId AND RevokedAt IS NULL";
}
