using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Who is signed in, and what they may do.</summary>
[Requires(Permission.ReadOwnAccount)]
public sealed record GetSession : IQuery<Session>;

public sealed record Session
{
    public string Login { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string Role { get; init; } = "";

    /// <summary>Code of the agent whose time this user logs; null for people of a member.</summary>
    public string? Agent { get; init; }

    public string? AgentName { get; init; }
    public string? Member { get; init; }
    public string? MemberName { get; init; }

    /// <summary>Codes of the teams that the agent leads.</summary>
    public IReadOnlyList<string> LedTeams { get; init; } = [];

    public IReadOnlyList<string> Permissions { get; init; } = [];

    public bool May(Permission permission) => Permissions.Contains(permission.ToString());
}

sealed class GetSessionHandler(CurrentUser user, ReferentialLookup codes) : IRequestHandler<GetSession, Session>
{
    public async Task<Session> Handle(GetSession request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return new()
        {
            Login = user.Login,
            DisplayName = user.DisplayName,
            Role = user.Role!.Value.ToString(),
            Agent = all.Agents.CodeOf(user.AgentId),
            AgentName = all.Agents.NameOf(user.AgentId),
            Member = all.Members.CodeOf(user.MemberId),
            MemberName = all.Members.NameOf(user.MemberId),
            LedTeams = [.. all.Teams.Where(team => team.IsLedBy(user.AgentId)).Select(team => team.Code)],
            Permissions = [.. Enum.GetValues<Permission>().Where(user.Can).Select(p => p.ToString())],
        };
    }
}
