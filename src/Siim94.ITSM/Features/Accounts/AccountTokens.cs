namespace Siim94.ITSM.Features.Accounts;

/// <summary>Tokens of an account that may have fallen into other hands.</summary>
static class AccountTokens
{
    public static Task<int> RevokeAll(Db db, long userId, TimeProvider clock, CancellationToken ct) =>
        db.Execute(RevokeAllSql, new { UserId = userId, RevokedAt = clock.GetUtcNow().UtcDateTime }, ct);

    const string RevokeAllSql = "UPDATE ApiTokens SET RevokedAt = @RevokedAt WHERE UserId = @UserId AND RevokedAt IS NULL";
}
