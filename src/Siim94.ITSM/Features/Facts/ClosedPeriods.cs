namespace Siim94.ITSM.Features.Facts;

/// <summary>The one place that refuses writes into closed periods, whatever door they come through.</summary>
/// <remarks>
/// A closing takes its months first and reads the facts afterwards. A writer that has looked here before shares its months, and holds the
/// closing up until its own lines are committed; one that looks afterwards waits for the closing and is refused. Either way a line is in
/// the frozen figures, or was refused. Who writes into other months waits for nobody.
/// </remarks>
sealed class ClosedPeriods(Db db, FactLocks locks)
{
    /// <param name="days">Days whose figures a write changes.</param>
    /// <param name="fieldOf">Field of the request that a day comes from; null when there is none.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">A day is closed; it says who closed it and when.</exception>
    public async Task RefuseWrites(IReadOnlyCollection<DateOnly> days, Func<DateOnly, string?>? fieldOf, CancellationToken ct)
    {
        if (days.Count == 0)
            return;
        var closed = await Covering(days, ct);
        foreach (var day in days.Order())
            if (closed.FirstOrDefault(period => period.FirstOn <= day && day <= period.LastOn) is { } period)
                throw FactErrors.PeriodClosed(
                    Period.Of(period.Period)!.Value,
                    $"{day:d}",
                    period.ByName ?? CurrentUser.System.DisplayName,
                    period.ClosedAt,
                    fieldOf?.Invoke(day)
                );
    }

    /// <summary>
    /// Like <see cref="RefuseWrites"/>, for a figure that is of a whole period: a year's is written until the year itself is closed,
    /// whatever months are.
    /// </summary>
    /// <exception cref="Refusal">The period is closed; it says who closed it and when.</exception>
    public async Task RefuseWritesOf(Period period, string field, CancellationToken ct)
    {
        if ((await Covering([period.LastDay], ct)).FirstOrDefault(closed => !period.IsYear || closed.Period == period.Number) is { } closed)
            throw FactErrors.PeriodClosed(
                Period.Of(closed.Period)!.Value,
                $"{period}",
                closed.ByName ?? CurrentUser.System.DisplayName,
                closed.ClosedAt,
                field
            );
    }

    async Task<IReadOnlyList<ClosedRow>> Covering(IReadOnlyCollection<DateOnly> days, CancellationToken ct)
    {
        await locks.ShareMonths(days, ct);
        return await db.Query<ClosedRow>(CoveringSql, new { From = days.Min(), To = days.Max() }, ct);
    }

    // A year before its months: its number is the smaller one.
    const string CoveringSql = """
        SELECT p.Period, p.FirstOn, p.LastOn, p.ClosedAt, u.DisplayName AS ByName
        FROM ClosedPeriods p
        LEFT JOIN Users u ON u.Id = p.ClosedByUserId
        WHERE p.ReopenedAt IS NULL AND p.FirstOn <= @To AND p.LastOn >= @From
        ORDER BY p.Period
        """;

    sealed record ClosedRow
    {
        public int Period { get; init; }
        public DateOnly FirstOn { get; init; }
        public DateOnly LastOn { get; init; }
        public DateTime ClosedAt { get; init; }
        public string? ByName { get; init; }
    }
}
