using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Support;

/// <summary>What tests start from.</summary>
static class Given
{
    /// <summary>An agent of a team since 2014, with a day of 7 h.</summary>
    /// <returns>Its code.</returns>
    public static async Task<string> AnAgent(
        this TestApp app,
        string team = "SI",
        int dayMinutes = WorkDay.DefaultMinutes,
        string? code = null,
        string? name = null
    )
    {
        code ??= $"AG-{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        await app.Query(async db =>
        {
            await using var transaction = await db.Begin(default);
            var teamId = await db.FirstOrDefault<long>("SELECT Id FROM Teams WHERE Code = @Code", new { Code = team }, default);
            var id = await db.Insert(ReferentialSql.InsertAgentSql, new { Code = code, Name = name ?? $"Agent {code}" }, default);
            await db.Execute(
                ReferentialSql.InsertPostingSql,
                new
                {
                    AgentId = id,
                    StartsOn = new DateOnly(2014, 1, 1),
                    TeamId = teamId,
                    DayMinutes = dayMinutes,
                },
                default
            );
            await ReferentialCache.Touch(db, default);
            await transaction.Commit(default);
            return id;
        });
        return code;
    }

    /// <summary>A project of a domain.</summary>
    public static Task<long> AProject(this TestApp app, string code, string domain) =>
        app.Query(async db =>
        {
            await using var transaction = await db.Begin(default);
            var domainId = await db.FirstOrDefault<long>("SELECT Id FROM Domains WHERE Code = @Code", new { Code = domain }, default);
            var id = await db.Insert(
                ReferentialSql.InsertProjectSql,
                new
                {
                    Code = code,
                    Name = code,
                    DomainId = domainId,
                },
                default
            );
            await ReferentialCache.Touch(db, default);
            await transaction.Commit(default);
            return id;
        });

    /// <summary>A user of a role, whose password is their own already.</summary>
    public static async Task<UserIdentity> AUser(
        this TestApp app,
        Role role,
        string? member = null,
        string? agent = null,
        string name = "Test"
    )
    {
        var account = await app.Send(
            new AddAccount
            {
                Login = $"u{Guid.NewGuid():N}",
                DisplayName = name,
                Role = role.ToString(),
                Member = member,
                Agent = agent,
            }
        );
        await app.Query(db => db.Execute("UPDATE Users SET IsPasswordTemporary = 0 WHERE Id = @Id", new { account.Id }, default));
        return new(account.Id);
    }

    /// <summary>A user whom mail reaches, when there is an address.</summary>
    public static async Task<UserIdentity> ARecipient(
        this TestApp app,
        Role role,
        string? email,
        string? member = null,
        string name = "Test",
        string language = "fr",
        string? agent = null
    )
    {
        var user = await app.AUser(role, member, agent, name);
        var contact = await app.SendAs(user, new GetOwnContact());
        await app.SendAs(
            user,
            new ChangeOwnContact
            {
                Email = email,
                Language = language,
                Version = contact.Version,
            }
        );
        return user;
    }

    /// <summary>A ticket of a member, opened now by the system or by somebody else.</summary>
    public static Task<TicketDetails> ATicket(
        this TestApp app,
        UserIdentity? by = null,
        string member = "ARCUEIL",
        string title = "Imprimante en panne"
    ) => app.SendAs(by ?? UserIdentity.System, new OpenTicket { Title = title, Member = member });
}
