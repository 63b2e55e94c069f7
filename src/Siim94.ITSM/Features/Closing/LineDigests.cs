using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Siim94.ITSM.Features.Closing;

/// <summary>
/// What the lines of one kind were in one month or year: how many, and a digest that no change of a single one leaves as it was.
/// </summary>
public sealed record LineDigest
{
    /// <summary>A month, <c>201703</c>; the year, <c>2017</c>, for key figures of the whole year.</summary>
    public int Period { get; init; }

    /// <summary>Kind of line: <c>work</c>, <c>tickets-opened</c>, <c>visits</c> …</summary>
    public string Fact { get; init; } = "";

    public long LineCount { get; init; }

    /// <summary>SHA-256, in hexadecimal.</summary>
    public string Digest { get; init; } = "";
}

/// <summary>
/// Digests of the lines behind the figures, a month and a kind at a time; read by pages, so that a month of any size fits in memory.
/// </summary>
/// <remarks>
/// A line is the text of its columns, each behind its length, days and instants as SQLite stores them: both engines give the same digest.
/// A ticket is a line in the month of each of its events, without what its later events may still change (state, agent, solution).
/// </remarks>
sealed class LineDigests(Db db)
{
    /// <summary>Lines read at a time: some hundred kilobytes.</summary>
    public int PageSize { get; init; } = 2_000;

    public async Task<IReadOnlyList<LineDigest>> Of(Period period, CancellationToken ct)
    {
        var digests = new List<LineDigest>();
        foreach (var month in period.Months)
        foreach (var (fact, sql) in Lines)
            digests.Add(await Of(new Period(month.Year, month.Number), fact, sql, ct));
        if (period.IsYear)
            digests.Add(await Of(period, KeyFigures, KeyFiguresSql, ct));
        return digests;
    }

    async Task<LineDigest> Of(Period period, string fact, string sql, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, after) = (0L, new Place(period.FirstDay, 0, 0));
        while (true)
        {
            var rows = await db.Query<dynamic>(
                sql + db.Dialect.Page,
                new
                {
                    AfterDay = after.Day,
                    AfterId = after.Id,
                    AfterPart = after.Part,
                    To = period.LastDay,
                    Period = period.Number,
                    Take = PageSize,
                },
                ct
            );
            var text = new StringBuilder();
            foreach (IDictionary<string, object?> row in rows)
            {
                foreach (var (column, value) in row)
                    Append(text, TextOf(column, value));
                text.Append('\n');
            }
            hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
            count += rows.Count;
            if (rows.Count < PageSize)
                break;
            after = PlaceOf((IDictionary<string, object?>)rows[^1]);
        }
        return new()
        {
            Period = period.Number,
            Fact = fact,
            LineCount = count,
            Digest = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    static void Append(StringBuilder text, string? value)
    {
        if (value is null)
            text.Append("-;");
        else
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value).Append(';');
    }

