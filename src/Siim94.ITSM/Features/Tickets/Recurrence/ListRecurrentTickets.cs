using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What is opened again and again, the oldest first.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListRecurrentTickets : IQuery<Page<RecurrentTicketDetails>>;

sealed class ListRecurrentTicketsHandler(RecurrentTicketShelf shelf) : IRequestHandler<ListRecurrentTickets, Page<RecurrentTicketDetails>>
{
    public async Task<Page<RecurrentTicketDetails>> Handle(ListRecurrentTickets request, CancellationToken ct) =>
        new(await shelf.List(ct), null);
}
