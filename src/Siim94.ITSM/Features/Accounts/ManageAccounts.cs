using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>All accounts.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ListAccounts : IQuery<Page<AccountLine>>;

public sealed record AccountLine
{
    public long Id { get; init; }
    public string Login { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string Role { get; init; } = "";
    public string? Member { get; init; }
    public string? Agent { get; init; }

    /// <inheritdoc cref="ContactFields.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="ContactFields.Language"/>
    public string Language { get; init; } = "";

    public bool IsDisabled { get; init; }
    public long Version { get; init; }
}

sealed class ListAccountsHandler(Db db, ReferentialLookup codes) : IRequestHandler<ListAccounts, Page<AccountLine>>
{
    public async Task<Page<AccountLine>> Handle(ListAccounts request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var rows = await db.Query<AccountRow>(AccountsSql, null, ct);
        return new(
            [
                .. rows.Select(row => new AccountLine
                {
                    Id = row.Id,
                    Login = row.Login,
                    DisplayName = row.DisplayName,
                    Role = row.Role,
                    Member = all.Members.CodeOf(row.MemberId),
                    Agent = all.Agents.CodeOf(row.AgentId),
                    Email = row.Email,
                    Language = row.Language ?? ContactRules.French,
                    IsDisabled = row.IsDisabled,
                    Version = row.Version,
                }),
            ],
            null
        );
    }

    const string AccountsSql = """
        SELECT u.Id, u.Login, u.DisplayName, u.Role, u.MemberId, u.AgentId, u.Email, u.Language, u.IsDisabled, u.Version
        FROM Users u
        ORDER BY u.FoldedLogin
        """;

    sealed record AccountRow
    {
        public long Id { get; init; }
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public long? MemberId { get; init; }
        public long? AgentId { get; init; }
        public string? Email { get; init; }
        public string? Language { get; init; }
        public bool IsDisabled { get; init; }
        public long Version { get; init; }
    }
}

/// <summary>Disables an account, or enables it again; its sessions and tokens end at once, for good. One's own is refused.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record SetAccountDisabled(long Id, bool IsDisabled) : ICommand<Unit>;

sealed class SetAccountDisabledHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit) : IRequestHandler<SetAccountDisabled, Unit>
{
    public async Task<Unit> Handle(SetAccountDisabled request, CancellationToken ct)
    {
        if (request.Id == user.UserId)
            throw new Refusal(409, "account.own", Words.NotYourOwn);
        if (
            await db.Execute(
                DisableSql,
                new
                {
                    request.Id,
                    request.IsDisabled,
                    SecurityStamp = Passwords.NewSecurityStamp(),
                },
                ct
            ) == 0
        )
            throw RequestErrors.NotFound();
        await AccountTokens.RevokeAll(db, request.Id, clock, ct);
        await audit.Record("account", request.Id, request.IsDisabled ? "disable" : "enable", null, null, ct);
        return Unit.Value;
    }

    const string DisableSql =
        "UPDATE Users SET IsDisabled = @IsDisabled, SecurityStamp = @SecurityStamp, Version = Version + 1 WHERE Id = @Id";
}

/// <summary>Gives an account a new password for one use, answered once; its sessions and tokens end.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ResetPassword(long Id) : ICommand<AddedAccount>;

sealed class ResetPasswordHandler(Db db, OneTimePassword password, SignInDelays delays, TimeProvider clock, Audit audit)
    : IRequestHandler<ResetPassword, AddedAccount>
{
    public async Task<AddedAccount> Handle(ResetPassword request, CancellationToken ct)
    {
        var login = await db.FirstOrDefault<string>(LoginSql, new { request.Id }, ct) ?? throw RequestErrors.NotFound();
        await db.Execute(
            ResetSql,
            new
            {
                request.Id,
                PasswordHash = password.Hash,
                SecurityStamp = Passwords.NewSecurityStamp(),
            },
            ct
        );
        await delays.ForgetAll(request.Id, ct);
        await AccountTokens.RevokeAll(db, request.Id, clock, ct);
        await audit.Record("account", request.Id, "reset-password", null, null, ct);
        return new(request.Id, login, password.Text);
    }

    const string LoginSql = "SELECT u.Login FROM Users u WHERE u.Id = @Id";

    const string ResetSql = """
        UPDATE Users
        SET PasswordHash = @PasswordHash, SecurityStamp = @SecurityStamp, IsPasswordTemporary = 1, Version = Version + 1
        WHERE Id = @Id
        """;
}

/// <summary>Tokens of an account that may have fallen into other hands.</summary>
static class AccountTokens
{
    public static Task<int> RevokeAll(Db db, long userId, TimeProvider clock, CancellationToken ct) =>
        db.Execute(RevokeAllSql, new { UserId = userId, RevokedAt = clock.GetUtcNow().UtcDateTime }, ct);

    const string RevokeAllSql = "UPDATE ApiTokens SET RevokedAt = @RevokedAt WHERE UserId = @UserId AND RevokedAt IS NULL";
}
