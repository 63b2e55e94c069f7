using Microsoft.AspNetCore.Components;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>State of a ticket: colour, drawing and word.</summary>
public sealed class StatusChip : Chip
{
    static readonly Dictionary<string, (string Icon, string? Tone)> Looks = new()
    {
        [TicketStatus.New] = ("new", "warn"),
        [TicketStatus.Assigned] = ("working", "info"),
        [TicketStatus.Planned] = ("calendar", "violet"),
        [TicketStatus.Pending] = ("pause", null),
        [TicketStatus.Resolved] = ("done", "good"),
        [TicketStatus.Closed] = ("archive", null),
    };

    /// <summary>One of the six states.</summary>
    [Parameter, EditorRequired]
    public string Status { get; set; } = "";

    /// <summary>Day for which a planned one is planned.</summary>
    [Parameter]
    public DateOnly? PlannedOn { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Text = PlannedOn is { } day ? $"{TicketStatus.NameOf(Status)} – {day:d}" : TicketStatus.NameOf(Status);
        (Icon, Tone) = Looks[Status];
    }
}

/// <summary>Priority of a ticket: colour, drawing and word.</summary>
public sealed class PriorityChip : Chip
{
    static readonly Dictionary<string, (string Icon, string Tone)> Looks = new()
    {
        ["very-low"] = ("lowest", "info"),
        ["low"] = ("low", "info"),
        ["medium"] = ("medium", "info"),
        ["high"] = ("high", "warn"),
        ["very-high"] = ("highest", "wrong"),
        ["major"] = ("major", "wrong"),
    };

    /// <summary>One of the six priorities.</summary>
    [Parameter, EditorRequired]
    public string Priority { get; set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        (Text, IsPlain) = (TicketPriority.NameOf(Priority), true);
        (Icon, Tone) = Looks[Priority];
    }
}
