namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket in a list.</summary>
public record TicketLine
{
    public long Number { get; init; }
    public string Title { get; init; } = "";
    public string Member { get; init; } = "";
    public string? Requester { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public string Urgency { get; init; } = "";
    public string Impact { get; init; } = "";
    public string Priority { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Application { get; init; }
    public string? Domain { get; init; }

    /// <summary>Code of the agent who has it in charge.</summary>
    public string? AssignedAgent { get; init; }

    public string? AssignedAgentName { get; init; }

    /// <summary>Code of the team that agent was in when they took it.</summary>
    public string? AssignedTeam { get; init; }

    public DateTime OpenedAt { get; init; }
    public DateTime? TakenInChargeAt { get; init; }

    /// <summary>Day on which the work is planned, while it is.</summary>
    public DateOnly? PlannedOn { get; init; }

    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public long Version { get; init; }
}

/// <summary>A ticket with its timeline.</summary>
public sealed record TicketDetails : TicketLine
{
    public TicketDetails() { }

    internal TicketDetails(TicketLine line)
        : base(line) { }

    public string? Description { get; init; }
    public string? Solution { get; init; }

    /// <summary>Time spent on it, in minutes: what was logged on it, and the visits that dealt with it.</summary>
    /// <remarks>
    /// A visit that dealt with several tickets counts in full at each: nobody said how it divides. What is planned does not count yet.
    /// </remarks>
    public long Minutes { get; init; }

    /// <summary>The import that it came with, and the row of its file; null when it was opened by hand.</summary>
    public long? Import { get; init; }

    /// <inheritdoc cref="Import"/>
    public int? ImportRow { get; init; }

    public IReadOnlyList<TicketEvent> Events { get; init; } = [];
}

public sealed record TicketEvent
{
    public DateTime At { get; init; }
    public string? ByName { get; init; }

    /// <summary>
    /// <c>open</c>, <c>take-charge</c>, <c>plan</c>, <c>hold</c>, <c>resolve</c>, <c>close</c>, <c>reopen</c>, <c>follow-up</c>
    /// or <c>visit</c>.
    /// </summary>
    public string Kind { get; init; } = "";

    public string? ToStatus { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }

    /// <summary>Number of the visit; null for other steps, and for readers of no visits.</summary>
    public long? Intervention { get; init; }

    /// <summary>Day of the visit.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Time that its agents spent together on the visit.</summary>
    public long? Minutes { get; init; }
}
