using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Each team and the agents who lead it.</summary>
[Requires(Permission.ReadAgents)]
public sealed record ListTeamLeaders : IQuery<Page<TeamLeaders>>;

/// <summary>The agents who lead a team, by code, and the version of the team.</summary>
public sealed record TeamLeaders(string Team, string TeamName, IReadOnlyList<string> Agents, long Version);

sealed class ListTeamLeadersHandler(ReferentialLookup codes, TimeProvider clock) : IRequestHandler<ListTeamLeaders, Page<TeamLeaders>>
{
    public async Task<Page<TeamLeaders>> Handle(ListTeamLeaders request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        return new(
            [
                .. all
                    .Teams.Where(team => team.IsOpenOn(today))
                    .OrderBy(team => team.Id)
                    .Select(team => new TeamLeaders(
                        team.Code,
                        team.Name,
                        [.. team.LeaderIds.Select(id => all.Agents[id].Code)],
                        team.Version
                    )),
            ],
            null
        );
    }
}
