namespace Siim94.ITSM.Features.Tickets;

/// <summary>Adds messages to conversations, whatever door they come through.</summary>
sealed class TicketMessages(Db db, CurrentUser user, TimeProvider clock)
{
    /// <param name="ticket">The ticket, within the writer's reach.</param>
    /// <param name="text">What is said, in Markdown.</param>
    /// <param name="isInternal">For staff only.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">Whoever writes an internal note does not work on tickets.</exception>
    public async Task<TicketMessage> Add(TicketRow ticket, string text, bool isInternal, CancellationToken ct)
    {
        if (isInternal && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.StaffOnly();
        var row = new TicketEventRow
        {
            TicketId = ticket.Id,
            At = clock.GetUtcNow().UtcDateTime,
            UserId = user.AuthorId,
            Kind = TicketEventKind.FollowUp,
            Text = text.Trim(),
            IsPrivate = isInternal,
        };
        return new()
        {
            Id = await TicketEvents.Add(db, row, ct),
            Ticket = ticket.Id,
            At = row.At,
            ByName = user.DisplayName,
            Text = row.Text,
            IsInternal = isInternal,
        };
    }
}

/// <summary>A message of a ticket's conversation.</summary>
public sealed record TicketMessage
{
    public long Id { get; init; }

    /// <summary>Number of the ticket.</summary>
    public long Ticket { get; init; }

    public DateTime At { get; init; }
    public string ByName { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Text { get; init; } = "";

    /// <summary>For staff only.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The line of time that was logged with it; null when none was.</summary>
    public long? TimeEntry { get; init; }
}
