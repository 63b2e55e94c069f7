using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Plans the work on a ticket for a day, today or later; whoever plans a ticket that nobody has takes it. Refused once it is resolved.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record PlanTicket : TicketStep
{
    public DateOnly? PlannedOn { get; set; }

    /// <summary>What is planned.</summary>
    public string? Note { get; set; }
}

sealed class PlanTicketValidator : AbstractValidator<PlanTicket>
{
    public PlanTicketValidator()
    {
        RuleFor(p => p.PlannedOn).NotNull().WithMessage(_ => CommonWords.DayMissing);
        RuleFor(p => p.Note).Paragraphs(4000);
    }
}

sealed class PlanTicketHandler(TicketSteps steps, TicketAssignment assignment, ReferentialLookup codes, CurrentUser user)
    : IRequestHandler<PlanTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(PlanTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Planned, ct);
        var day = Paris.DayOf(at);
        if (step.PlannedOn < day)
            throw TicketErrors.PlannedInThePast();
        if (step.PlannedOn > day.AddYears(1))
            throw TicketErrors.PlannedTooFar();
        var text = TicketEvents.TextOfPlan(step.PlannedOn!.Value, TicketSteps.TextOf(step.Note));
        var taken =
            row.AssignedAgentId is null && user.AgentId is { } own
                ? await assignment.Taken(row, (await codes.Referentials(ct)).Agents[own], at, ct)
                : row;
        var handover = assignment.HandoverByTaking(row, taken, at, ct);
        return await steps.End(row, taken.PlannedFor(step.PlannedOn.Value), TicketEventKind.Plan, text, at, ct, alsoWrite: handover);
    }
}
