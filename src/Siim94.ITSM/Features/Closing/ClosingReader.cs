namespace Siim94.ITSM.Features.Closing;

/// <summary>Reads closings.</summary>
static class ClosingReader
{
    public const string SelectClosingsSql = """
        SELECT p.Id, p.Period, p.ClosedAt, c.DisplayName AS ClosedByName, p.ReopenedAt, r.DisplayName AS ReopenedByName, p.ReopenReason,
               e.Number AS Edition
        FROM ClosedPeriods p
        LEFT JOIN Users c ON c.Id = p.ClosedByUserId
        LEFT JOIN Users r ON r.Id = p.ReopenedByUserId
        LEFT JOIN Editions e ON e.ClosedPeriodId = p.Id
        """;

    /// <exception cref="Refusal">Not there.</exception>
    public static async Task<ClosingDetails> Get(Db db, long id, CancellationToken ct) =>
        (await db.FirstOrDefault<ClosingRow>(ClosingSql, new { Id = id }, ct))?.Details ?? throw RequestErrors.NotFound();

    const string ClosingSql = $"{SelectClosingsSql} WHERE p.Id = @Id";

    /// <summary>The closing that holds for a period.</summary>
    public static async Task<ClosingDetails> Current(Db db, Period period, CancellationToken ct) =>
        (await db.FirstOrDefault<ClosingRow>(CurrentSql, new { Period = period.Number }, ct))!.Details;

    const string CurrentSql = $"{SelectClosingsSql} WHERE p.Period = @Period AND p.ReopenedAt IS NULL";
}

/// <summary>A row of ClosedPeriods with the names and the edition that belong to it.</summary>
sealed record ClosingRow
{
    public long Id { get; init; }
    public int Period { get; init; }
    public DateTime ClosedAt { get; init; }
    public string? ClosedByName { get; init; }
    public int? Edition { get; init; }
    public DateTime? ReopenedAt { get; init; }
    public string? ReopenedByName { get; init; }
    public string? ReopenReason { get; init; }

    public ClosingDetails Details
    {
        get
        {
            var period = Kernel.Time.Period.Of(Period)!.Value;
            return new()
            {
                Id = Id,
                Year = period.Year,
                Month = period.Month,
                ClosedAt = ClosedAt,
                ClosedByName = ClosedByName ?? CurrentUser.System.DisplayName,
                Edition = Edition,
                ReopenedAt = ReopenedAt,
                ReopenedByName = ReopenedAt is null ? null : ReopenedByName ?? CurrentUser.System.DisplayName,
                ReopenReason = ReopenReason,
            };
        }
    }
}
