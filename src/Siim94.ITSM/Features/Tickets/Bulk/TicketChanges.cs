using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What becomes of tickets, many at once or by a macro: what is left out stays as it is, what is blank is taken off.</summary>
public sealed record TicketChanges
{
    public string? Member { get; init; }
    public string? Application { get; init; }
    public string? Domain { get; init; }

    /// <inheritdoc cref="TicketFields.Type"/>
    public string? Type { get; init; }

    /// <inheritdoc cref="TicketFilter.Channel"/>
    public string? Channel { get; init; }

    /// <inheritdoc cref="TicketFields.Urgency"/>
    public string? Urgency { get; init; }

    /// <inheritdoc cref="TicketFields.Urgency"/>
    public string? Impact { get; init; }

    public string? Category { get; init; }
    public string? Site { get; init; }

    /// <summary>Code of the agent who takes it in charge, <c>me</c> for oneself; blank for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Code of the group that takes it.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// The state that it goes to: <c>assigned</c>, <c>planned</c>, <c>pending</c>, <c>resolved</c>, <c>closed</c>, or <c>new</c> for open
    /// again.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Day for which it is planned, with <c>planned</c>.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>What is waited for, planned or still wrong.</summary>
    public string? Reason { get; init; }

    /// <summary>What was done, with <c>resolved</c>.</summary>
    public string? Solution { get; init; }

    /// <summary>A message to write, in which <c>{{number}}</c>, <c>{{title}}</c> and so on stand for what the ticket says.</summary>
    public string? Message { get; init; }

    /// <summary>The message is for staff only.</summary>
    public bool IsInternal { get; init; }

    internal bool IsEmpty => this == new TicketChanges { IsInternal = IsInternal };

    internal bool HasFields => (Member, Application, Domain, Type, Channel, Urgency, Impact, Category, Site) != default;
}

sealed class TicketChangesValidator : AbstractValidator<TicketChanges>
{
    public TicketChangesValidator()
    {
        RuleFor(c => c).Must(changes => !changes.IsEmpty).WithMessage(_ => Words.NothingToChange).OverridePropertyName("");
        RuleFor(c => c.Member)
            .Must(member => member is null || member.Trim().Length > 0)
            .WithMessage(_ => CommonWords.FieldMissing)
            .Line(200);
        RuleFor(c => c.Application).Line(200);
        RuleFor(c => c.Domain).Line(200);
        RuleFor(c => c.Type).Must(type => type is null || TicketType.All.Contains(type)).WithMessage(_ => Words.TypeUnknown);
        RuleFor(c => c.Channel)
            .Must(channel => channel is null || TicketChannel.All.Contains(channel))
            .WithMessage(_ => Words.ChannelUnknown);
        RuleFor(c => c.Urgency).Must(IsLevel).WithMessage(_ => Words.LevelUnknown);
        RuleFor(c => c.Impact).Must(IsLevel).WithMessage(_ => Words.LevelUnknown);
        RuleFor(c => c.Category).Line(200);
        RuleFor(c => c.Site).Line(200);
        RuleFor(c => c.Assignee).Line(200);
        RuleFor(c => c.Group).Line(200);
        RuleFor(c => c.Status).Must(status => status is null || TicketStatus.All.Contains(status)).WithMessage(_ => Words.StateUnknown);
        RuleFor(c => c.PlannedOn).NotNull().When(c => c.Status == TicketStatus.Planned).WithMessage(_ => CommonWords.DayMissing);
        RuleFor(c => c.Reason).Paragraphs(4000);
        RuleFor(c => c.Solution).Paragraphs(20_000);
        RuleFor(c => c.Message).Paragraphs(20_000);
    }

    static bool IsLevel(string? code) => code is null || TicketPriority.UrgencyCodes.Contains(code);
}
