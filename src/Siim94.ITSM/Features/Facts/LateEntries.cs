namespace Siim94.ITSM.Features.Facts;

/// <summary>Time that is written although a lock covers its day.</summary>
sealed record LateDay(WorkedDay Time, long LockId);

/// <summary>
/// Notes what one request writes into days that a lock covers: what they held before, and what they hold once it is written.
/// </summary>
sealed class LateEntries(Db db, CurrentUser user, TimeProvider clock)
{
    readonly Dictionary<(long AgentId, DateOnly Day), long> begun = [];

    /// <summary>What is about to be written: a day that the request writes several times is noted once.</summary>
    public async Task Begin(IEnumerable<LateDay> late, CancellationToken ct)
    {
        foreach (var (time, lockId) in late)
            if (!begun.ContainsKey((time.AgentId, time.Day)))
                begun[(time.AgentId, time.Day)] = await db.Insert(
                    InsertLateEntrySql,
                    new
                    {
                        DayLockId = lockId,
                        time.AgentId,
                        time.TeamId,
                        WorkedOn = time.Day,
                        WrittenAt = clock.GetUtcNow().UtcDateTime,
                        WrittenByUserId = user.AuthorId,
                    },
                    ct
                );
    }

    const string InsertLateEntrySql = """
        INSERT INTO LateEntries (DayLockId, AgentId, TeamId, WorkedOn, MicroDaysBefore, MicroDaysAfter, WrittenAt, WrittenByUserId)
        SELECT @DayLockId, @AgentId, @TeamId, @WorkedOn, COALESCE(SUM(e.MicroDays), 0), COALESCE(SUM(e.MicroDays), 0), @WrittenAt,
               @WrittenByUserId
        FROM TimeEntries e
        WHERE e.AgentId = @AgentId AND e.WorkedOn = @WorkedOn
        """;

    /// <summary>It is written.</summary>
    public async Task End(CancellationToken ct)
    {
        foreach (var some in begun.Values.Chunk(TypeHandlers.LongestParameterList))
            await db.Execute(SetAfterSql, new { Ids = some }, ct);
    }

    const string SetAfterSql = """
        UPDATE LateEntries
        SET MicroDaysAfter = COALESCE((
            SELECT SUM(e.MicroDays) FROM TimeEntries e WHERE e.AgentId = LateEntries.AgentId AND e.WorkedOn = LateEntries.WorkedOn
        ), 0)
        WHERE Id IN @Ids
        """;
}
