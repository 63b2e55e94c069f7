using System.Globalization;
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
        if (row.AssignedAgentId is null && user.AgentId is { } own)
        {
            var agent = (await codes.Referentials(ct)).Agents[own];
            return await steps.End(
                row,
                Planned(row) with
                {
                    AssignedAgentId = own,
                    AssignedTeamId = agent.PostingOn(day)?.TeamId,
                    TakenInChargeAt = row.TakenInChargeAt ?? at,
                    TakenInChargeOn = row.TakenInChargeOn ?? day,
                },
                TicketEventKind.Plan,
                TextOf(step),
                at,
                ct
            );
        }
        return await steps.End(row, Planned(row), TicketEventKind.Plan, TextOf(step), at, ct);

        TicketRow Planned(TicketRow before) => before with { Status = TicketStatus.Planned, PlannedOn = step.PlannedOn };
    }

    static string TextOf(PlanTicket step)
    {
        var day = step.PlannedOn!.Value.ToString("d", CultureInfo.GetCultureInfo("fr-FR"));
        return TicketSteps.TextOf(step.Note) is { } note ? $"{day}\n{note}" : day;
    }
}
