using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One ticket that is opened again and again.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record GetRecurrentTicket(long Id) : IQuery<RecurrentTicketDetails>;

sealed class GetRecurrentTicketHandler(RecurrentTicketShelf shelf) : IRequestHandler<GetRecurrentTicket, RecurrentTicketDetails>
{
    public async Task<RecurrentTicketDetails> Handle(GetRecurrentTicket request, CancellationToken ct) =>
        (await shelf.Get(request.Id, ct)).Details;
}
