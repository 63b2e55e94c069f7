using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Puts a ticket on hold. Refused once it is resolved.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record HoldTicket : TicketStep
{
    /// <summary>What is waited for.</summary>
    public string? Reason { get; set; }
}

sealed class HoldTicketValidator : AbstractValidator<HoldTicket>
{
    public HoldTicketValidator() => RuleFor(h => h.Reason).Paragraphs(4000);
}

sealed class HoldTicketHandler(TicketSteps steps) : IRequestHandler<HoldTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(HoldTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Pending, ct);
        return await steps.End(row, row.OnHold(), TicketEventKind.Hold, TicketSteps.TextOf(step.Reason), at, ct);
    }
}
