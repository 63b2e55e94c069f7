using FluentValidation;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Which tickets: what a list, its count, a view, an export and a bulk change all ask for alike. A blank field lets all through.
/// </summary>
public record TicketFilter
{
    /// <summary>States, comma between them, or <c>open</c> for all that is neither resolved nor closed.</summary>
    public string? Status { get; init; }

    public string? Member { get; init; }

    /// <summary>
    /// Words of the title, description, requester, of what was said or of files' names, or their beginnings, all of them, in any order,
    /// accents and case ignored: behind a sign begins another word (<c>123</c> finds <c>GLPI-123</c>). Words of notes among staff find
    /// for staff only. Or a number, <c>#12</c> for that one only.
    /// </summary>
    public string? Q { get; init; }

    /// <summary>Code of the agent who has it in charge, <c>me</c> for oneself, <c>none</c> for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Code of the group that has it, <c>mine</c> for all of one's own, <c>none</c> for no group.</summary>
    public string? Group { get; init; }

    /// <summary>Code of what it is about; what is below it counts too. <c>none</c> for nothing.</summary>
    public string? Category { get; init; }

    /// <summary>
    /// Number in the directory of whoever asks, or their name as the ticket has it, accents and case ignored; <c>me</c> for oneself.
    /// </summary>
    public string? Requester { get; init; }

    /// <summary>Code of a site, <c>none</c> for none.</summary>
    public string? Site { get; init; }

    /// <summary>Code of an application, <c>none</c> for none.</summary>
    public string? Application { get; init; }

    public string? Domain { get; init; }

    /// <summary>Priorities, comma between them: <c>very-low</c> … <c>very-high</c>, <c>major</c>.</summary>
    public string? Priority { get; init; }

    /// <summary><c>incident</c> or <c>request</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>phone</c>, <c>mail</c>, <c>portal</c>, <c>onsite</c> or <c>other</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>Opened on that day or later: a day, a time, or one that moves along, <c>today</c>, <c>yesterday</c>, <c>-7d</c>.</summary>
    public string? OpenedFrom { get; init; }

    /// <summary>Opened on that day or earlier, written as <c>openedFrom</c> is.</summary>
    public string? OpenedTo { get; init; }

    /// <summary>Something was done to it since, written as <c>openedFrom</c> is; hours too, <c>-4h</c>.</summary>
    public string? UpdatedSince { get; init; }

    /// <summary>At least so many minutes were spent on it.</summary>
    public long? MinutesFrom { get; init; }

    /// <summary>At most so many minutes were spent on it.</summary>
    public long? MinutesTo { get; init; }

    /// <summary>All that is neither resolved nor closed.</summary>
    public const string Open = "open";

    /// <summary>Oneself.</summary>
    public const string Me = "me";

    /// <summary>All groups of oneself.</summary>
    public const string Mine = "mine";

    /// <summary>Nobody, or nothing.</summary>
    public const string None = "none";

    internal static IReadOnlyList<string> Codes(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

sealed class TicketFilterValidator : AbstractValidator<TicketFilter>
{
    public TicketFilterValidator()
    {
        RuleFor(f => f.Status)
            .Must(status => status is TicketFilter.Open || TicketFilter.Codes(status).All(TicketStatus.All.Contains))
            .WithMessage(_ => Words.StatusUnknown);
        RuleFor(f => f.Member).Line(200);
        RuleFor(f => f.Q).Line(200);
        RuleFor(f => f.Assignee).Line(200);
        RuleFor(f => f.Group).Line(200);
        RuleFor(f => f.Category).Line(200);
        RuleFor(f => f.Requester).Line(200);
        RuleFor(f => f.Site).Line(200);
        RuleFor(f => f.Application).Line(200);
        RuleFor(f => f.Domain).Line(200);
        RuleFor(f => f.Priority)
            .Must(priority => TicketFilter.Codes(priority).All(TicketPriority.All.Contains))
            .WithMessage(_ => Words.PriorityUnknown);
        RuleFor(f => f.Type).Must(type => string.IsNullOrEmpty(type) || TicketType.All.Contains(type)).WithMessage(_ => Words.TypeUnknown);
        RuleFor(f => f.Channel)
            .Must(channel => string.IsNullOrEmpty(channel) || TicketChannel.All.Contains(channel))
            .WithMessage(_ => Words.ChannelUnknown);
        RuleFor(f => f.OpenedFrom).Must(IsMoment).WithMessage(_ => Words.MomentUnknown);
        RuleFor(f => f.OpenedTo).Must(IsMoment).WithMessage(_ => Words.MomentUnknown);
        RuleFor(f => f.UpdatedSince).Must(IsMoment).WithMessage(_ => Words.MomentUnknown);
        RuleFor(f => f.MinutesFrom).GreaterThanOrEqualTo(0).WithMessage(_ => Words.MinutesNegative);
        RuleFor(f => f.MinutesTo).GreaterThanOrEqualTo(0).WithMessage(_ => Words.MinutesNegative);
    }

    static bool IsMoment(string? text) => string.IsNullOrWhiteSpace(text) || Moment.Parse(text) is not null;
}
