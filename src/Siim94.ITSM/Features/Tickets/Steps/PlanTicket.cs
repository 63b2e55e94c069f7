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

sealed class PlanTicketHandler(TicketSteps steps, ReferentialLookup codes, CurrentUser user) : IRequestHandler<PlanTicket, TicketDetails>
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
        var planned = row.PlannedFor(step.PlannedOn.Value);
        if (row.AssignedAgentId is null && user.AgentId is { } own)
        {
            var agent = (await codes.Referentials(ct)).Agents[own];
            return await steps.End(
                row,
                planned with
                {
                    AssignedAgentId = own,
                    AssignedTeamId = agent.PostingOn(day)?.TeamId,
                    TakenInChargeAt = row.TakenInChargeAt ?? at,
                    TakenInChargeOn = row.TakenInChargeOn ?? day,
                },
                TicketEventKind.Plan,
                text,
                at,
                ct
            );
        }
        return await steps.End(row, planned, TicketEventKind.Plan, text, at, ct);
    }
}
