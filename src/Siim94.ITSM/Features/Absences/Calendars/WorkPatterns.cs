using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>What an agent is expected to work, from a day on.</summary>
public sealed record WorkPattern
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public DateOnly From { get; init; }

    /// <summary>Last day; null when it holds until another one starts.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Minutes from Monday to Sunday: of each week, or of odd ones.</summary>
    public IReadOnlyList<int> Week { get; init; } = [];

    /// <summary>Minutes of even weeks.</summary>
    public IReadOnlyList<int> EvenWeek { get; init; } = [];
}

/// <summary>Reads work patterns, and refuses those that would change closed periods.</summary>
sealed class WorkPatterns(Db db, ReferentialCache cache, ClosedPeriods closed, TimeProvider clock)
{
    /// <exception cref="Refusal">Not there.</exception>
    public async Task<WorkPattern> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<WorkPatternRow>(PatternSql, new { Id = id }, ct) is { } row
            ? DetailsOf(row, await cache.Read(db, ct))
            : throw RequestErrors.NotFound();

    const string PatternSql = $"{WorkPatternRow.SelectPatternsSql} WHERE p.Id = @Id";

    public static WorkPattern DetailsOf(WorkPatternRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Agent = all.Agents[row.AgentId].Code,
            AgentName = all.Agents[row.AgentId].Name,
            From = row.StartsOn,
            To = row.EndsOn,
            Week = row.OddWeek,
            EvenWeek = row.EvenWeek,
        };

    /// <exception cref="Refusal">What is expected in a closed period would change.</exception>
    public Task RefuseClosed(DateOnly from, DateOnly? to, string? field, CancellationToken ct)
    {
        var today = Paris.Today(clock);
        var last = to < today ? to.Value : today;
        return closed.RefuseWrites(
            [from, .. Enumerable.Range(from.DayNumber, Math.Max(0, last.DayNumber - from.DayNumber + 1)).Select(DateOnly.FromDayNumber)],
            _ => field,
            ct
        );
    }
}
