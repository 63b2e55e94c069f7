namespace Siim94.ITSM.Features.RollUps;

/// <param name="AsOf">Last roll-up; null before the first.</param>
/// <param name="PendingDays">Days with writes that are not yet in the figures.</param>
public sealed record Freshness(DateTime? AsOf, int PendingDays);
