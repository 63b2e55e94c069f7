using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Numbers of recurrent tickets of which one is to be opened today.</summary>
[Requires(Permission.ManageJobs)]
public sealed record ListDueRecurrentTickets : IQuery<IReadOnlyList<long>>;

sealed class ListDueRecurrentTicketsHandler(RecurrentTicketShelf shelf) : IRequestHandler<ListDueRecurrentTickets, IReadOnlyList<long>>
{
    public Task<IReadOnlyList<long>> Handle(ListDueRecurrentTickets request, CancellationToken ct) => shelf.Due(ct);
}
