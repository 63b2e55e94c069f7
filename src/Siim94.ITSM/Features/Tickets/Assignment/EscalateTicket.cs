using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Hands a ticket from the first line of support to whoever answers for its application: the leader, the team, and the group which that
/// team is; or to an agent or group that is named. Refused when the second line has it, when nobody is known to answer, once it is
/// resolved.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record EscalateTicket : TicketStep
{
    /// <summary>What was tried, and why it goes on.</summary>
    public string? Reason { get; set; }

    /// <summary>Code of an agent in the place of the leader.</summary>
    public string? Agent { get; set; }

    /// <summary>Code of a group in the place of the team.</summary>
    public string? Group { get; set; }
}

sealed class EscalateTicketValidator : AbstractValidator<EscalateTicket>
{
    public EscalateTicketValidator()
    {
        RuleFor(t => t.Reason).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(TicketRules.LongestReason);
        RuleFor(t => t.Agent).Line(200);
        RuleFor(t => t.Group).Line(200);
    }
}

sealed class EscalateTicketHandler(TicketSteps steps, TicketAssignment assignment) : IRequestHandler<EscalateTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(EscalateTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Assigned, ct);
        if (row.SupportLevel == AssignmentGroup.SecondLine)
            throw TicketErrors.AlreadyEscalated();
        var named = await assignment.Find(nameof(step.Agent), step.Agent, step.Group, at, ct);
        var to = named.Name is null ? await assignment.Responsible(row, Paris.DayOf(at), ct) : named;
        // Whoever it goes to is behind the first line from now on.
        var after = row.HandedTo(to.Agent, to.Group, to.TeamId, AssignmentGroup.SecondLine, at);
        var reason = TicketSteps.TextOf(step.Reason);
        return await steps.End(
            row,
            after,
            TicketEventKind.Escalate,
            TicketRules.HandoverText(to.Name, reason),
            at,
            ct,
            isPrivate: true,
            alsoWrite: () => assignment.Record(row, after, reason, at, ct)
        );
    }
}
