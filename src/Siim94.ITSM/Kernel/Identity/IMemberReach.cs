namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Says which members the people of one see; the feature that knows the members provides it.</summary>
interface IMemberReach
{
    /// <summary>Ids of the member itself and of those that its people see with it, each once.</summary>
    Task<IReadOnlyList<long>> Of(long memberId, CancellationToken ct);
}
