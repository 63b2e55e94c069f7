using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Deletes a macro.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DeleteMacro(long Id, long Version) : ICommand<Unit>;

sealed class DeleteMacroHandler(TicketShelf shelf) : IRequestHandler<DeleteMacro, Unit>
{
    public async Task<Unit> Handle(DeleteMacro request, CancellationToken ct)
    {
        await shelf.Delete(ShelfKind.Macro, request.Id, request.Version, ct);
        return Unit.Value;
    }
}
