using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What applications and projects are asked: their domain.</summary>
public abstract record NewInDomain : NewReferential
{
    public string? Domain { get; set; }
}

sealed class AddInDomainHandler(ReferentialAdder adder, ReferentialLookup codes)
    : IRequestHandler<AddApplication, AddedReferential>,
        IRequestHandler<AddProject, AddedReferential>
{
    public async Task<AddedReferential> Handle(AddApplication request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var domain = codes.Find(all.Domains, "Domain", request.Domain, null);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        var leader = codes.Find(all.Agents, "Leader", request.Leader, null);
        return await adder.Add(
            "application",
            request,
            ReferentialSql.InsertApplicationSql,
            row => new
            {
                row.Code,
                row.Name,
                DomainId = domain?.Id,
                TeamId = team?.Id,
                LeaderAgentId = leader?.Id,
            },
            ct
        );
    }

    public async Task<AddedReferential> Handle(AddProject request, CancellationToken ct)
    {
        var domain = codes.Find((await codes.Referentials(ct)).Domains, "Domain", request.Domain, null);
        return await adder.Add(
            "project",
            request,
            ReferentialSql.InsertProjectSql,
            row => new
            {
                row.Code,
                row.Name,
                DomainId = domain?.Id,
            },
            ct
        );
    }
}
