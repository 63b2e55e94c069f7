namespace Siim94.ITSM.Features.Closing;

/// <summary>One closing of a month or a year, and what became of it.</summary>
public sealed record ClosingDetails
{
    public long Id { get; init; }
    public int Year { get; init; }

    /// <summary>Blank for a year.</summary>
    public int? Month { get; init; }

    public DateTime ClosedAt { get; init; }
    public string ClosedByName { get; init; } = "";

    /// <summary>Number of the edition that it published; blank for a month closed with its year.</summary>
    public int? Edition { get; init; }

    /// <summary>Blank while it holds.</summary>
    public DateTime? ReopenedAt { get; init; }

    public string? ReopenedByName { get; init; }
    public string? ReopenReason { get; init; }
}