    static string? TextOf(string column, object? value) =>
        value switch
        {
            null => null,
            DateTime day when IsDay(column) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    static bool IsDay(string column) => column == "Day" || column.EndsWith("On", StringComparison.Ordinal);

    static Place PlaceOf(IDictionary<string, object?> row) =>
        new(
            DateOnly.ParseExact(TextOf("Day", row["Day"])!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Convert.ToInt64(row["Id"], CultureInfo.InvariantCulture),
            Convert.ToInt64(row["Part"], CultureInfo.InvariantCulture)
        );

    readonly record struct Place(DateOnly Day, long Id, long Part);

    /// <summary>Kinds of lines that an edition covers.</summary>
    internal static IEnumerable<string> Facts => Lines.Select(lines => lines.Fact);

    static readonly (string Fact, string Sql)[] Lines =
    [
        ("work", WorkSql),
        ("tickets-opened", TicketsOpenedSql),
        ("tickets-taken", TicketsTakenSql),
        ("tickets-resolved", TicketsResolvedSql),
        ("tickets-closed", TicketsClosedSql),
        ("visits", VisitsSql),
        ("visit-agents", VisitAgentsSql),
        ("visit-tickets", VisitTicketsSql),
        ("hotline", HotlineSql),
        ("training", TrainingSql),
        ("trainers", TrainersSql),
        ("attendances", AttendancesSql),
        ("allocation-sources", AllocationSourcesSql),
        ("allocation-shares", AllocationSharesSql),
        (KeyFigures, KeyFiguresSql),
    ];

    const string KeyFigures = "key-figures";

    const string WorkSql = """
        SELECT e.WorkedOn AS Day, e.Id, 0 AS Part, e.AgentId, e.TeamId, e.QuantityMicros, e.Unit, e.Minutes, e.MicroDays, e.ActivityId,
               e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId, e.TicketId, e.InterventionId, e.HotlineShiftId,
               e.TrainingSessionId, e.Source, e.Note, e.ImportId, e.ImportRow, e.CreatedByUserId, e.CreatedAt, e.Version
        FROM TimeEntries e
        WHERE e.WorkedOn BETWEEN @AfterDay AND @To AND (e.WorkedOn > @AfterDay OR e.Id > @AfterId)
        ORDER BY e.WorkedOn, e.Id
        """;

    const string TicketColumnsSql = """
        t.Title, t.MemberId, t.Channel, t.Type, t.Urgency, t.Impact, t.Priority, t.ApplicationId, t.DomainId, t.ImportId, t.ImportRow,
        t.CreatedByUserId
        """;

    const string TicketsOpenedSql = $"""
        SELECT t.OpenedOn AS Day, t.Id, 0 AS Part, t.OpenedAt, {TicketColumnsSql}
        FROM Tickets t
        WHERE t.OpenedOn BETWEEN @AfterDay AND @To AND (t.OpenedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.OpenedOn, t.Id
        """;

    const string TicketsTakenSql = $"""
        SELECT t.TakenInChargeOn AS Day, t.Id, 0 AS Part, t.TakenInChargeAt, {TicketColumnsSql}
        FROM Tickets t
        WHERE t.TakenInChargeOn BETWEEN @AfterDay AND @To AND (t.TakenInChargeOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.TakenInChargeOn, t.Id
        """;

    const string TicketsResolvedSql = $"""
        SELECT t.ResolvedOn AS Day, t.Id, 0 AS Part, t.ResolvedAt, {TicketColumnsSql}
        FROM Tickets t
        WHERE t.ResolvedOn BETWEEN @AfterDay AND @To AND (t.ResolvedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.ResolvedOn, t.Id
        """;

    const string TicketsClosedSql = $"""
        SELECT t.ClosedOn AS Day, t.Id, 0 AS Part, t.ClosedAt, {TicketColumnsSql}
        FROM Tickets t
        WHERE t.ClosedOn BETWEEN @AfterDay AND @To AND (t.ClosedOn > @AfterDay OR t.Id > @AfterId)
        ORDER BY t.ClosedOn, t.Id
        """;

    const string VisitsSql = """
        SELECT i.WorkedOn AS Day, i.Id, 0 AS Part, i.Kind, i.MemberId, i.SiteId, i.StartedAt, i.EndedAt, i.QuantityMicros, i.Unit,
               i.TravelMinutes, i.Summary, i.CreatedByUserId, i.CreatedAt, i.Version
        FROM Interventions i
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId)
        ORDER BY i.WorkedOn, i.Id
        """;

    const string VisitAgentsSql = """
        SELECT i.WorkedOn AS Day, i.Id, a.AgentId AS Part
        FROM Interventions i
        JOIN InterventionAgents a ON a.InterventionId = i.Id
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To
          AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId OR (i.Id = @AfterId AND a.AgentId > @AfterPart))
        ORDER BY i.WorkedOn, i.Id, a.AgentId
        """;

    const string VisitTicketsSql = """
        SELECT i.WorkedOn AS Day, i.Id, n.TicketId AS Part
        FROM Interventions i
        JOIN InterventionTickets n ON n.InterventionId = i.Id
        WHERE i.WorkedOn BETWEEN @AfterDay AND @To
          AND (i.WorkedOn > @AfterDay OR i.Id > @AfterId OR (i.Id = @AfterId AND n.TicketId > @AfterPart))
        ORDER BY i.WorkedOn, i.Id, n.TicketId
        """;

    const string HotlineSql = """
        SELECT s.WorkedOn AS Day, s.Id, 0 AS Part, s.AgentId, s.QuantityMicros, s.Unit, s.Note, s.CreatedByUserId, s.CreatedAt, s.Version
        FROM HotlineShifts s
        WHERE s.WorkedOn BETWEEN @AfterDay AND @To AND (s.WorkedOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY s.WorkedOn, s.Id
        """;

    const string TrainingSql = """
        SELECT s.StartsOn AS Day, s.Id, 0 AS Part, s.CategoryId, s.Title, s.ApplicationId, s.SessionMicroDays, s.PreparationMicroDays,
               s.PreparedOn, s.ExternalTrainer, s.CreatedByUserId, s.CreatedAt, s.Version
        FROM TrainingSessions s
        WHERE s.StartsOn BETWEEN @AfterDay AND @To AND (s.StartsOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY s.StartsOn, s.Id
        """;

    const string TrainersSql = """
        SELECT s.StartsOn AS Day, s.Id, t.AgentId AS Part
        FROM TrainingSessions s
        JOIN TrainingSessionTrainers t ON t.TrainingSessionId = s.Id
        WHERE s.StartsOn BETWEEN @AfterDay AND @To
          AND (s.StartsOn > @AfterDay OR s.Id > @AfterId OR (s.Id = @AfterId AND t.AgentId > @AfterPart))
        ORDER BY s.StartsOn, s.Id, t.AgentId
        """;

    const string AttendancesSql = """
        SELECT s.StartsOn AS Day, s.Id, a.MemberId AS Part, a.People
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        WHERE s.StartsOn BETWEEN @AfterDay AND @To
          AND (s.StartsOn > @AfterDay OR s.Id > @AfterId OR (s.Id = @AfterId AND a.MemberId > @AfterPart))
        ORDER BY s.StartsOn, s.Id, a.MemberId
        """;

    // What tables with allocation show of shared time: a year's in December, where they count it.
    const string AllocationSourcesSql = """
        SELECT a.LastOn AS Day, s.Id, 0 AS Part, a.Id AS AllocationId, a.PotId, a.KeyVersionId, a.Period, a.FirstOn, s.TeamId, s.MemberId,
               s.MicroDays
        FROM Allocations a
        JOIN AllocationSources s ON s.AllocationId = a.Id
        WHERE a.State = 'accepted' AND a.LastOn BETWEEN @AfterDay AND @To AND (a.LastOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY a.LastOn, s.Id
        """;

    const string AllocationSharesSql = """
        SELECT a.LastOn AS Day, s.Id, 0 AS Part, s.AllocationId, s.Measure, s.MemberId, s.Weight, s.MicroDays
        FROM Allocations a
        JOIN AllocationShares s ON s.AllocationId = a.Id
        WHERE a.State = 'accepted' AND a.LastOn BETWEEN @AfterDay AND @To AND (a.LastOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY a.LastOn, s.Id
        """;

    const string KeyFiguresSql = """
        SELECT @AfterDay AS Day, v.Id, 0 AS Part, v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.Period = @Period AND v.Id > @AfterId
        ORDER BY v.Id
        """;
}
