using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>What every question about a pivot says: which, and over which years or months.</summary>
public abstract record PivotQuestion
{
    public PivotDefinition Definition { get; init; } = new();

    /// <summary>
    /// First year <c>2016</c> or month <c>2016-03</c>; by default the year before the last, or the last where there are no columns of
    /// years.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Last year or month; by default the last year with anything in it.</summary>
    public string? To { get; init; }
}
