using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Takes a link between two tickets back.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record UnlinkTicket(long Number, string Kind, long Ticket) : ICommand<TicketDetails>;

sealed class UnlinkTicketHandler(TicketReader reader, Db db, CurrentUser user, TimeProvider clock)
    : IRequestHandler<UnlinkTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(UnlinkTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        if (
            !TicketLinkKind.All.Contains(request.Kind)
            || await db.Execute(DeleteLinkSql, TicketLinkKind.Row(ticket.Id, request.Kind, request.Ticket), ct) == 0
        )
            throw RequestErrors.NotFound();
        foreach (
            var (one, kind, another) in new[]
            {
                (ticket.Id, request.Kind, request.Ticket),
                (request.Ticket, TicketLinkKind.Reversed(request.Kind), ticket.Id),
            }
        )
            await TicketEvents.Add(
                db,
                new()
                {
                    TicketId = one,
                    At = clock.GetUtcNow().UtcDateTime,
                    UserId = user.AuthorId,
                    Kind = TicketEventKind.Unlink,
                    Text = kind,
                    IsPrivate = true,
                    OtherTicketId = another,
                },
                ct
            );
        return await reader.Get(ticket.Id, ct);
    }

    const string DeleteLinkSql = "DELETE FROM TicketLinks WHERE FromTicketId = @FromTicketId AND ToTicketId = @ToTicketId AND Kind = @Kind";
}
