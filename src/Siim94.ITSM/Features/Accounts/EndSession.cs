using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Ends a session of one's own at once, wherever it is open.</summary>
[Requires(Permission.ChangeOwnPassword)]
public sealed record EndSession(long Id) : ICommand<Unit>;

sealed class EndSessionHandler(UserSessions sessions, CurrentUser user, Audit audit) : IRequestHandler<EndSession, Unit>
{
    public async Task<Unit> Handle(EndSession request, CancellationToken ct)
    {
        await sessions.End(user.UserId, request.Id, ct);
        await audit.Record("account", user.UserId, "end-session", null, null, ct);
        return Unit.Value;
    }
}
