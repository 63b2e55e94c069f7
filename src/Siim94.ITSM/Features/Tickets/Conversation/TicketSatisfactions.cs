namespace Siim94.ITSM.Features.Tickets;

/// <param name="Score">1 not at all … 5 very.</param>
/// <param name="Comment">A word about it.</param>
/// <param name="At">When they said it.</param>
public sealed record TicketSatisfaction(int Score, string? Comment, DateTime At);

/// <summary>How content those were who had asked.</summary>
sealed class TicketSatisfactions(Db db, TicketFigures figures, TimeProvider clock)
{
    /// <summary>Null until they said it.</summary>
    public async Task<TicketSatisfaction?> Of(long ticket, CancellationToken ct) =>
        await db.FirstOrDefault<SatisfactionRow>(SatisfactionSql, new { TicketId = ticket }, ct) is { } row
            ? new(row.Score, row.Comment, row.At)
            : null;

    const string SatisfactionSql = "SELECT s.Score, s.Comment, s.At FROM TicketSatisfactions s WHERE s.TicketId = @TicketId";

    /// <param name="ticket">What was asked for.</param>
    /// <param name="score">1 not at all … 5 very.</param>
    /// <param name="comment">A word about it.</param>
    /// <param name="userId">Account of whoever asked; null without one.</param>
    /// <param name="name">Name of whoever has no account.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="Refusal">Not solved, or rated before.</exception>
    public async Task Add(TicketRow ticket, int score, string? comment, long? userId, string? name, CancellationToken ct)
    {
        if (ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
            throw TicketErrors.NotYetSolved();
        if (await Of(ticket.Id, ct) is not null)
            throw TicketErrors.AlreadyRated();
        var at = clock.GetUtcNow().UtcDateTime;
        var rating = new
        {
            TicketId = ticket.Id,
            Score = score,
            Comment = TicketSteps.TextOf(comment),
            UserId = userId,
            At = at,
            RatedOn = Paris.DayOf(at),
        };
        await figures.Write(ticket, ticket, [rating.RatedOn], () => db.Execute(InsertSatisfactionSql, rating, ct), ct);
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = ticket.Id,
                At = at,
                UserId = userId,
                AuthorName = name,
                Kind = TicketEventKind.Rate,
                Text = rating.Comment is null ? $"{score}/{RateTicket.Best}" : $"{score}/{RateTicket.Best}\n\n{rating.Comment}",
            },
            ct
        );
    }

    internal const string InsertSatisfactionSql = """
        INSERT INTO TicketSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
        VALUES (@TicketId, @Score, @Comment, @UserId, @At, @RatedOn)
        """;

    sealed record SatisfactionRow
    {
        public int Score { get; init; }
        public string? Comment { get; init; }
        public DateTime At { get; init; }
    }
}
