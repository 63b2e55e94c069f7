using MediatR;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Deletes a line; its history keeps it. Refused like <see cref="ChangeTimeEntry"/>.</summary>
[Requires(Permission.LogTime)]
public sealed record DeleteTimeEntry(long Id, long Version) : ICommand<Unit>;

sealed class DeleteTimeEntryHandler(Ledger ledger, TimeEntryReader reader, EntryGuard guard, Audit audit)
    : IRequestHandler<DeleteTimeEntry, Unit>
{
    public async Task<Unit> Handle(DeleteTimeEntry request, CancellationToken ct)
    {
        var before = await reader.Get(request.Id, ct);
        await guard.RefuseUnlessChangeable(before, request.Version, ct);
        await ledger.Remove(request.Id, request.Version, before.Day, ct);
        await audit.Record("time-entry", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }
}
