using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// How each roll-up is made from its facts: delete a day or a month, insert it again. The nightly verification recomputes with the same
/// sums.
/// </summary>
static class RollupSql
{
    /// <summary>First statement of whatever rebuilds roll-ups: two never work at the same time, on either engine.</summary>
    public const string LockStateSql = "UPDATE RollupState SET Revision = Revision WHERE Id = 1";

    /// <param name="db">Where it is.</param>
    /// <param name="rollUp">Which one; nothing happens where days have no rows of their own.</param>
    /// <param name="day">The day rebuilt.</param>
    /// <param name="until">Last day that counts: a later one is planned, and leaves no rows.</param>
    /// <param name="ct">Cancels the rebuilding.</param>
    public static async Task RebuildDay(Db db, FactRollUp rollUp, DateOnly day, DateOnly until, CancellationToken ct)
    {
        if (rollUp.Day is not var (deleteSql, insertSql))
            return;
        await db.Execute(deleteSql, new { Day = day }, ct);
        if (day <= until)
            await db.Execute(insertSql, new { Day = day }, ct);
    }

    /// <summary>Rebuilds the rows of a month, up to the last day that counts; where days have rows, from those.</summary>
    public static async Task RebuildSums(Db db, FactRollUp rollUp, Month month, DateOnly until, CancellationToken ct)
    {
        foreach (var sql in rollUp.MonthSql)
            await db.Execute(
                sql,
                new
                {
                    month.YearMonth,
                    From = month.FirstDay,
                    To = month.LastDay < until ? month.LastDay : until,
                },
                ct
            );
    }

    /// <summary>Rebuilds a month and all its days, up to the last one that counts.</summary>
    public static async Task RebuildMonth(Db db, FactRollUp rollUp, Month month, DateOnly until, CancellationToken ct)
    {
        if (rollUp.Day is not null)
            for (var day = month.FirstDay; day <= month.LastDay; day = day.AddDays(1))
                await RebuildDay(db, rollUp, day, until, ct);
        await RebuildSums(db, rollUp, month, until, ct);
    }
}
