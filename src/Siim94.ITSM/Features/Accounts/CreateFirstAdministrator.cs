using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Gives an empty database its administrator, with a random password for one use. Does nothing when there is an account already.
/// </summary>
/// <returns>The password, or null.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record CreateFirstAdministrator : ICommand<string?>
{
    public const string Login = "admin";
}

sealed class CreateFirstAdministratorHandler(Db db, Passwords passwords, Audit audit) : IRequestHandler<CreateFirstAdministrator, string?>
{
    public async Task<string?> Handle(CreateFirstAdministrator request, CancellationToken ct)
    {
        if (await db.FirstOrDefault<int>(CountSql, null, ct) > 0)
            return null;
        var password = Passwords.OneTime();
        var id = await db.Insert(
            NewAccount.InsertSql,
            new NewAccount
            {
                Login = CreateFirstAdministrator.Login,
                FoldedLogin = CreateFirstAdministrator.Login,
                DisplayName = Words.FirstAdministrator,
                PasswordHash = await passwords.Hash(password, ct),
                Role = nameof(Role.Administrator),
                IsPasswordTemporary = true,
                SecurityStamp = Passwords.NewSecurityStamp(),
            },
            ct
        );
        await audit.Record("account", id, "add", null, new { CreateFirstAdministrator.Login }, ct);
        return password;
    }

    const string CountSql = "SELECT COUNT(*) FROM Users";
}
