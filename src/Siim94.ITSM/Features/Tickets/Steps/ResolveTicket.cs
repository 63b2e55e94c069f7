using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Resolves a ticket, and those that are duplicates of it. Whoever did it may say how long it took, which is logged with it. Refused when
/// it is resolved already.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ResolveTicket : TicketStep, ITimeSpent
{
    /// <summary>What was done; pages ask for it, programs may leave it out.</summary>
    public string? Solution { get; set; }

    /// <inheritdoc cref="TimeSpent.Quantity"/>
    public decimal? Quantity { get; set; }

    /// <inheritdoc cref="TimeSpent.Unit"/>
    public string? Unit { get; set; }

    /// <inheritdoc cref="TimeSpent.Activity"/>
    public string? Activity { get; set; }

    /// <inheritdoc cref="TimeSpent.Activity"/>
    public string? SubActivity { get; set; }

    /// <inheritdoc cref="TimeSpent.Confirm"/>
    public bool Confirm { get; set; }
}

sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator()
    {
        Include(new TimeSpentValidator());
        RuleFor(r => r.Solution).Paragraphs(20_000);
    }
}

sealed class ResolveTicketHandler(TicketSteps steps, TicketReader reader, TicketLinks links, TicketTime time)
    : IRequestHandler<ResolveTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ResolveTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Resolved, ct);
        await time.Log(row.Id, step, ct);
        foreach (var duplicate in await links.SameAs(row.Id, ct))
            if (
                await reader.Row(duplicate, ct) is { MergedIntoId: null } same
                && TicketStatus.CanBecome(same.Status, TicketStatus.Resolved)
            )
                await Resolve(same);
        return await Resolve(row);

        Task<TicketDetails> Resolve(TicketRow ticket)
        {
            var solution = TicketSteps.TextOf(step.Solution);
            return steps.End(ticket, ticket.Resolved(solution, at), TicketEventKind.Resolve, solution, at, ct);
        }
    }
}
