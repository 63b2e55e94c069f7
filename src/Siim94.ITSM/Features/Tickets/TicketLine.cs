namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket in a list.</summary>
public record TicketLine
{
    public long Number { get; init; }
    public string Title { get; init; } = "";
    public string Member { get; init; } = "";
    public string? Requester { get; init; }

    /// <summary>Number in the directory of whoever asks; null for somebody who is not there.</summary>
    public long? RequesterId { get; init; }

    /// <summary>Numbers in the directory of those who follow it.</summary>
    public IReadOnlyList<long> Observers { get; init; } = [];
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

    /// <summary>The same code, as whoever opens a ticket states it.</summary>
    public string? Assignee => AssignedAgent;

    /// <summary>Code of the team that agent was in when they took it.</summary>
    public string? AssignedTeam { get; init; }

    /// <summary>Code of the group that has it.</summary>
    public string? Group { get; init; }

    public string? GroupName { get; init; }

    /// <summary>Line of support that has it: 1, or 2 once it was handed on.</summary>
    public int Level { get; init; }

    /// <summary>Code of what it is about.</summary>
    public string? Category { get; init; }

    /// <summary>Its name, with those of the categories above it.</summary>
    public string? CategoryName { get; init; }

    public string? Site { get; init; }
    public string? SiteName { get; init; }

    public DateTime OpenedAt { get; init; }
    public DateTime? TakenInChargeAt { get; init; }

    /// <summary>Day on which the work is planned, while it is.</summary>
    public DateOnly? PlannedOn { get; init; }

    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }

    /// <summary>Number of the ticket that it was merged into; what is done goes on there.</summary>
    public long? MergedInto { get; init; }

    /// <summary>When it was last changed, as far as the reader may know.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Time of the lines that name it and of the visits that deal with it, in minutes: planned or spent.</summary>
    public long LoggedMinutes { get; init; }

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

    /// <summary>Those who follow it, by name.</summary>
    public IReadOnlyList<TicketPerson> ObserverNames { get; init; } = [];

    /// <summary>Whom else its incident has hit: they are told when it is solved.</summary>
    public IReadOnlyList<TicketPerson> Affected { get; init; } = [];

    /// <summary>Time spent on it, in minutes: what was logged on it, and the visits that dealt with it.</summary>
    /// <remarks>
    /// A visit that dealt with several tickets counts in full at each: nobody said how it divides. What is planned does not count yet.
    /// Time of tickets that were merged into this one counts here, and there no longer.
    /// </remarks>
    public long Minutes { get; init; }

    /// <summary>The same by agent, most first; for those who see who does what.</summary>
    public IReadOnlyList<AgentTime> TimeByAgent { get; init; } = [];

    /// <summary>What it has to do with other tickets, of those within reach.</summary>
    public IReadOnlyList<TicketLink> Links { get; init; } = [];

    /// <summary>How content its requester was; null until they said it.</summary>
    public TicketSatisfaction? Satisfaction { get; init; }

    /// <summary>It is for the reader to say how content they are, once it is solved.</summary>
    public bool IsForReaderToRate { get; init; }

    /// <summary>It is for the reader to accept the solution, which closes it; not for those who only observe it.</summary>
    public bool IsForReaderToAccept { get; init; }

    /// <summary>The import that it came with, and the row of its file; null when it was opened by hand.</summary>
    public long? Import { get; init; }

    /// <inheritdoc cref="Import"/>
    public int? ImportRow { get; init; }

    public IReadOnlyList<TicketEvent> Events { get; init; } = [];
}

/// <param name="Agent">Code of the agent.</param>
/// <param name="Name">Their name.</param>
/// <param name="Minutes">Time that they spent.</param>
public sealed record AgentTime(string Agent, string Name, long Minutes);

public sealed record TicketEvent
{
    public DateTime At { get; init; }
    public string? ByName { get; init; }

    /// <summary>
    /// <c>open</c>, <c>take-charge</c>, <c>assign</c>, <c>release</c>, <c>escalate</c>, <c>affected</c>, <c>plan</c>, <c>hold</c>,
    /// <c>resolve</c>, <c>close</c>, <c>reopen</c>, <c>follow-up</c>, <c>visit</c>, <c>merge</c>, <c>unmerge</c>, <c>split</c>,
    /// <c>link</c>, <c>unlink</c> or <c>rate</c>.
    /// </summary>
    public string Kind { get; init; } = "";

    public string? ToStatus { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }

    /// <summary>The other ticket that it was about.</summary>
    public long? OtherTicket { get; init; }

    /// <summary>Number of the visit; null for other steps, and for readers of no visits.</summary>
    public long? Intervention { get; init; }

    /// <summary>Day of the visit.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Time that its agents spent together on the visit.</summary>
    public long? Minutes { get; init; }
}
