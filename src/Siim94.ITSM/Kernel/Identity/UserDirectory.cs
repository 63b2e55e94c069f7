namespace Siim94.ITSM.Kernel.Identity;

/// <summary>
/// Turns the identity a door presents into the current user, from the database: a disabled account or a changed right counts at once.
/// </summary>
sealed class UserDirectory(Db db, IMemberReach members, LastUses uses)
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

        if (identity.SessionKey is { } session)
            uses.OfSession(session);
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
            MemberScope =
                !Roles.IsOfMember(role) ? null
                : row.MemberId is { } memberId ? await members.Of(memberId, ct)
                : [],
        };
    }

    const string UserSql = """
        SELECT u.Id, u.Login, u.DisplayName, u.Role, u.MemberId, u.AgentId, u.IsPasswordTemporary, u.IsDisabled, u.SecurityStamp,
               (SELECT COUNT(*) FROM EndedSessions e WHERE e.SessionKey = @SessionKey) AS TimesEnded
        FROM Users u
        WHERE u.Id = @Id
        """;

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
