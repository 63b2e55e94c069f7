using System.Text.Json.Serialization;

namespace Siim94.ITSM.Features.Closing;

/// <param name="Team">Its code.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="EntryCount">Days of agents that were written into.</param>
/// <param name="DaysGained">Days of work that these hold more than before; less when negative.</param>
public sealed record LateOfTeam(string Team, string TeamName, int EntryCount, decimal DaysGained)
{
    /// <summary>For people: <c>Infrastructures : 3 journée(s), +0,75 j</c>.</summary>
    [JsonIgnore]
    public string Text => Plural.Format(Words.LateTeam, TeamName, EntryCount, DaysGained);
}

/// <summary>Reads what was written into days of a period after a lock covered them: it explains what moved since.</summary>
sealed class LateTime(Db db, EditionStore editions)
{
    /// <summary>By team, of the edition that stands or, while there is none, of the next one: since the edition before it.</summary>
    public async Task<IReadOnlyList<LateOfTeam>> OfStanding(Period period, CancellationToken ct)
    {
        var all = await editions.List(period.Number, ct);
        var standing = all.LastOrDefault(edition => edition.ReopenedAt is null);
        return await Of(period, all.LastOrDefault(edition => edition != standing), standing, ct);
    }

    /// <summary>By team, between two editions.</summary>
    /// <param name="period">Days worked.</param>
    /// <param name="before">The edition before; null for the first.</param>
    /// <param name="after">The edition that it is part of; null for the next one.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<IReadOnlyList<LateOfTeam>> Of(Period period, EditionSummary? before, EditionSummary? after, CancellationToken ct)
    {
        var rows = await db.Query<LateRow>(
            LateSql,
            new
            {
                From = period.FirstDay,
                To = period.LastDay,
                WrittenFrom = before?.PublishedAt ?? Earliest,
                WrittenUntil = after?.PublishedAt ?? Latest,
            },
            ct
        );
        return
        [
            .. rows.Select(row => new LateOfTeam(row.Code, row.Name, row.EntryCount, row.MicroDaysGained / (decimal)WorkDay.MicrosPerUnit)),
        ];
    }

    // Nothing was kept before.
    static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Latest = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    const string LateSql = """
        SELECT t.Code, t.Name, COUNT(*) AS EntryCount, SUM(e.MicroDaysAfter - e.MicroDaysBefore) AS MicroDaysGained
        FROM LateEntries e
        JOIN Teams t ON t.Id = e.TeamId
        WHERE e.WorkedOn BETWEEN @From AND @To AND e.WrittenAt >= @WrittenFrom AND e.WrittenAt < @WrittenUntil
        GROUP BY t.Code, t.Name
        ORDER BY t.Code
        """;

    sealed record LateRow
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public int EntryCount { get; init; }
        public long MicroDaysGained { get; init; }
    }
}
