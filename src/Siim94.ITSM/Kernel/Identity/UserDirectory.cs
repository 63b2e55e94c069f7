namespace Siim94.ITSM.Kernel.Identity;

/// <summary>
/// Turns the identity a door presents into the current user, from the database: a disabled account or a changed right counts at once.
/// </summary>
sealed class UserDirectory(Db db)
{
    public async Task<CurrentUser> Load(UserIdentity identity, CancellationToken ct)
    {
        if (identity == UserIdentity.System)
            return CurrentUser.System;
        if (identity.UserId <= 0)
            return CurrentUser.Anonymous;
        var row = await db.FirstOrDefault<UserRow>(UserSql, new { Id = identity.UserId, identity.SessionKey }, ct);
        if (row is null || row.IsDisabled || row.TimesEnded > 0 || (identity.SecurityStamp is { } stamp && stamp != row.SecurityStamp))
            return CurrentUser.Anonymous;

        var role = Enum.Parse<Role>(row.Role);
        return new()
        {
            UserId = row.Id,
            Login = row.Login,
            DisplayName = row.DisplayName,
            Role = role,
            IsPasswordTemporary = row.IsPasswordTemporary,
            AgentId = row.AgentId,
            SessionKey = identity.SessionKey,
            MemberId = row.MemberId,
            MemberScope = Roles.IsOfMember(role) ? await Scope(row.MemberId, ct) : null,
        };
    }

    const string UserSql = """
        SELECT u.Id, u.Login, u.DisplayName, u.Role, u.MemberId, u.AgentId, u.IsPasswordTemporary, u.IsDisabled, u.SecurityStamp,
               (SELECT COUNT(*) FROM EndedSessions e WHERE e.SessionKey = @SessionKey) AS TimesEnded
        FROM Users u
        WHERE u.Id = @Id
        """;

    /// <summary>
    /// The member, the entities attached to it, and whom these have taken over: each once, even where links lead in a circle.
    /// </summary>
    async Task<IReadOnlyList<long>> Scope(long? memberId, CancellationToken ct)
    {
        if (memberId is null)
            return [];
        var links = (await db.Query<LinkRow>(LinksSql, null, ct)).ToLookup(link => link.FromId, link => link.ToId);
        var scope = new HashSet<long> { memberId.Value };
        var toVisit = new Queue<long>(scope);
        while (toVisit.TryDequeue(out var id))
            foreach (var next in links[id].Where(scope.Add))
                toVisit.Enqueue(next);
        return [.. scope];
    }

    // Who takes over a whole member takes over its past; what comes out of a split does not: it would show each the past of the other.
    const string LinksSql = """
        SELECT m.ParentId AS FromId, m.Id AS ToId
        FROM Members m
        WHERE m.ParentId IS NOT NULL
        UNION ALL
        SELECT s.ToId AS FromId, s.FromId AS ToId
        FROM Successions s
        WHERE s.Referential = 'member' AND s.Kind <> 'split' AND s.RevokedAt IS NULL
        """;

    sealed record LinkRow
    {
        public long FromId { get; init; }
        public long ToId { get; init; }
    }

    sealed record UserRow
    {
        public long Id { get; init; }
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public long? MemberId { get; init; }
        public long? AgentId { get; init; }
        public bool IsPasswordTemporary { get; init; }
        public bool IsDisabled { get; init; }
        public string SecurityStamp { get; init; } = "";
        public int TimesEnded { get; init; }
    }
}
