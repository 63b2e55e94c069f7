using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One template of tickets.</summary>
[Requires(Permission.OpenTickets)]
public sealed record GetTicketTemplate(long Id) : IQuery<TicketTemplateDetails>;

sealed class GetTicketTemplateHandler(TicketTemplateShelf shelf) : IRequestHandler<GetTicketTemplate, TicketTemplateDetails>
{
    public Task<TicketTemplateDetails> Handle(GetTicketTemplate request, CancellationToken ct) => shelf.Get(request.Id, ct);
}
