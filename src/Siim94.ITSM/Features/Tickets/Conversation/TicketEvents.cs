using System.Globalization;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The timeline of tickets.</summary>
static class TicketEvents
{
    public const string InsertEventSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        VALUES (@TicketId, @At, @UserId, @Kind, @FromStatus, @ToStatus, @Text, @IsPrivate)
        """;

    /// <summary>Adds a step, or a message, with the words that its ticket is found by from then on.</summary>
    /// <returns>Its number.</returns>
    public static async Task<long> Add(Db db, TicketEventRow step, CancellationToken ct)
    {
        if (step.Text is { } text && TicketEventKind.Written.Contains(step.Kind))
            await TicketWords.AddSaid(db, step.TicketId, text, step.IsPrivate, ct);
        return await db.Insert(InsertEventAboutSql, step, ct);
    }

    const string InsertEventAboutSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, AuthorName, Kind, FromStatus, ToStatus, Text, IsPrivate, OtherTicketId)
        VALUES (@TicketId, @At, @UserId, @AuthorName, @Kind, @FromStatus, @ToStatus, @Text, @IsPrivate, @OtherTicketId)
        """;

    /// <summary>What the timeline says of a plan: the day, and under it what is planned.</summary>
    public static string TextOfPlan(DateOnly day, string? note)
    {
        var planned = day.ToString("d", CultureInfo.GetCultureInfo("fr-FR"));
        return note is null ? planned : $"{planned}\n{note}";
    }
}

/// <summary>A row of TicketEvents about to be written.</summary>
sealed record TicketEventRow
{
    public required long TicketId { get; init; }
    public required DateTime At { get; init; }
    public required long? UserId { get; init; }

    /// <summary>Whoever wrote it without an account.</summary>
    public string? AuthorName { get; init; }

    public required string Kind { get; init; }
    public string? FromStatus { get; init; }
    public string? ToStatus { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }
    public long? OtherTicketId { get; init; }
}
