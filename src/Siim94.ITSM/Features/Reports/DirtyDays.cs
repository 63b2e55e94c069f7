namespace Siim94.ITSM.Features.Reports;

/// <summary>Kinds of facts that roll-ups are made of.</summary>
static class Fact
{
    public const string Work = "work", Tickets = "tickets", Visits = "visits", Training = "training";

    public static readonly IReadOnlyList<string> All = [Work, Tickets, Visits, Training];
}

/// <summary>Marks the days whose roll-ups a write makes stale, in the transaction of the write, and nudges the roll-up once it is committed.</summary>
sealed class DirtyDays(Db db, TimeProvider clock, AfterCommit afterCommit, RollupNudge nudge)
{
    /// <param name="fact">One of <see cref="Fact"/>.</param>
    /// <param name="days">Days touched, before and after the change; blanks are passed over.</param>
    public async Task Mark(string fact, IEnumerable<DateOnly?> days, CancellationToken ct)
    {
        var markedAt = clock.GetUtcNow().UtcDateTime;
        foreach (var day in days.OfType<DateOnly>().Distinct())
            await db.Execute(InsertMarkSql, new { Fact = fact, Day = day, MarkedAt = markedAt }, ct);
        afterCommit.Once("roll-up", nudge.Nudge);
    }

    const string InsertMarkSql = "INSERT INTO DirtyDays (Fact, Day, MarkedAt) VALUES (@Fact, @Day, @MarkedAt)";
}
