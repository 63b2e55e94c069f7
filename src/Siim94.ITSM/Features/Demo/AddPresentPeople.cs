using MediatR;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Brings the demo's people to the present: who has left, who has come, the projects under way, and accounts for everybody who writes in
/// the timelines of tickets.
/// </summary>
[Requires(Permission.ManageAccounts)]
public sealed record AddPresentPeople : ICommand<Unit>;

sealed class AddPresentPeopleHandler(Db db, IMediator mediator, ReferentialCache cache, TimeProvider clock)
    : IRequestHandler<AddPresentPeople, Unit>
{
    public async Task<Unit> Handle(AddPresentPeople request, CancellationToken ct)
    {
        var staff = new PresentStaff((await cache.Read(db, ct)).Teams, Paris.Today(clock));
        foreach (var agent in staff.All)
        {
            if (agent.LeavesOn is { } day)
                await mediator.Send(
                    new CloseReferential
                    {
                        Referential = "agent",
                        Code = agent.Code,
                        ClosedOn = day,
                    },
                    ct
                );
            if (agent.Arrives is { } arrival)
                await mediator.Send(
                    new AddAgent
                    {
                        Code = agent.Code,
                        Name = agent.Agent.Name,
                        Team = agent.Agent.Team,
                        From = arrival,
                    },
                    ct
                );
        }
        foreach (var (code, name, domain) in PresentLines.Projects)
            await mediator.Send(
                new AddProject
                {
                    Code = code,
                    Name = name,
                    Domain = domain,
                },
                ct
            );
        await AddAccounts(staff, await cache.Read(db, ct), ct);
        return Unit.Value;
    }

    async Task AddAccounts(PresentStaff staff, ReferentialData all, CancellationToken ct)
    {
        // All accounts share a password, and so its hash.
        var hash = await db.FirstOrDefault<string>(HashSql, new { FoldedLogin = DemoPeople.Accounts[0].Login }, ct);
        foreach (var agent in staff.All.Where(agent => agent is { IsPersona: false, LeavesOn: null }))
            await Add(agent.Code.ToLowerInvariant(), agent.Agent.Name, RoleOf(agent.Agent.Team), null, all.Agents.Find(agent.Code)[0].Id);
        foreach (var member in all.Members.Where(HasContact))
            await Add($"contact.{member.Code.ToLowerInvariant()}", $"Contact {member.Name}", Role.MemberContact, member.Id, null);

        Task<long> Add(string login, string name, Role role, long? memberId, long? agentId) =>
            db.Insert(
                NewAccount.InsertSql,
                new NewAccount
                {
                    Login = login,
                    FoldedLogin = login,
                    DisplayName = name,
                    PasswordHash = hash!,
                    Role = role.ToString(),
                    MemberId = memberId,
                    AgentId = agentId,
                    SecurityStamp = Passwords.NewSecurityStamp(),
                },
                ct
            );
    }

    const string HashSql = "SELECT u.PasswordHash FROM Users u WHERE u.FoldedLogin = @FoldedLogin";

    /// <summary>Members that have no account among the demo's own.</summary>
    static bool HasContact(Member member) =>
        member is { ParentId: null, Kind: not (Member.Internal or Member.Multiple) }
        && DemoPeople.Accounts.All(account => account.Member != member.Code);

    static Role RoleOf(string team) =>
        team switch
        {
            "SI" => Role.ProjectLeader,
            "SUPPORT" => Role.Trainer,
            _ => Role.Technician,
        };
}
