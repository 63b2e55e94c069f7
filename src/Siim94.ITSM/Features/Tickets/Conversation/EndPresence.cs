using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Says that a page of the sender shows no ticket any more.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record EndPresence(string PageKey) : ICommand<Unit>;

sealed class EndPresenceHandler(Db db, CurrentUser user) : IRequestHandler<EndPresence, Unit>
{
    public async Task<Unit> Handle(EndPresence request, CancellationToken ct)
    {
        await db.Execute(DeletePresenceSql, new { request.PageKey, user.UserId }, ct);
        return Unit.Value;
    }

    const string DeletePresenceSql = "DELETE FROM TicketPresences WHERE PageKey = @PageKey AND UserId = @UserId";
}
