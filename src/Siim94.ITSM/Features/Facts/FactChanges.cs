namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// Writes a few facts and notes, in the same transaction, by how much that changes the sums of their months; then nudges the roll-up, which
/// adds it. Every write of single facts passes here, as those of many at once pass <see cref="DirtyDays"/>: so does the refusal of those
/// into days that are closed, locked or held.
/// </summary>
sealed class FactChanges(Db db, WriteGuard guard, LateEntries late, FactLocks locks, AfterCommit afterCommit, FactsTouched touched)
{
    /// <param name="rollUp">The sums that they count in.</param>
    /// <param name="existing">Those that are changed or removed.</param>
    /// <param name="days">Days that they count on, before and after; blanks are passed over.</param>
    /// <param name="write">Writes them, and answers those that there are then.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="fieldOf">Field of the request that a day comes from, for the refusal to name; null when there is none.</param>
    /// <param name="figures">Days whose figures change, which must be open; null when those of all <paramref name="days"/> do.</param>
    /// <param name="time">Whose time it is; null where it is nobody's.</param>
    /// <returns>What <paramref name="write"/> answered.</returns>
    /// <exception cref="Refusal">A day whose figures change is closed, locked or held.</exception>
    public async Task<IReadOnlyList<long>> Write(
        FactRollUp rollUp,
        IReadOnlyCollection<long> existing,
        IEnumerable<DateOnly?> days,
        Func<Task<IReadOnlyList<long>>> write,
        CancellationToken ct,
        Func<DateOnly, string?>? fieldOf = null,
        IEnumerable<DateOnly?>? figures = null,
        IReadOnlyCollection<WorkedDay>? time = null
    )
    {
        List<DateOnly> all = [.. days.OfType<DateOnly>()];
        List<DateOnly> changed = figures is null ? all : [.. figures.OfType<DateOnly>()];
        await late.Begin(await guard.RefuseWrites(changed, time ?? [], fieldOf, ct), ct);
        // Whoever counts a whole month anew waits for what is noted, and leaves none of it to be added twice.
        await locks.ShareMonths(all, ct);
        await Note(rollUp, existing, -1, ct);
        var ids = await write();
        await Note(rollUp, ids, 1, ct);
        await late.End(ct);
        afterCommit.Once("roll-up", touched.Invoke);
        return ids;
    }

    async Task Note(FactRollUp rollUp, IReadOnlyCollection<long> ids, int sign, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(TypeHandlers.LongestParameterList - 1))
            await db.Execute(rollUp.NoteChangesSql, new { Sign = sign, Ids = some }, ct);
    }
}
