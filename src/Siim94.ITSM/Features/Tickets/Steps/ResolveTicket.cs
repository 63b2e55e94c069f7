using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Resolves a ticket and its duplicates, those of another member without the solution; whoever resolves what nobody has takes it.
/// They may say how long it took, which is logged with it. Refused when it is resolved already.
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

sealed class ResolveTicketHandler(
    TicketSteps steps,
    TicketReader reader,
    TicketLinks links,
    TicketTime time,
    TicketAssignment assignment,
    ReferentialLookup codes,
    Db db,
    CurrentUser user
) : IRequestHandler<ResolveTicket, TicketDetails>
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

        async Task<TicketDetails> Resolve(TicketRow ticket)
        {
            // What was done at one member is told to no other.
            var solution = ticket.MemberId == row.MemberId ? TicketSteps.TextOf(step.Solution) : null;
            var taken = await Taken(ticket, at, ct);
            var handover = assignment.HandoverByTaking(ticket, taken, at, ct);
            return await steps.End(ticket, taken.Resolved(solution, at), TicketEventKind.Resolve, solution, at, ct, alsoWrite: handover);
        }
    }

    /// <summary>In the hands of the sender, where nobody has it.</summary>
    async Task<TicketRow> Taken(TicketRow ticket, DateTime at, CancellationToken ct)
    {
        if (ticket.AssignedAgentId is not null || user.AgentId is not { } own)
            return ticket;
        var agent = (await codes.Referentials(ct)).Agents[own];
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = ticket.Id,
                At = at,
                UserId = user.AuthorId,
                Kind = TicketEventKind.TakeCharge,
                FromStatus = ticket.Status,
                ToStatus = TicketStatus.Assigned,
                Text = agent.Name,
            },
            ct
        );
        return await assignment.Taken(ticket, agent, at, ct);
    }
}
