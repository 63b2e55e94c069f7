using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Deletes a template of tickets.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DeleteTicketTemplate(long Id, long Version) : ICommand<Unit>;

sealed class DeleteTicketTemplateHandler(TicketShelf shelf) : IRequestHandler<DeleteTicketTemplate, Unit>
{
    public async Task<Unit> Handle(DeleteTicketTemplate request, CancellationToken ct)
    {
        await shelf.Delete(ShelfKind.Template, request.Id, request.Version, ct);
        return Unit.Value;
    }
}
