using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Lifts a lock: its days are written again by everybody, unless they are closed, or submitted.</summary>
[Requires(Permission.ClosePeriods)]
public sealed record UnlockDays(long Id) : ICommand<Unit>;

sealed class UnlockDaysHandler(Db db, DayLocks dayLocks, TimeProvider clock, Audit audit) : IRequestHandler<UnlockDays, Unit>
{
    public async Task<Unit> Handle(UnlockDays request, CancellationToken ct)
    {
        var before = await dayLocks.Get(request.Id, ct);
        if (await db.Execute(LockDaysHandler.EndLockSql, new { request.Id, EndedAt = clock.GetUtcNow().UtcDateTime }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("day-lock", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }
}
