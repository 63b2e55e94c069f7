namespace Siim94.ITSM.Features.Facts;

/// <summary>The one place that refuses writes into closed periods, whatever door they come through.</summary>
/// <remarks>
/// A closing takes its months first and reads the facts afterwards. A writer that has looked here before shares its months, and holds the
/// closing up until its own lines are committed; one that looks afterwards waits for the closing and is refused. Either way a line is in
/// the frozen figures, or was refused. Who writes into other months waits for nobody.
/// </remarks>
sealed class ClosedPeriods(Db db, FactLocks locks)
{
    /// <summary>What is closed between two days: a look before days are read or shown, which holds nobody up.</summary>
    public Task<IReadOnlyList<ClosedPeriod>> Between(DateOnly from, DateOnly to, CancellationToken ct) =>
        db.Query<ClosedPeriod>(CoveringSql, new { From = from, To = to }, ct);

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
            if (closed.FirstOrDefault(period => period.Covers(day)) is { } period)
                throw period.Refuse($"{day:d}", fieldOf?.Invoke(day));
    }

    /// <summary>
    /// Like <see cref="RefuseWrites"/>, for a figure that is of a whole period: a year's is written until the year itself is closed,
    /// whatever months are.
    /// </summary>
    /// <exception cref="Refusal">The period is closed; it says who closed it and when.</exception>
    public async Task RefuseWritesOf(Period period, string field, CancellationToken ct)
    {
        if ((await Covering([period.LastDay], ct)).FirstOrDefault(closed => !period.IsYear || closed.Period == period.Number) is { } closed)
            throw closed.Refuse($"{period}", field);
    }

    /// <summary>What is closed of some days, and stays so or open until the transaction ends.</summary>
    public async Task<IReadOnlyList<ClosedPeriod>> Covering(IReadOnlyCollection<DateOnly> days, CancellationToken ct)
    {
        await locks.ShareMonths(days, ct);
        return await Between(days.Min(), days.Max(), ct);
    }

    // A year before its months: its number is the smaller one.
    const string CoveringSql = """
        SELECT p.Period, p.FirstOn, p.LastOn, p.ClosedAt, u.DisplayName AS ByName
        FROM ClosedPeriods p
        LEFT JOIN Users u ON u.Id = p.ClosedByUserId
        WHERE p.ReopenedAt IS NULL AND p.FirstOn <= @To AND p.LastOn >= @From
        ORDER BY p.Period
        """;
}

/// <summary>A closing that holds.</summary>
sealed record ClosedPeriod
{
    public int Period { get; init; }
    public DateOnly FirstOn { get; init; }
    public DateOnly LastOn { get; init; }
    public DateTime ClosedAt { get; init; }
    public string? ByName { get; init; }

    public bool Covers(DateOnly day) => FirstOn <= day && day <= LastOn;

    /// <param name="what">The day or period that was to be written.</param>
    /// <param name="field">Field of the request that it comes from; null when there is none.</param>
    public Refusal Refuse(string what, string? field) =>
        FactErrors.PeriodClosed(Kernel.Time.Period.Of(Period)!.Value, what, ByName ?? CurrentUser.System.DisplayName, ClosedAt, field);
}
