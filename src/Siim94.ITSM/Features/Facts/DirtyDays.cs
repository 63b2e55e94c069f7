namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// Marks the days whose roll-ups a write makes stale, in the transaction of the write, and nudges the roll-up once it is committed.
/// Every write of facts passes here: so does the refusal of those into closed periods.
/// </summary>
sealed class DirtyDays(Db db, ClosedPeriods closed, TimeProvider clock, AfterCommit afterCommit, FactsTouched touched)
{
    /// <param name="fact">Name of the roll-up that they count in.</param>
    /// <param name="days">Days touched, before and after the change; blanks are passed over.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="fieldOf">Field of the request that a day comes from, for the refusal to name; null when there is none.</param>
    /// <exception cref="Refusal">A day is in a closed period.</exception>
    public Task Mark(string fact, IEnumerable<DateOnly?> days, CancellationToken ct, Func<DateOnly, string?>? fieldOf = null)
    {
        var both = days.ToList();
        return Mark(fact, both, both, ct, fieldOf);
    }

    /// <summary>
    /// Marks days whose rows are rebuilt although some keep their figures: an old ticket that somebody takes in charge today.
    /// </summary>
    /// <param name="fact">Name of the roll-up that they count in.</param>
    /// <param name="figures">Days whose figures change, which must be open.</param>
    /// <param name="rows">Days whose rows are rebuilt.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="fieldOf">Field of the request that a day comes from, for the refusal to name; null when there is none.</param>
    /// <exception cref="Refusal">A day of <paramref name="figures"/> is in a closed period.</exception>
    public async Task Mark(
        string fact,
        IEnumerable<DateOnly?> figures,
        IEnumerable<DateOnly?> rows,
        CancellationToken ct,
        Func<DateOnly, string?>? fieldOf = null
    )
    {
        await closed.RefuseWrites([.. figures.OfType<DateOnly>()], fieldOf, ct);
        var markedAt = clock.GetUtcNow().UtcDateTime;
        await db.InsertAll(
            InsertMarkSql,
            rows.OfType<DateOnly>()
                .Distinct()
                .Select(day => new
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
