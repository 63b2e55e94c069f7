using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Gives an account a new password for one use, answered once; its sessions and tokens end.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ResetPassword(long Id) : ICommand<AddedAccount>;

sealed class ResetPasswordHandler(
    Db db,
    OneTimePassword password,
    SignInDelays delays,
    UserSessions sessions,
    TimeProvider clock,
    Audit audit
) : IRequestHandler<ResetPassword, AddedAccount>
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
        await sessions.ForgetAll(request.Id, ct);
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
