using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket as people change it, each field by itself: what it says, whose hands it is in, who follows it.</summary>
public sealed record TicketPatchFields : TicketFields
{
    /// <summary>Code of the agent who has it, or <c>me</c>; blank for nobody. The group stays.</summary>
    public string? Assignee { get; set; }

    /// <summary>Code of the group that has it; blank for none. The agent stays.</summary>
    public string? Group { get; set; }

    /// <summary>Numbers in the directory of all who follow it: who is left out follows it no longer.</summary>
    public IReadOnlyList<long>? Observers { get; set; }

    /// <summary>Follows from urgency and impact; refused where it is given.</summary>
    public string? Priority { get; set; }

    /// <summary>Changes by a step, <c>resolve</c> or <c>hold</c>; refused where it is given.</summary>
    public string? Status { get; set; }
}

sealed class TicketPatchFieldsValidator : AbstractValidator<TicketPatchFields>
{
    public TicketPatchFieldsValidator()
    {
        Include(new TicketFieldsValidator());
        RuleFor(t => t.Assignee).Line(200);
        RuleFor(t => t.Group).Line(200);
        RuleFor(t => t.Observers)
            .Must(ids => ids is not { Count: > OpenTicketValidator.MostObservers })
            .WithMessage(_ => Words.TooManyObservers);
        RuleFor(t => t.Priority).Must(_ => false).WithMessage(_ => Words.PriorityFollows);
        RuleFor(t => t.Status).Must(_ => false).WithMessage(_ => Words.StatusByStep);
    }
}
