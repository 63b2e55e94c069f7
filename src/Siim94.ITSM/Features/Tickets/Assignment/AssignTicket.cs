using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Puts a ticket into the hands of an agent, of a group, or, without either, of nobody: taken, handed over, released. Refused once it is
/// resolved.
/// </summary>
/// <remarks>An agent alone leaves the group as it is; a group alone waits for one of its agents. Doing it twice changes nothing.</remarks>
[Requires(Permission.WorkOnTickets)]
public sealed record AssignTicket : TicketStep
{
    /// <summary>Code of the agent, or <c>me</c>.</summary>
    public string? Agent { get; set; }

    /// <summary>Code of the group.</summary>
    public string? Group { get; set; }

    /// <summary>Why it changes hands, for colleagues.</summary>
    public string? Reason { get; set; }

    /// <summary>The line of support that it goes back to; null for that of its new hands.</summary>
    [JsonIgnore]
    public int? Level { get; set; }
}

sealed class AssignTicketValidator : AbstractValidator<AssignTicket>
{
    public AssignTicketValidator()
    {
        RuleFor(t => t.Agent).Line(200);
        RuleFor(t => t.Group).Line(200);
        RuleFor(t => t.Reason).Paragraphs(TicketRules.LongestReason);
    }
}

sealed class AssignTicketHandler(TicketSteps steps, TicketAssignment assignment) : IRequestHandler<AssignTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(AssignTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Assigned, ct);
        var to = await assignment.Find(nameof(step.Agent), step.Agent, step.Group, at, ct);
        var after = await assignment.Hand(row, to, at, ct);
        if (step.Level is { } level)
            after = after with { SupportLevel = level };
        if (after == row)
            return await steps.Unchanged(row, ct);
        return await assignment.HandOver(row, after, to.Name, TicketSteps.TextOf(step.Reason), at, ct);
    }
}
