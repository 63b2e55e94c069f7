using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Deletes a shift with its line; the history keeps it.</summary>
[Requires(Permission.LogHotlineShifts)]
public sealed record DeleteHotlineShift(long Id, long Version) : ICommand<Unit>;

sealed class DeleteHotlineShiftHandler(HotlineShiftStore shifts) : IRequestHandler<DeleteHotlineShift, Unit>
{
    public async Task<Unit> Handle(DeleteHotlineShift request, CancellationToken ct)
    {
        await shifts.Remove(request.Id, request.Version, ct);
        return Unit.Value;
    }
}
