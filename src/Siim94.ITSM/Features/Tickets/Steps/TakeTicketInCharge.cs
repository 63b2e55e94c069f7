using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Takes a ticket in charge, for oneself, or for a colleague by those who may assign. Refused once it is resolved.</summary>
/// <remarks>
/// Doing it twice changes nothing. A ticket that a colleague has just taken is not taken from them unknowingly: the sender names an agent,
/// or the version they saw.
/// </remarks>
[Requires(Permission.WorkOnTickets)]
public sealed record TakeTicketInCharge : TicketStep
{
    /// <summary>Code of the agent; one's own when left blank.</summary>
    public string? Agent { get; set; }
}

sealed class TakeTicketInChargeValidator : AbstractValidator<TakeTicketInCharge>
{
    public TakeTicketInChargeValidator() => RuleFor(t => t.Agent).Line(200);
}

sealed class TakeTicketInChargeHandler(TicketSteps steps, TicketAssignment assignment, ReferentialLookup codes, CurrentUser user)
    : IRequestHandler<TakeTicketInCharge, TicketDetails>
{
    public async Task<TicketDetails> Handle(TakeTicketInCharge step, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (row, at) = await steps.Begin(step, TicketStatus.Assigned, ct);
        var day = Paris.DayOf(at);
        var named = codes.Find(all.Agents, "Agent", step.Agent, day);
        if (named is not null && named.Id != user.AgentId && !user.Can(Permission.AssignTickets))
            throw TicketErrors.NotForAnother();
        var agent = named ?? (user.AgentId is { } own ? all.Agents[own] : throw TicketErrors.AgentMissing());
        if (row.Status == TicketStatus.Assigned && row.AssignedAgentId is { } holder)
        {
            if (holder == agent.Id)
                return await steps.Unchanged(row, ct);
            if (named is null && step.Version is null)
                throw TicketErrors.AlreadyTaken(all.Agents[holder].Name);
        }
        // What is told of the past says nothing of lines of support, as in files that are imported.
        var taken = step.At is null ? await assignment.Taken(row, agent, at, ct) : row.Taken(agent, at);
        var handover = assignment.HandoverByTaking(row, taken, at, ct);
        return await steps.End(row, taken, TicketEventKind.TakeCharge, agent.Name, at, ct, alsoWrite: handover);
    }
}
