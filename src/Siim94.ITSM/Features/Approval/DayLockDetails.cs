namespace Siim94.ITSM.Features.Approval;

/// <summary>Days that are locked, or will be once their grace is over.</summary>
public sealed record DayLockDetails
{
    public long Id { get; init; }

    /// <summary>Code of the team; blank for everybody.</summary>
    public string? Team { get; init; }

    public string? TeamName { get; init; }

    /// <summary>The last day that it covers.</summary>
    public DateOnly Until { get; init; }

    /// <summary>Days after that one during which its time is still written.</summary>
    public int Grace { get; init; }

    /// <summary>The first day on which nothing more is written, but by managers.</summary>
    public DateOnly LocksOn { get; init; }

    public DateTime LockedAt { get; init; }
    public string LockedByName { get; init; } = "";
}
