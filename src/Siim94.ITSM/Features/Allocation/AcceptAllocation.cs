using System.Text.Json.Serialization;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>
/// Accepts a proposed allocation: the tables with allocation show it from then on. Refused when the facts have moved since, once its period
/// is closed, when another pot has already given the same lines away, and, without <c>confirm</c>, when it takes the place of an accepted
/// one.
/// </summary>
[Requires(Permission.ManageAllocations)]
public sealed record AcceptAllocation : ICommand<AllocationDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>That it takes the place of an accepted one is known.</summary>
    public bool Confirm { get; set; }
}

sealed class AcceptAllocationHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    ClosedPeriods closed,
    ReferentialLookup codes,
    AllocationPotReader pots,
    AllocationReader reader,
    AllocationFigures figures,
    Audit audit
) : IRequestHandler<AcceptAllocation, AllocationDetails>
{
    public async Task<AllocationDetails> Handle(AcceptAllocation request, CancellationToken ct)
    {
        var row = await reader.Row(request.Id, ct);
        await figures.BringUpToDate(row.PeriodOf, ct);
        row = await reader.Row(request.Id, ct);
        if (row.State != AllocationState.Proposed)
            throw AllocationErrors.NotProposed(row.State);
        await closed.RefuseWrites([row.PeriodOf.LastDay], DatedInPeriod, ct);
        if (await reader.IsStale(row, ct))
            throw AllocationErrors.Stale();
        await RefuseOverlaps(row, ct);

        var replaced = await reader.AcceptedWithin(row.PotId, row.PeriodOf, ct);
        foreach (var other in replaced)
            await closed.RefuseWrites([other.PeriodOf.LastDay], DatedInPeriod, ct);
        if (replaced.Count > 0 && !request.Confirm)
            throw AllocationErrors.ReplacesOthers(replaced.Select(other => other.PeriodOf));
        var decided = new { DecidedAt = clock.GetUtcNow().UtcDateTime, DecidedByUserId = user.AuthorId };
        foreach (var other in replaced)
        {
            var earlier = await reader.Get(other.Id, ct);
            await db.Execute(
                ProposeAllocationHandler.ReplaceSql,
                new
                {
                    other.Id,
                    ReplacedById = row.Id,
                    decided.DecidedAt,
                    decided.DecidedByUserId,
                },
                ct
            );
            await audit.Record("allocation", other.Id, "replace", earlier, await reader.Get(other.Id, ct), ct);
        }

        var before = await reader.Get(row.Id, ct);
        await db.Execute(
            DecisionSql.UpdateSql,
            new
            {
                row.Id,
                State = AllocationState.Accepted,
                decided.DecidedAt,
                decided.DecidedByUserId,
                Reason = (string?)null,
            },
            ct
        );
        await db.Execute(DecisionSql.TouchTablesSql, null, ct);
        var after = await reader.Get(row.Id, ct);
        await audit.Record("allocation", row.Id, "accept", before, after, ct);
        return after;
    }

    // Tables count an allocation on the last day of its period.
    internal static string DatedInPeriod(DateOnly day) => "Period";

    // The same day of work given away twice would be received twice.
    async Task RefuseOverlaps(AllocationRow row, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var known = (await pots.Read(ct)).ToDictionary(pot => pot.Id);
        foreach (var other in await reader.AcceptedMeeting(row.PeriodOf, ct))
        {
            if (other.PotId == row.PotId && other.PeriodOf.IsYear && !row.PeriodOf.IsYear)
                throw AllocationErrors.YearAccepted(row.PeriodOf);
            if (other.PotId != row.PotId && known[other.PotId].Overlaps(known[row.PotId], all))
                throw AllocationErrors.OverlapsAccepted(known[other.PotId].Name, other.PeriodOf);
        }
    }
}
