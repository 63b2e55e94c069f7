namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket after a step, and what its timeline says of that.</summary>
sealed record TicketMove(TicketRow After, string Kind, string? Text, DateTime At);
