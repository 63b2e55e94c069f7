namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// Marks the days on which many facts are written at once, in the transaction of the write: the roll-up adds up their months anew. Also the
/// refusal of those into closed periods.
/// </summary>
sealed class DirtyDays(Db db, ClosedPeriods closed, TimeProvider clock, AfterCommit afterCommit, FactsTouched touched)
{
    /// <param name="fact">Name of the roll-up that they count in.</param>
    /// <param name="days">Days touched, before and after the change; blanks are passed over.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="fieldOf">Field of the request that a day comes from, for the refusal to name; null when there is none.</param>
    /// <exception cref="Refusal">A day is in a closed period.</exception>
    public async Task Mark(string fact, IEnumerable<DateOnly?> days, CancellationToken ct, Func<DateOnly, string?>? fieldOf = null)
    {
        List<DateOnly> touchedDays = [.. days.OfType<DateOnly>().Distinct()];
        await closed.RefuseWrites(touchedDays, fieldOf, ct);
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
