using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Ends a token of somebody's account at once.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record RevokeAccountToken(long AccountId, long Id) : ICommand<Unit>;

sealed class RevokeAccountTokenHandler(Db db, TimeProvider clock, Audit audit) : IRequestHandler<RevokeAccountToken, Unit>
{
    public async Task<Unit> Handle(RevokeAccountToken request, CancellationToken ct)
    {
        if (!await AccountTokens.Revoke(db, request.AccountId, request.Id, clock, ct))
            throw RequestErrors.NotFound();
        await audit.Record("token", request.Id, "revoke", null, null, ct);
        return Unit.Value;
    }
}
