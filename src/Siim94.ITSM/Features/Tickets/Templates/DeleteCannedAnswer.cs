using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Deletes a canned answer.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DeleteCannedAnswer(long Id, long Version) : ICommand<Unit>;

sealed class DeleteCannedAnswerHandler(TicketShelf shelf) : IRequestHandler<DeleteCannedAnswer, Unit>
{
    public async Task<Unit> Handle(DeleteCannedAnswer request, CancellationToken ct)
    {
        await shelf.Delete(ShelfKind.CannedAnswer, request.Id, request.Version, ct);
        return Unit.Value;
    }
}
