namespace Siim94.ITSM.Features.Interventions;

/// <summary>An intervention, as its readers see it.</summary>
public sealed record InterventionDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Kind { get; init; } = "";
    public IReadOnlyList<string> Agents { get; init; } = [];
    public IReadOnlyList<string> AgentNames { get; init; } = [];
    public string Member { get; init; } = "";
    public string MemberName { get; init; } = "";
    public string? Site { get; init; }
    public string? SiteName { get; init; }
    public DateOnly Day { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    public decimal Quantity { get; init; }
    public string Unit { get; init; } = "";
    public int TravelMinutes { get; init; }
    public IReadOnlyList<long> Tickets { get; init; } = [];
    public string Summary { get; init; } = "";
}
