using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Days on which the organisation, or a team, is closed.</summary>
public sealed record Closure
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The team that is closed; null for everybody.</summary>
    public string? Team { get; init; }

    public DateOnly From { get; init; }
    public DateOnly To { get; init; }

    /// <summary><c>morning</c> or <c>afternoon</c>.</summary>
    public string FromHalf { get; init; } = "";

    /// <inheritdoc cref="FromHalf"/>
    public string ToHalf { get; init; } = "";
}

/// <summary>Reads closures.</summary>
sealed class Closures(Db db, ReferentialCache cache)
{
    /// <exception cref="Refusal">Not there.</exception>
    public async Task<Closure> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ClosureRow>(ClosureSql, new { Id = id }, ct) is { } row
            ? DetailsOf(row, await cache.Read(db, ct))
            : throw RequestErrors.NotFound();

    const string ClosureSql = $"{ClosureRow.SelectClosuresSql} WHERE c.Id = @Id";

    public static Closure DetailsOf(ClosureRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Name = row.Name,
            Team = all.Teams.CodeOf(row.TeamId),
            From = row.StartsOn,
            To = row.EndsOn,
            FromHalf = row.IsFromNoon ? HalfDays.Afternoon : HalfDays.Morning,
            ToHalf = row.IsUntilNoon ? HalfDays.Morning : HalfDays.Afternoon,
        };

    public static IReadOnlyList<DateOnly> Days(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber)];
}
