using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Ends a token of one's own at once.</summary>
[Requires(Permission.ManageOwnTokens)]
public sealed record RevokeToken(long Id) : ICommand<Unit>;

sealed class RevokeTokenHandler(Db db, CurrentUser user, TimeProvider clock, Audit audit) : IRequestHandler<RevokeToken, Unit>
{
    public async Task<Unit> Handle(RevokeToken request, CancellationToken ct)
    {
        if (!await AccountTokens.Revoke(db, user.UserId, request.Id, clock, ct))
            throw RequestErrors.NotFound();
        await audit.Record("token", request.Id, "revoke", null, null, ct);
        return Unit.Value;
    }
}
