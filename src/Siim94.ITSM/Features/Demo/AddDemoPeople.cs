using MediatR;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Adds the demo's agents, sites, projects and accounts to a database that holds the syndicate's referentials.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record AddDemoPeople(DemoPlan Plan) : ICommand<Unit>;

sealed class AddDemoPeopleHandler(Db db, ReferentialCache cache, Passwords passwords) : IRequestHandler<AddDemoPeople, Unit>
{
    static readonly DateOnly FirstDay = new(2014, 1, 1);

    public async Task<Unit> Handle(AddDemoPeople request, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        var agents = DemoPeople.Agents(all.Teams);
        var agentIds = new Dictionary<string, long>();
        foreach (var agent in agents)
        {
            var id = agentIds[agent.Code] = await db.Insert(ReferentialSql.InsertAgentSql, new { agent.Code, agent.Name }, ct);
            await db.Execute(
                ReferentialSql.InsertPostingSql,
                new
                {
                    AgentId = id,
                    StartsOn = FirstDay,
                    TeamId = all.Teams.Find(agent.Team)[0].Id,
                    DayMinutes = WorkDay.DefaultMinutes,
                },
                ct
            );
        }
        foreach (var site in DemoPeople.Sites(all.Members))
            await db.Insert(
                ReferentialSql.InsertSiteSql,
                new
                {
                    site.Code,
                    site.Name,
                    MemberId = all.Members.Find(site.Member)[0].Id,
                    Address = (string?)null,
                },
                ct
            );
        foreach (var project in request.Plan.Projects)
            await AddProject(project, all, ct);
        await ReferentialCache.Touch(db, ct);

        // All accounts share a password, and so its hash: 100,000 rounds once, not eight times.
        var hash = await passwords.Hash(DemoPeople.Password, ct);
        foreach (var account in DemoPeople.Accounts)
            await db.Insert(
                NewAccount.InsertSql,
                new NewAccount
                {
                    Login = account.Login,
                    FoldedLogin = account.Login,
                    DisplayName = account.DisplayName,
                    PasswordHash = hash,
                    Role = account.Role.ToString(),
                    MemberId = account.Member is null ? null : all.Members.Find(account.Member)[0].Id,
                    AgentId = DemoPeople.AgentOf(account, agents) is { } agent ? agentIds[agent.Code] : null,
                    SecurityStamp = Passwords.NewSecurityStamp(),
                },
                ct
            );
        return Unit.Value;
    }

    async Task AddProject(PlannedProject project, ReferentialData all, CancellationToken ct)
    {
        var domain = all.Domains.Find(project.Domain).Single(d => d.Kind == Domain.Functional);
        var id = await db.Insert(
            ReferentialSql.InsertProjectSql,
            new
            {
                project.Code,
                project.Name,
                DomainId = domain.Id,
            },
            ct
        );
        if (project.Alias is not null)
            await db.Execute(
                ReferentialSql.InsertAliasSql,
                new
                {
                    Referential = "project",
                    TargetId = id,
                    Label = project.Alias,
                    FoldedLabel = Folding.Fold(project.Alias),
                },
                ct
            );
    }
}
