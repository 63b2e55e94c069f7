using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// Rebuilds one month of every roll-up from the facts. Nothing should ever differ: what did is counted and repaired by the same stroke.
/// </summary>
/// <returns>The roll-ups that differed: <c>work 2017-03</c>.</returns>
[Requires(Permission.RunRollups)]
public sealed record VerifyRollupMonth(Month Month) : ICommand<IReadOnlyList<string>>;

sealed class VerifyRollupMonthHandler(Db db, FactKinds kinds, RollupRows rows, TimeProvider clock, ILogger<VerifyRollupMonthHandler> log)
    : IRequestHandler<VerifyRollupMonth, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(VerifyRollupMonth request, CancellationToken ct)
    {
        await db.Execute(NextRevisionSql, null, ct);
        var revision = await db.FirstOrDefault<long>(RevisionSql, null, ct);
        await rows.Take([request.Month], ct);
        // A day that has come since the last roll-up is its to count, no drift.
        var until = await RollupStatus.CountedUntil(db, ct) ?? Paris.Today(clock);
        var drifts = new List<string>();
        foreach (var rollUp in kinds.RollUps)
        {
            // Days still marked are stale on purpose: the roll-up brings them up to date, not the verification.
            if (await IsMarked(rollUp, request.Month, ct))
                continue;
            var before = await Rows(rollUp, request.Month, ct);
            await rows.Rebuild(rollUp, request.Month, until, revision, ct);
            if (before.SequenceEqual(await Rows(rollUp, request.Month, ct)))
                continue;
            drifts.Add($"{rollUp.Name} {request.Month.Year}-{request.Month.Number:00}");
            log.LogError("Roll-up of {Fact} for {Month} differed from the facts and was repaired", rollUp.Name, request.Month.YearMonth);
        }
        return drifts;
    }

    async Task<bool> IsMarked(FactRollUp rollUp, Month month, CancellationToken ct) =>
        await db.FirstOrDefault<int>(MarkedSql, Parameters(month, rollUp), ct) > 0;

    const string MarkedSql = "SELECT COUNT(*) FROM PendingDays m WHERE m.Fact = @Fact AND m.Day BETWEEN @From AND @To";

    // Locks the state, as whatever rebuilds roll-ups does first; no other rows are ever of that revision.
    const string NextRevisionSql = "UPDATE RollupState SET Revision = Revision + 1 WHERE Id = 1";
    const string RevisionSql = "SELECT s.Revision FROM RollupState s WHERE s.Id = 1";

    static object Parameters(Month month, FactRollUp rollUp) =>
        new
        {
            Fact = rollUp.Name,
            month.YearMonth,
            From = month.FirstDay,
            To = month.LastDay,
        };

    /// <summary>The rows of a month as texts in a fixed order, their identities left out.</summary>
    async Task<List<string>> Rows(FactRollUp rollUp, Month month, CancellationToken ct)
    {
        var texts = new List<string>();
        foreach (var table in rollUp.Tables)
        foreach (IDictionary<string, object?> row in await db.Query<dynamic>(table.RowsSql, Parameters(month, rollUp), ct))
            texts.Add($"{table.Name}|{string.Join('|', row.Values)}");
        texts.Sort(StringComparer.Ordinal);
        return texts;
    }
}
