namespace Siim94.ITSM.Features.Tickets;

/// <param name="Score">1 not at all … 5 very.</param>
/// <param name="Comment">A word about it.</param>
/// <param name="At">When they said it.</param>
public sealed record TicketSatisfaction(int Score, string? Comment, DateTime At);

/// <summary>How content those were who had asked.</summary>
sealed class TicketSatisfactions(Db db)
{
    /// <summary>Null until they said it.</summary>
    public async Task<TicketSatisfaction?> Of(long ticket, CancellationToken ct) =>
        await db.FirstOrDefault<SatisfactionRow>(SatisfactionSql, new { TicketId = ticket }, ct) is { } row
            ? new(row.Score, row.Comment, row.At)
            : null;

    const string SatisfactionSql = "SELECT s.Score, s.Comment, s.At FROM TicketSatisfactions s WHERE s.TicketId = @TicketId";

    sealed record SatisfactionRow
    {
        public int Score { get; init; }
        public string? Comment { get; init; }
        public DateTime At { get; init; }
    }
}
