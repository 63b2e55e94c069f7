namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Who a door says is knocking; what they may do is looked up anew for every request.</summary>
/// <param name="UserId">Row of Users; 0 before sign-in.</param>
/// <param name="SecurityStamp">Changes with the password and on sign-out everywhere; null for a token or a job, which are checked
/// otherwise.</param>
/// <param name="SessionKey">The one sign-in that a cookie stands for; null for a token or a job.</param>
public readonly record struct UserIdentity(long UserId, string? SecurityStamp = null, string? SessionKey = null)
{
    public static readonly UserIdentity Anonymous = new(0);

    /// <summary>Jobs and the command line.</summary>
    public static readonly UserIdentity System = new(-1);
}

/// <summary>The sender of the request being handled.</summary>
public sealed record CurrentUser
{
    public static readonly CurrentUser Anonymous = new();
    public static readonly CurrentUser System = new()
    {
        UserId = -1,
        Login = "system",
        DisplayName = "Siim94.ITSM",
        Role = Identity.Role.System,
    };

    public long UserId { get; init; }
    public string Login { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public Role? Role { get; init; }
    public bool IsPasswordTemporary { get; init; }

    /// <summary>The agent whose time this user logs; null for people of a member.</summary>
    public long? AgentId { get; init; }

    /// <summary>The member this user belongs to; null for staff.</summary>
    public long? MemberId { get; init; }

    /// <summary>Members whose rows this user may see: their own and the entities attached to it; null means all.</summary>
    public IReadOnlyList<long>? MemberScope { get; init; }

    /// <summary>The sign-in that the request was sent under; null for a token or a job.</summary>
    public string? SessionKey { get; init; }

    public bool IsSignedIn => Role is not null;

    /// <summary>Id to store as the author; null for the system, which has no row.</summary>
    public long? AuthorId => UserId > 0 ? UserId : null;

    public bool Can(Permission permission) => Role is { } role && Roles.Allow(role, permission);

    /// <summary>Sees what belongs to any member, and to none: staff.</summary>
    public bool SeesAllMembers => MemberScope is null;

    /// <summary>Sees, of their member's tickets, those opened by or for them.</summary>
    public bool SeesOwnTicketsOnly => Role is Identity.Role.Requester;

    /// <summary>Whether what belongs to a member, or to none, is within reach.</summary>
    public bool Sees(long? memberId) => SeesAllMembers || (memberId is { } id && MemberScope!.Contains(id));

    /// <summary>Whether the time that agents spend together is theirs to log: they are one of them, or log for others.</summary>
    public bool LogsForOneOf(IEnumerable<long> agentIds) =>
        Can(Permission.LogTimeForOthers) || (AgentId is { } own && agentIds.Contains(own));
}
