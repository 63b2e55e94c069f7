using System.Diagnostics;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// Brings the roll-ups up to date with one batch of what was written: adds the differences that single writes have left, adds up anew the
/// months of marked days. Running it twice, or at the same time elsewhere, is harmless.
/// </summary>
[Requires(Permission.RunRollups)]
public sealed record RollUp : ICommand<RollUpOutcome>;

/// <param name="Days">Days whose sums changed.</param>
/// <param name="Marks">Marks and differences cleared.</param>
/// <param name="Pending">Those left, or made meanwhile.</param>
public sealed record RollUpOutcome(int Days, int Marks, int Pending);

/// <remarks>
/// What waits is read first, then the rows change, then exactly what was read is deleted, in one transaction. A write that commits
/// meanwhile has left a mark or a difference of its own, so nothing is lost; after a crash anywhere the next run does it all again.
/// What is dated after today is planned and counts nowhere; the first run of a day counts what was planned for it.
/// </remarks>
sealed class RollUpHandler(Db db, TimeProvider clock, RollupNudge nudge, FactKinds kinds, RollupRows rows)
    : IRequestHandler<RollUp, RollUpOutcome>
{
    // A transaction of a second or two, even with millions of lines of which everything is to be added up anew: others wait for it.
    const int BatchSize = 2_000,
        MostMonthsRebuilt = 4;

    public async Task<RollUpOutcome> Handle(RollUp request, CancellationToken ct)
    {
        nudge.Began();
        var started = Stopwatch.GetTimestamp();
        await db.Execute(RollupRows.LockStateSql, null, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = Paris.DayOf(now);
        var revision = await db.FirstOrDefault<long>(RevisionSql, null, ct) + 1;
        var come = await DaysComeUntil(today, ct);
        var marks = OfFewMonths(await db.Query<MarkRow>(MarksSql + db.Dialect.FirstRows, new { Take = BatchSize }, ct));
        var (days, cleared) = (0, marks.Count);
        foreach (var rollUp in kinds.RollUps)
        {
            List<DateOnly> stale = [.. marks.Where(mark => mark.Fact == rollUp.Name).Select(mark => mark.Day).Union(come)];
            var rebuilt = stale.Select(Month.Of).ToHashSet();
            await rows.Take(rebuilt, ct);
            var changes = await Waiting(rollUp, ct);
            foreach (var month in rebuilt)
                await rows.Rebuild(rollUp, month, today, revision, ct);
            foreach (var ofMonth in changes.GroupBy(change => Month.Of(change.Day)).Where(ofMonth => !rebuilt.Contains(ofMonth.Key)))
                await rows.Add(rollUp, ofMonth.Key, today, [.. ofMonth.Select(change => change.Id)], revision, ct);
            foreach (var some in changes.Select(change => change.Id).Chunk(TypeHandlers.LongestParameterList - 1))
                await db.Execute(rollUp.DeleteChangesSql, new { Ids = some }, ct);
            days += stale.Union(changes.Select(change => change.Day)).Count();
            cleared += changes.Count;
        }
        if (days > 0)
        {
            // Each by its key: a scan would wait for writers who are leaving marks, and they for it.
            foreach (var some in marks.Select(mark => mark.Id).Chunk(TypeHandlers.LongestParameterList - 1))
                await db.Execute(DeleteMarksSql, new { Ids = some }, ct);
            await db.Execute(
                UpdateStateSql,
                new
                {
                    LastRunAt = now,
                    LastDurationMilliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                    LastDayCount = days,
                    Revision = revision,
                },
                ct
            );
        }
        return new(days, cleared, await db.FirstOrDefault<int>(PendingSql, null, ct));
    }

    /// <summary>Marks of the months that are to be rebuilt first; the others wait for the next batch.</summary>
    static IReadOnlyList<MarkRow> OfFewMonths(IReadOnlyList<MarkRow> marks)
    {
        var months = marks.Select(mark => (mark.Fact, Month.Of(mark.Day))).Distinct().Take(MostMonthsRebuilt).ToHashSet();
        return [.. marks.Where(mark => months.Contains((mark.Fact, Month.Of(mark.Day))))];
    }

    /// <summary>Days that have come since the last run: what was planned for them is done.</summary>
    async Task<IReadOnlyList<DateOnly>> DaysComeUntil(DateOnly today, CancellationToken ct) =>
        await RollupStatus.CountedUntil(db, ct) is { } last
            ? [.. Enumerable.Range(1, Math.Max(0, today.DayNumber - last.DayNumber)).Select(last.AddDays)]
            : [];

    async Task<IReadOnlyList<ChangeRow>> Waiting(FactRollUp rollUp, CancellationToken ct) =>
        rollUp.ChangesTable is null
            ? []
            : await db.Query<ChangeRow>(rollUp.WaitingChangesSql + db.Dialect.FirstRows, new { Take = BatchSize }, ct);

    const string RevisionSql = "SELECT s.Revision FROM RollupState s WHERE s.Id = 1";
    const string MarksSql = "SELECT m.Id, m.Fact, m.Day FROM DirtyDays m ORDER BY m.Id";
    const string DeleteMarksSql = "DELETE FROM DirtyDays WHERE Id IN @Ids";
    const string PendingSql = "SELECT COUNT(*) FROM PendingDays";
    const string UpdateStateSql = """
        UPDATE RollupState
        SET LastRunAt = @LastRunAt, LastDurationMilliseconds = @LastDurationMilliseconds, LastDayCount = @LastDayCount,
            Revision = @Revision
        WHERE Id = 1
        """;

    sealed record MarkRow
    {
        public long Id { get; init; }
        public string Fact { get; init; } = "";
        public DateOnly Day { get; init; }
    }

    sealed record ChangeRow
    {
        public long Id { get; init; }
        public DateOnly Day { get; init; }
    }
}
