using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Ends the sender's session: a copy of its cookie is worth nothing from now on. Does nothing for a token, which is revoked instead.
/// </summary>
/// <remarks>Requires what a temporary password allows: whoever signed in may leave.</remarks>
[Requires(Permission.ChangeOwnPassword)]
public sealed record SignOut : ICommand<Unit>;

sealed class SignOutHandler(Db db, CurrentUser user, TimeProvider clock) : IRequestHandler<SignOut, Unit>
{
    public async Task<Unit> Handle(SignOut request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Execute(DeleteForgottenSql, new { Now = now }, ct);
        if (user.SessionKey is { } key)
        {
            await db.Execute(InsertEndedSql, new { SessionKey = key, EndsAt = now + SessionLifetime.Longest }, ct);
            await db.Execute(DeleteOpenSql, new { SessionKey = key }, ct);
        }
        return Unit.Value;
    }

    const string DeleteForgottenSql = "DELETE FROM EndedSessions WHERE EndsAt < @Now";
    const string DeleteOpenSql = "DELETE FROM UserSessions WHERE SessionKey = @SessionKey";
    const string InsertEndedSql = "INSERT INTO EndedSessions (SessionKey, EndsAt) VALUES (@SessionKey, @EndsAt)";
}
