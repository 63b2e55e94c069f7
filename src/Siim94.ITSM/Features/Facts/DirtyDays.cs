namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// Marks the days on which many facts are written at once, in the transaction of the write: the roll-up adds up their months anew. Also the
/// refusal of those into days that are closed, locked or held.
/// </summary>
sealed class DirtyDays(Db db, WriteGuard guard, LateEntries late, TimeProvider clock, AfterCommit afterCommit, FactsTouched touched)
{
    /// <param name="fact">Name of the roll-up that they count in.</param>
    /// <param name="days">Days touched, before and after the change; blanks are passed over.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="fieldOf">Field of the request that a day comes from, for the refusal to name; null when there is none.</param>
    /// <param name="time">Whose time it is; null where it is nobody's.</param>
    /// <exception cref="Refusal">A day is closed, locked or held.</exception>
    public async Task Mark(
        string fact,
        IEnumerable<DateOnly?> days,
        CancellationToken ct,
        Func<DateOnly, string?>? fieldOf = null,
        IReadOnlyCollection<WorkedDay>? time = null
    )
    {
        List<DateOnly> touchedDays = [.. days.OfType<DateOnly>().Distinct()];
        await late.Begin(await guard.RefuseWrites(touchedDays, time ?? [], fieldOf, ct), ct);
        var markedAt = clock.GetUtcNow().UtcDateTime;
        await db.InsertAll(
            InsertMarkSql,
            touchedDays.Select(day => new
            {
                Fact = fact,
                Day = day,
                MarkedAt = markedAt,
            }),
            ct
        );
        afterCommit.Once("roll-up", touched.Invoke);
    }

    const string InsertMarkSql = "INSERT INTO DirtyDays (Fact, Day, MarkedAt) VALUES (@Fact, @Day, @MarkedAt)";
}

/// <summary>What is done once touched days are committed: whoever adds them up wants to know.</summary>
delegate void FactsTouched();
