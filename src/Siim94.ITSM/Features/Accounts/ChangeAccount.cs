using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Changes who somebody is: their name, role, member and agent. Refused when the account was changed meanwhile, and for one's own role.
/// </summary>
[Requires(Permission.ManageAccounts)]
public sealed record ChangeAccount : ICommand<ChangedAccount>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }

    public string? DisplayName { get; set; }

    /// <inheritdoc cref="AddAccount.Role"/>
    public string? Role { get; set; }

    /// <inheritdoc cref="AddAccount.Member"/>
    public string? Member { get; set; }

    /// <inheritdoc cref="AddAccount.Agent"/>
    public string? Agent { get; set; }
}

/// <param name="SharesAgentWith">Logins of other accounts that log the time of the same agent.</param>
/// <param name="Version">Of the account.</param>
public sealed record ChangedAccount(IReadOnlyList<string> SharesAgentWith, long Version);

sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        RuleFor(a => a.DisplayName).NotEmpty().WithMessage(_ => Words.DisplayNameMissing).Line(200);
        RuleFor(a => a.Role).AccountRole();
        RuleFor(a => a.Member).NotEmpty().When(a => AccountRoles.IsOfMember(a.Role)).WithMessage(_ => Words.MemberMissing).Line(200);
        RuleFor(a => a.Member).Empty().When(a => !AccountRoles.IsOfMember(a.Role)).WithMessage(_ => Words.MemberNotForStaff);
        RuleFor(a => a.Agent).Empty().When(a => AccountRoles.IsOfMember(a.Role)).WithMessage(_ => Words.AgentNotForMembers).Line(200);
    }
}

sealed class ChangeAccountHandler(Db db, CurrentUser user, ReferentialLookup lookup, Audit audit)
    : IRequestHandler<ChangeAccount, ChangedAccount>
{
    public async Task<ChangedAccount> Handle(ChangeAccount request, CancellationToken ct)
    {
        var before = await db.FirstOrDefault<AccountRow>(AccountSql, new { request.Id }, ct) ?? throw RequestErrors.NotFound();
        if (request.Id == user.UserId && request.Role != before.Role)
            throw Refusal.Field("Role", "account.own-role", Words.NotYourOwnRole);
        var all = await lookup.Referentials(ct);
        var after = new AccountRow
        {
            Id = request.Id,
            DisplayName = request.DisplayName!.Trim(),
            Role = request.Role!,
            MemberId = lookup.Find(all.Members, "Member", request.Member, null)?.Id,
            AgentId = lookup.Find(all.Agents, "Agent", request.Agent, null)?.Id,
            Version = request.Version,
        };
        if (await db.Execute(UpdateAccountSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("account", request.Id, "change", ShownOf(before, all), ShownOf(after, all), ct);
        return new(await SharesAgent.With(db, after.AgentId, request.Id, ct), request.Version + 1);
    }

    static object ShownOf(AccountRow row, ReferentialData all) =>
        new
        {
            row.DisplayName,
            row.Role,
            Member = all.Members.CodeOf(row.MemberId),
            Agent = all.Agents.CodeOf(row.AgentId),
        };

    const string AccountSql = "SELECT u.Id, u.DisplayName, u.Role, u.MemberId, u.AgentId, u.Version FROM Users u WHERE u.Id = @Id";

    const string UpdateAccountSql = """
        UPDATE Users
        SET DisplayName = @DisplayName, Role = @Role, MemberId = @MemberId, AgentId = @AgentId, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    sealed record AccountRow
    {
        public long Id { get; init; }
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public long? MemberId { get; init; }
        public long? AgentId { get; init; }
        public long Version { get; init; }
    }
}
