using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Closes a ticket. People of a member close what is resolved for them, not what they only observe; staff may close any.</summary>
[Requires(Permission.OpenTickets)]
public sealed record CloseTicket : TicketStep;

sealed class CloseTicketHandler(TicketSteps steps, CurrentUser user) : IRequestHandler<CloseTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(CloseTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Closed, ct);
        if (row.Status != TicketStatus.Resolved && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.StaffOnly();
        if (row.IsOnlyObservedBy(user))
            throw TicketErrors.AcceptedByRequester();
        return await steps.End(row, row.Closed(at), TicketEventKind.Close, null, at, ct);
    }
}
