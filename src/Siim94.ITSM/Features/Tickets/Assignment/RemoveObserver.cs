using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Takes somebody out of those who follow a ticket. Harmless when they do not.</summary>
[Requires(Permission.OpenTickets)]
public sealed record RemoveObserver(long Number, long PersonId) : ICommand<TicketDetails>;

sealed class RemoveObserverHandler(TicketReader reader, TicketPeople people, TimeProvider clock)
    : IRequestHandler<RemoveObserver, TicketDetails>
{
    public async Task<TicketDetails> Handle(RemoveObserver request, CancellationToken ct)
    {
        await reader.RowToChange(request.Number, ct);
        await people.RemoveObserver(request.Number, request.PersonId, clock.GetUtcNow().UtcDateTime, ct);
        return await reader.Get(request.Number, ct);
    }
}
