using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Opens an account with a one-time password, answered once. Refused when the login is taken.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record AddAccount : ICommand<AddedAccount>
{
    public string? Login { get; set; }
    public string? DisplayName { get; set; }

    /// <summary>
    /// <c>Requester</c>, <c>MemberContact</c>, <c>Hotline</c>, <c>Technician</c>, <c>ProjectLeader</c>, <c>Trainer</c>, <c>Manager</c> or
    /// <c>Administrator</c>.
    /// </summary>
    public string? Role { get; set; }

    /// <summary>Code of the member that a requester or contact belongs to.</summary>
    public string? Member { get; set; }

    /// <summary>Code of the agent whose time the account logs.</summary>
    public string? Agent { get; set; }

    /// <inheritdoc cref="ContactFields.Email"/>
    public string? Email { get; set; }
}

public sealed record AddedAccount(long Id, string Login, string OneTimePassword) : ITellsSecret
{
    /// <inheritdoc cref="ChangedAccount.SharesAgentWith"/>
    public IReadOnlyList<string> SharesAgentWith { get; init; } = [];
}

sealed class AddAccountValidator : AbstractValidator<AddAccount>
{
    public AddAccountValidator()
    {
        RuleFor(a => a.Login).NotEmpty().WithMessage(_ => Words.NewLoginMissing).Line(100);
        RuleFor(a => a.DisplayName).NotEmpty().WithMessage(_ => Words.DisplayNameMissing).Line(200);
        RuleFor(a => a.Role).AccountRole();
        RuleFor(a => a.Member).NotEmpty().When(a => AccountRoles.IsOfMember(a.Role)).WithMessage(_ => Words.MemberMissing).Line(200);
        RuleFor(a => a.Agent).Line(200);
        RuleFor(a => a.Email).Email();
    }
}

sealed class AddAccountHandler(Db db, ReferentialLookup codes, OneTimePassword password, Audit audit)
    : IRequestHandler<AddAccount, AddedAccount>
{
    public async Task<AddedAccount> Handle(AddAccount request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var login = KeyText.Of(request.Login!);
        var account = new NewAccount
        {
            Login = login,
            FoldedLogin = login.ToLowerInvariant(),
            DisplayName = request.DisplayName!.Trim(),
            PasswordHash = password.Hash,
            Role = request.Role!,
            MemberId = codes.Find(all.Members, "Member", request.Member, null)?.Id,
            AgentId = codes.Find(all.Agents, "Agent", request.Agent, null)?.Id,
            Email = ContactRules.Clean(request.Email),
            IsPasswordTemporary = true,
            SecurityStamp = Passwords.NewSecurityStamp(),
        };
        try
        {
            var id = await db.Insert(NewAccount.InsertSql, account, ct);
            await audit.Record(
                "account",
                id,
                "add",
                null,
                new
                {
                    account.Login,
                    account.DisplayName,
                    account.Role,
                    account.Email,
                },
                ct
            );
            return new(id, login, password.Text) { SharesAgentWith = await SharesAgent.With(db, account.AgentId, id, ct) };
        }
        catch (UniqueKeyTaken)
        {
            throw Refusal.Field("Login", "account.login-taken", Words.LoginTaken);
        }
    }
}

/// <summary>A row of Users to be inserted.</summary>
sealed record NewAccount
{
    public required string Login { get; init; }
    public required string FoldedLogin { get; init; }
    public required string DisplayName { get; init; }
    public required string PasswordHash { get; init; }
    public required string Role { get; init; }
    public long? MemberId { get; init; }
    public long? AgentId { get; init; }
    public string? Email { get; init; }
    public bool IsPasswordTemporary { get; init; }
    public required string SecurityStamp { get; init; }

    public const string InsertSql = """
        INSERT INTO Users (Login, FoldedLogin, DisplayName, PasswordHash, Role, MemberId, AgentId, IsPasswordTemporary, IsDisabled,
            SecurityStamp, Email, Version)
        VALUES (@Login, @FoldedLogin, @DisplayName, @PasswordHash, @Role, @MemberId, @AgentId, @IsPasswordTemporary, 0,
            @SecurityStamp, @Email, 1)
        """;
}
