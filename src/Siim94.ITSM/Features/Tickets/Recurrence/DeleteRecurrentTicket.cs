using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Has a ticket opened no more; those that were opened stay.</summary>
[Requires(Permission.AssignTickets)]
public sealed record DeleteRecurrentTicket(long Id, long Version) : ICommand<Unit>;

sealed class DeleteRecurrentTicketHandler(RecurrentTicketShelf shelf) : IRequestHandler<DeleteRecurrentTicket, Unit>
{
    public async Task<Unit> Handle(DeleteRecurrentTicket request, CancellationToken ct)
    {
        await shelf.Delete(request.Id, request.Version, ct);
        return Unit.Value;
    }
}
