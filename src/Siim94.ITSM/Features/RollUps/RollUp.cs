using System.Diagnostics;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// Brings the roll-ups of one batch of marked days up to date. Running it twice, or at the same time elsewhere, is harmless.
/// </summary>
[Requires(Permission.RunRollups)]
public sealed record RollUp : ICommand<RollUpOutcome>;

/// <param name="Days">Days rebuilt.</param>
/// <param name="Marks">Marks cleared.</param>
/// <param name="Pending">Marks left, or made meanwhile.</param>
public sealed record RollUpOutcome(int Days, int Marks, int Pending);

/// <remarks>
/// Marks are read first, then the rows of their days are rebuilt from the facts, then exactly those marks are deleted, in one transaction.
/// A write that commits meanwhile has left a mark of its own, so nothing is lost; a crash anywhere is repaired by the next run.
/// What is dated after today is planned and counts nowhere; the first run of a day counts what was planned for it.
/// </remarks>
sealed class RollUpHandler(Db db, TimeProvider clock, RollupNudge nudge, FactKinds kinds) : IRequestHandler<RollUp, RollUpOutcome>
{
    // A transaction of seconds at most, even on a first run over everything.
    const int BatchSize = 2_000;

    public async Task<RollUpOutcome> Handle(RollUp request, CancellationToken ct)
    {
        nudge.Began();
        var started = Stopwatch.GetTimestamp();
        await db.Execute(RollupSql.LockStateSql, null, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = Paris.DayOf(now);
        var come = await DaysComeUntil(today, ct);
        var marks = await db.Query<MarkRow>(MarksSql + db.Dialect.FirstRows, new { Take = BatchSize }, ct);
        var days = 0;
        foreach (var rollUp in kinds.RollUps)
        {
            DateOnly[] stale = [.. marks.Where(mark => mark.Fact == rollUp.Name).Select(mark => mark.Day).Union(come)];
            days += stale.Length;
            await Rebuild(rollUp, stale, today, ct);
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
                },
                ct
            );
        }
        return new(days, marks.Count, (await db.FirstOrDefault<int>(PendingSql, null, ct)));
    }

    /// <summary>Days that have come since the last run: what was planned for them is done.</summary>
    async Task<IReadOnlyList<DateOnly>> DaysComeUntil(DateOnly today, CancellationToken ct) =>
        await RollupStatus.CountedUntil(db, ct) is { } last
            ? [.. Enumerable.Range(1, Math.Max(0, today.DayNumber - last.DayNumber)).Select(last.AddDays)]
            : [];

    const string MarksSql = "SELECT m.Id, m.Fact, m.Day FROM DirtyDays m ORDER BY m.Id";
    const string DeleteMarksSql = "DELETE FROM DirtyDays WHERE Id IN @Ids";
    const string PendingSql = "SELECT COUNT(*) FROM DirtyDays";
    const string UpdateStateSql = """
        UPDATE RollupState
        SET LastRunAt = @LastRunAt, LastDurationMilliseconds = @LastDurationMilliseconds, LastDayCount = @LastDayCount,
            Revision = Revision + 1
        WHERE Id = 1
        """;

    async Task Rebuild(FactRollUp rollUp, DateOnly[] days, DateOnly today, CancellationToken ct)
    {
        foreach (var day in days)
            await RollupSql.RebuildDay(db, rollUp, day, today, ct);
        foreach (var month in days.Select(day => new Month(day.Year, day.Month)).Distinct())
            await RollupSql.RebuildSums(db, rollUp, month, today, ct);
    }

    sealed record MarkRow
    {
        public long Id { get; init; }
        public string Fact { get; init; } = "";
        public DateOnly Day { get; init; }
    }
}
