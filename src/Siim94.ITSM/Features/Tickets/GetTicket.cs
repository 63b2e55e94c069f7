using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One ticket.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetTicket(long Number) : IQuery<TicketDetails>;

sealed class GetTicketHandler(TicketReader reader) : IRequestHandler<GetTicket, TicketDetails>
{
    public Task<TicketDetails> Handle(GetTicket request, CancellationToken ct) => reader.Get(request.Number, ct);
}
