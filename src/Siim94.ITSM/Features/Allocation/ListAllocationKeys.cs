using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Keys with all their versions.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ListAllocationKeys : IQuery<Page<AllocationKey>>;

sealed class ListAllocationKeysHandler(AllocationKeyReader keys, ReferentialLookup codes)
    : IRequestHandler<ListAllocationKeys, Page<AllocationKey>>
{
    public async Task<Page<AllocationKey>> Handle(ListAllocationKeys request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        return new([.. (await keys.Read(ct)).Select(key => AllocationKeyReader.Show(key, all))], null);
    }
}

/// <summary>A key as stored, with its versions, oldest first.</summary>
sealed record KeyRow(long Id, string Code, string Name, IReadOnlyList<KeyVersion> Versions)
{
    /// <summary>The version in force on a day; null before the first.</summary>
    public KeyVersion? On(DateOnly day) => Versions.LastOrDefault(version => version.StartsOn <= day);
}

sealed record KeyVersion(
    long Id,
    DateOnly StartsOn,
    IReadOnlyList<(string Measure, int Percentage)> Parts,
    IReadOnlyDictionary<long, long> Weights
)
{
    public string Measure => Parts.Count == 1 ? Parts[0].Measure : AllocationMeasure.Blend;
}
