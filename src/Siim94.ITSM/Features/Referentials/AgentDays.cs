namespace Siim94.ITSM.Features.Referentials;

/// <summary>Refuses days of closed periods: whoever closes them says which.</summary>
/// <param name="days">The days.</param>
/// <param name="field">Field of the request that they come from; null when there is none.</param>
/// <param name="ct">Cancels the write.</param>
delegate Task RefuseClosedDays(IReadOnlyCollection<DateOnly> days, string? field, CancellationToken ct);

/// <summary>Days of agents of which a change of referentials says whether, where and how long they are expected.</summary>
sealed class AgentDays(RefuseClosedDays refuse, TimeProvider clock)
{
    /// <param name="from">First day that changes.</param>
    /// <param name="until">The day after the last one; null when all that follow change.</param>
    /// <param name="field">Field of the request that the days come from; null when there is none.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">One of them is in a closed period.</exception>
    public Task RefuseClosed(DateOnly from, DateOnly? until, string? field, CancellationToken ct)
    {
        // What is not over is not closed.
        var today = Paris.Today(clock);
        var end = until < today ? until.Value : today;
        return refuse(
            [.. Enumerable.Range(from.DayNumber, Math.Max(0, end.DayNumber - from.DayNumber)).Select(DateOnly.FromDayNumber)],
            field,
            ct
        );
    }
}
