using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The templates of tickets that one may use, by name.</summary>
[Requires(Permission.OpenTickets)]
public sealed record ListTicketTemplates : IQuery<Page<TicketTemplateDetails>>;

sealed class ListTicketTemplatesHandler(TicketTemplateShelf shelf) : IRequestHandler<ListTicketTemplates, Page<TicketTemplateDetails>>
{
    public async Task<Page<TicketTemplateDetails>> Handle(ListTicketTemplates request, CancellationToken ct) =>
        new(await shelf.List(ct), null);
}
