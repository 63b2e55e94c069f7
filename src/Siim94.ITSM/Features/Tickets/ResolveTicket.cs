using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Resolves a ticket. Refused when it is already.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ResolveTicket : TicketStep
{
    /// <summary>What was done; pages ask for it, programs may leave it out.</summary>
    public string? Solution { get; set; }
}

sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator() => RuleFor(r => r.Solution).Paragraphs(20_000);
}

sealed class ResolveTicketHandler(TicketSteps steps) : IRequestHandler<ResolveTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ResolveTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Resolved, ct);
        return await steps.End(
            row,
            row.Resolved(TicketSteps.TextOf(step.Solution), at),
            TicketEventKind.Resolve,
            TicketSteps.TextOf(step.Solution),
            at,
            ct
        );
    }
}
