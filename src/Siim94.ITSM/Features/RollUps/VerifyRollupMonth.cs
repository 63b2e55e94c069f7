using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// Rebuilds one month of every roll-up from the facts. Nothing should ever differ: what did is counted and repaired by the same stroke.
/// </summary>
/// <returns>The roll-ups that differed: <c>work 2017-03</c>.</returns>
[Requires(Permission.RunRollups)]
public sealed record VerifyRollupMonth(Month Month) : ICommand<IReadOnlyList<string>>;

sealed class VerifyRollupMonthHandler(Db db, FactKinds kinds, TimeProvider clock, ILogger<VerifyRollupMonthHandler> log)
    : IRequestHandler<VerifyRollupMonth, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(VerifyRollupMonth request, CancellationToken ct)
    {
        await db.Execute(RollupSql.LockStateSql, null, ct);
        // A day that has come since the last roll-up is its to count, no drift.
        var until = await RollupStatus.CountedUntil(db, ct) ?? Paris.Today(clock);
        var drifts = new List<string>();
        foreach (var rollUp in kinds.RollUps)
        {
            // Days still marked are stale on purpose: the roll-up brings them up to date, not the verification.
            if (await IsMarked(rollUp, request.Month, ct))
                continue;
            var before = await Rows(rollUp, request.Month, ct);
            await RollupSql.RebuildMonth(db, rollUp, request.Month, until, ct);
            if (before.SequenceEqual(await Rows(rollUp, request.Month, ct)))
                continue;
            if (await IsMarked(rollUp, request.Month, ct))
                continue; // a write committed meanwhile, which SQLite would have made wait
            drifts.Add($"{rollUp.Name} {request.Month.Year}-{request.Month.Number:00}");
            log.LogError("Roll-up of {Fact} for {Month} differed from the facts and was repaired", rollUp.Name, request.Month.YearMonth);
        }
        return drifts;
    }

    async Task<bool> IsMarked(FactRollUp rollUp, Month month, CancellationToken ct) =>
        await db.FirstOrDefault<int>(MarkedSql, Parameters(month, rollUp), ct) > 0;

    const string MarkedSql = "SELECT COUNT(*) FROM DirtyDays m WHERE m.Fact = @Fact AND m.Day BETWEEN @From AND @To";

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
        foreach (var sql in rollUp.RowsSql)
        foreach (IDictionary<string, object?> row in await db.Query<dynamic>(sql, Parameters(month, rollUp), ct))
            texts.Add(string.Join('|', row.Values));
        texts.Sort(StringComparer.Ordinal);
        return texts;
    }
}

/// <summary>Notes that every month has been verified.</summary>
[Requires(Permission.RunRollups)]
public sealed record RecordVerification(int DriftCount) : ICommand<Unit>;

sealed class RecordVerificationHandler(Db db, TimeProvider clock) : IRequestHandler<RecordVerification, Unit>
{
    public async Task<Unit> Handle(RecordVerification request, CancellationToken ct)
    {
        await db.Execute(UpdateStateSql, new { LastVerifiedAt = clock.GetUtcNow().UtcDateTime, LastDriftCount = request.DriftCount }, ct);
        return Unit.Value;
    }

    const string UpdateStateSql =
        "UPDATE RollupState SET LastVerifiedAt = @LastVerifiedAt, LastDriftCount = @LastDriftCount, Revision = Revision + 1 WHERE Id = 1";
}

/// <summary>The verification of all roll-ups, a transaction per month so that writers never wait long.</summary>
static class RollupVerification
{
    /// <returns>The roll-ups that differed, month by month.</returns>
    public static async Task<IReadOnlyList<string>> Run(Dispatcher dispatcher, CancellationToken ct)
    {
        var years = await dispatcher.Send(new ListRollupYears(), UserIdentity.System, ct: ct);
        var drifts = new List<string>();
        foreach (var year in years)
            for (var month = 1; month <= 12; month++)
                drifts.AddRange(await dispatcher.Send(new VerifyRollupMonth(new(year, month)), UserIdentity.System, ct: ct));
        await dispatcher.Send(new RecordVerification(drifts.Count), UserIdentity.System, ct: ct);
        return drifts;
    }
}
