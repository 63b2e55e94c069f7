using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>How far the roll-ups are behind the facts.</summary>
sealed class RollupStatus(Db db)
{
    public async Task<Freshness> Freshness(CancellationToken ct)
    {
        var row = await Read(ct);
        return new(row.LastRunAt, row.PendingDays);
    }

    /// <summary>
    /// Last day that counts in the roll-ups: that of their last run, when later ones were planned. Null before the first run.
    /// </summary>
    public static async Task<DateOnly?> CountedUntil(Db db, CancellationToken ct) =>
        await db.FirstOrDefault<DateTime?>(LastRunSql, null, ct) is { } lastRunAt ? Paris.DayOf(lastRunAt) : null;

    const string LastRunSql = "SELECT s.LastRunAt FROM RollupState s WHERE s.Id = 1";

    public async Task<RollupState> Read(CancellationToken ct) => (await db.FirstOrDefault<RollupState>(StateSql, null, ct))!;

    const string StateSql = """
        SELECT s.LastRunAt, s.LastDurationMilliseconds, s.LastDayCount, s.LastVerifiedAt, s.LastDriftCount, s.Revision,
               (SELECT COUNT(*) FROM DirtyDays m) AS PendingMarks,
               (SELECT COUNT(DISTINCT d.Day) FROM DirtyDays d) AS PendingDays
        FROM RollupState s
        WHERE s.Id = 1
        """;
}

/// <summary>State of the roll-ups.</summary>
[Requires(Permission.ReadRollups)]
public sealed record GetRollupState : IQuery<RollupState>;

public sealed record RollupState
{
    public int PendingDays { get; init; }
    public int PendingMarks { get; init; }
    public DateTime? LastRunAt { get; init; }
    public long LastDurationMilliseconds { get; init; }
    public int LastDayCount { get; init; }
    public DateTime? LastVerifiedAt { get; init; }

    /// <summary>Months that the last verification found different from the facts, and repaired.</summary>
    public int LastDriftCount { get; init; }

    /// <summary>Changes with every roll-up.</summary>
    public long Revision { get; init; }
}

sealed class GetRollupStateHandler(RollupStatus status) : IRequestHandler<GetRollupState, RollupState>
{
    public Task<RollupState> Handle(GetRollupState request, CancellationToken ct) => status.Read(ct);
}

/// <summary>
/// The state that a roll-up asked for over HTTP leaves: the same answer to whoever asks again with the same idempotency key.
/// </summary>
[Requires(Permission.RunRollups)]
public sealed record AnswerRollup : ICommand<RollupState>;

sealed class AnswerRollupHandler(RollupStatus status) : IRequestHandler<AnswerRollup, RollupState>
{
    public Task<RollupState> Handle(AnswerRollup request, CancellationToken ct) => status.Read(ct);
}

/// <param name="AsOf">Last roll-up; null before the first.</param>
/// <param name="PendingDays">Days with writes that are not yet in the figures.</param>
public sealed record Freshness(DateTime? AsOf, int PendingDays);
