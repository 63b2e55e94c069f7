using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Ends a session of somebody's account at once.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record EndAccountSession(long AccountId, long Id) : ICommand<Unit>;

sealed class EndAccountSessionHandler(UserSessions sessions, Audit audit) : IRequestHandler<EndAccountSession, Unit>
{
    public async Task<Unit> Handle(EndAccountSession request, CancellationToken ct)
    {
        await sessions.End(request.AccountId, request.Id, ct);
        await audit.Record("account", request.AccountId, "end-session", null, null, ct);
        return Unit.Value;
    }
}
