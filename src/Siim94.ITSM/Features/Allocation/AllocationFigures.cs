using MediatR;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>The figures that allocations are made from: those of a moment when nobody else rolls up, proposes or decides.</summary>
sealed class AllocationFigures(Db db, IMediator mediator)
{
    public async Task BringUpToDate(Period period, CancellationToken ct)
    {
        await db.Execute(RollupRows.LockStateSql, null, ct);
        while (await db.FirstOrDefault<int>(PendingSql, new { From = period.FirstDay, To = period.LastDay }, ct) > 0)
            await mediator.Send(new RollUp(), ct);
    }

    const string PendingSql = "SELECT COUNT(*) FROM PendingDays d WHERE d.Day BETWEEN @From AND @To";
}
