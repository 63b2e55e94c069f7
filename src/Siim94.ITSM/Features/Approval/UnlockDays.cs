using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>
/// Lifts a lock, and those whose place it has taken: its days are written again by everybody, unless they are closed, or submitted. One in
/// its grace leaves the lock before it.
/// </summary>
[Requires(Permission.ClosePeriods)]
public sealed record UnlockDays(long Id) : ICommand<Unit>;

sealed class UnlockDaysHandler(Db db, DayLocks dayLocks, TimeProvider clock, Audit audit) : IRequestHandler<UnlockDays, Unit>
{
    public async Task<Unit> Handle(UnlockDays request, CancellationToken ct)
    {
        var before = await dayLocks.Get(request.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Execute(EndLockSql, new { request.Id, EndedAt = now }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        if (before.LocksOn <= Paris.DayOf(now))
            await db.Execute(EndEarlierSql, new { request.Id, EndedAt = now }, ct);
        await audit.Record("day-lock", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }

    const string EndLockSql = "UPDATE DayLocks SET EndedAt = @EndedAt WHERE Id = @Id AND EndedAt IS NULL";

    const string EndEarlierSql = """
        UPDATE DayLocks
        SET EndedAt = @EndedAt
        WHERE EndedAt IS NULL AND EXISTS (
            SELECT 1
            FROM DayLocks l
            WHERE l.Id = @Id AND l.LastOn > DayLocks.LastOn AND COALESCE(l.TeamId, 0) = COALESCE(DayLocks.TeamId, 0)
        )
        """;
}
