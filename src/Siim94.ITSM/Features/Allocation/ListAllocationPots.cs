using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>The pots there are.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ListAllocationPots : IQuery<Page<AllocationPot>>;

sealed class ListAllocationPotsHandler(AllocationPotReader pots) : IRequestHandler<ListAllocationPots, Page<AllocationPot>>
{
    public async Task<Page<AllocationPot>> Handle(ListAllocationPots request, CancellationToken ct) => new(await pots.ShowAll(ct), null);
}

/// <summary>A pot as stored.</summary>
sealed record PotRow
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public long KeyId { get; init; }
    public bool IsOfNobody { get; init; }
    public bool IsOfSeveral { get; init; }
    public bool IsInternal { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }
    public IReadOnlyList<long> Activities { get; init; } = [];

    public IReadOnlyList<string> Takes =>
        [
            .. new[] { (IsOfNobody, PotTakes.Nobody), (IsOfSeveral, PotTakes.Several), (IsInternal, PotTakes.Internal) }
                .Where(part => part.Item1)
                .Select(part => part.Item2),
        ];

    /// <summary>Whether a line of shared time is in the pot.</summary>
    public bool Holds(SharedWork line, ReferentialData all)
    {
        var isTaken =
            line.MemberId is not { } member ? IsOfNobody
            : all.Members[member].Kind == Member.Multiple ? IsOfSeveral
            : IsInternal;
        return isTaken
            && (
                Activities.Count == 0 || Activities.Contains(line.ActivityId) || (line.SubActivityId is { } sub && Activities.Contains(sub))
            );
    }

    /// <summary>Whether a line could be in both pots.</summary>
    public bool Overlaps(PotRow other, ReferentialData all) =>
        ((IsOfNobody && other.IsOfNobody) || (IsOfSeveral && other.IsOfSeveral) || (IsInternal && other.IsInternal))
        && (
            Activities.Count == 0
            || other.Activities.Count == 0
            || Activities.Any(mine =>
                other.Activities.Any(theirs =>
                    mine == theirs || all.Activities[mine].ParentId == theirs || all.Activities[theirs].ParentId == mine
                )
            )
        );
}
