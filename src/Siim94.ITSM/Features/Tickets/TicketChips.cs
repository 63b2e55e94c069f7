using Microsoft.AspNetCore.Components;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>State and priority of a ticket: colour, drawing and word.</summary>
static class TicketChips
{
    static readonly Dictionary<string, (string Icon, string? Tone)> States = new()
    {
        [TicketStatus.New] = ("new", "warn"),
        [TicketStatus.Assigned] = ("working", "info"),
        [TicketStatus.Planned] = ("calendar", "violet"),
        [TicketStatus.Pending] = ("pause", null),
        [TicketStatus.Resolved] = ("done", "good"),
        [TicketStatus.Closed] = ("archive", null),
    };

    static readonly Dictionary<string, (string Icon, string Tone)> Priorities = new()
    {
        ["very-low"] = ("lowest", "info"),
        ["low"] = ("low", "info"),
        ["medium"] = ("medium", "info"),
        ["high"] = ("high", "warn"),
        ["very-high"] = ("highest", "wrong"),
        ["major"] = ("major", "wrong"),
    };

    /// <summary>One of the six states, with the day for which a planned one is planned.</summary>
    public static RenderFragment State(ResourceAssetCollection assets, string state, DateOnly? plannedOn = null) =>
        Chip.Of(
            assets["icons.svg"],
            plannedOn is { } day ? $"{TicketStatus.NameOf(state)} – {day:d}" : TicketStatus.NameOf(state),
            States[state].Icon,
            States[state].Tone
        );

    /// <summary>One of the six priorities.</summary>
    public static RenderFragment Priority(ResourceAssetCollection assets, string priority) =>
        Chip.Of(assets["icons.svg"], TicketPriority.NameOf(priority), Priorities[priority].Icon, Priorities[priority].Tone, isPlain: true);
}
