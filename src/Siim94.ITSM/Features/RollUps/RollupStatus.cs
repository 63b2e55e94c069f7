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
               (SELECT COUNT(*) FROM PendingDays m) AS PendingMarks,
               (SELECT COUNT(DISTINCT d.Day) FROM PendingDays d) AS PendingDays
        FROM RollupState s
        WHERE s.Id = 1
        """;
}
