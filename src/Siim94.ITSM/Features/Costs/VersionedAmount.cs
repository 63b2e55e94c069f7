namespace Siim94.ITSM.Features.Costs;

/// <summary>An amount that is there.</summary>
sealed record VersionedAmount
{
    public long Cents { get; init; }
    public long Version { get; init; }
}
