using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Disables an account, or enables it again; its sessions and tokens end at once, for good. One's own is refused.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record SetAccountDisabled(long Id, bool IsDisabled) : ICommand<Unit>;

sealed class SetAccountDisabledHandler(Db db, CurrentUser user, UserSessions sessions, TimeProvider clock, Audit audit)
    : IRequestHandler<SetAccountDisabled, Unit>
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
        await sessions.ForgetAll(request.Id, ct);
        await AccountTokens.RevokeAll(db, request.Id, clock, ct);
        await audit.Record("account", request.Id, request.IsDisabled ? "disable" : "enable", null, null, ct);
        return Unit.Value;
    }

    const string DisableSql =
        "UPDATE Users SET IsDisabled = @IsDisabled, SecurityStamp = @SecurityStamp, Version = Version + 1 WHERE Id = @Id";
}
