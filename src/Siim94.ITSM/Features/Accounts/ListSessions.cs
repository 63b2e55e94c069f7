using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>One's own sessions that are open, the last used first.</summary>
[Requires(Permission.ReadOwnAccount)]
public sealed record ListSessions : IQuery<IReadOnlyList<SessionLine>>;

sealed class ListSessionsHandler(UserSessions sessions, CurrentUser user) : IRequestHandler<ListSessions, IReadOnlyList<SessionLine>>
{
    public Task<IReadOnlyList<SessionLine>> Handle(ListSessions request, CancellationToken ct) => sessions.Of(user.UserId, ct);
}
