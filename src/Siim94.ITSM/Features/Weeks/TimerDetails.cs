namespace Siim94.ITSM.Features.Weeks;

/// <summary>What somebody is working on now.</summary>
public sealed record TimerDetails
{
    public string Agent { get; init; } = "";

    /// <summary>The row that it will be a line of.</summary>
    public WeekRow Row { get; init; } = new();

    public DateTime StartedAt { get; init; }

    /// <summary>Whole minutes since then.</summary>
    public long Minutes { get; init; }

    public string? Note { get; init; }
}
