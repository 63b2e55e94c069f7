namespace Siim94.ITSM.Features.Facts;

/// <summary>The day of an agent, in the team of that day: whose time is written.</summary>
sealed record WorkedDay
{
    public long AgentId { get; init; }
    public long TeamId { get; init; }
    public DateOnly Day { get; init; }
}
