using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Workstations and users of members, by date.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record ListMemberCounts : IQuery<Page<MemberCount>>;

sealed class ListMemberCountsHandler(Db db, ReferentialLookup codes) : IRequestHandler<ListMemberCounts, Page<MemberCount>>
{
    public async Task<Page<MemberCount>> Handle(ListMemberCounts request, CancellationToken ct)
    {
        var members = (await codes.Referentials(ct)).Members;
        return new(
            [
                .. (await db.Query<CountRow>(CountsSql, null, ct)).Select(row => new MemberCount(
                    members[row.MemberId].Code,
                    row.Measure,
                    row.StartsOn,
                    row.Weight
                )),
            ],
            null
        );
    }

    const string CountsSql =
        "SELECT c.MemberId, c.Measure, c.StartsOn, c.Weight FROM MemberCounts c ORDER BY c.Measure, c.StartsOn, c.MemberId";

    sealed record CountRow
    {
        public long MemberId { get; init; }
        public string Measure { get; init; } = "";
        public DateOnly StartsOn { get; init; }
        public long Weight { get; init; }
    }
}
