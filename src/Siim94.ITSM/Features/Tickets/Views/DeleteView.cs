using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Deletes a saved view of tickets, and takes it out of every menu.</summary>
[Requires(Permission.ReadTickets)]
public sealed record DeleteView(string Id, long Version) : ICommand<Unit>;

sealed class DeleteViewHandler(TicketShelf shelf, ViewCatalog views) : IRequestHandler<DeleteView, Unit>
{
    public async Task<Unit> Handle(DeleteView request, CancellationToken ct)
    {
        await shelf.Delete(ShelfKind.View, ViewCatalog.NumberOf(request.Id), request.Version, ct);
        await views.Unpin(request.Id, ct);
        return Unit.Value;
    }
}
