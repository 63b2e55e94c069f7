namespace Siim94.ITSM.Features.Disputes;

public record DisputeDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Member { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Address { get; init; } = "";
    public string Reason { get; init; } = "";
    public string State { get; init; } = "";
    public string? Answer { get; init; }
    public DateTime OpenedAt { get; init; }
    public string? OpenedByName { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public string? AnsweredByName { get; init; }

    /// <summary>Answered, and not yet read by the member.</summary>
    public bool IsUnread { get; init; }
}

public sealed record DisputeFile : DisputeDetails
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DisputeEvent> Events { get; init; } = [];

    /// <summary>What was changed in the contested line since the dispute was opened, oldest first; empty for a figure.</summary>
    public IReadOnlyList<LineCorrection> Corrections { get; init; } = [];

    /// <summary>The contested figure when the dispute was opened, as printed; null for a line.</summary>
    public string? FigureAtOpening { get; init; }

    /// <summary>The same figure now.</summary>
    public string? FigureNow { get; init; }
}

/// <param name="State">What the dispute became: <c>open</c>, <c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Figure">The contested figure at that moment, as printed.</param>
public sealed record DisputeEvent(DateTime At, string? ByName, string State, string Text, string? Figure);

/// <param name="Action"><c>change</c> or <c>delete</c> …</param>
/// <param name="ByName">Null for those who do not see who of the staff does what.</param>
public sealed record LineCorrection(DateTime At, string? ByName, string Action, IReadOnlyList<CorrectedField> Fields);

public sealed record CorrectedField(string Field, string Label, string? Before, string? After);
