namespace Siim94.ITSM.Features.Accounts;

/// <summary>Accounts that log the time of one agent: usually one.</summary>
static class SharesAgent
{
    public static async Task<IReadOnlyList<string>> With(Db db, long? agentId, long userId, CancellationToken ct) =>
        agentId is null ? [] : await db.Query<string>(OthersSql, new { AgentId = agentId, UserId = userId }, ct);

    const string OthersSql =
        "SELECT u.Login FROM Users u WHERE u.AgentId = @AgentId AND u.Id <> @UserId AND u.IsDisabled = 0 ORDER BY u.FoldedLogin";
}
