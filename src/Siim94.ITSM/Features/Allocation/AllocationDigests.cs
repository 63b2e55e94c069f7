using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>What tables with allocation show of shared time, for editions to cover.</summary>
static class AllocationDigests
{
    public static readonly FactDigest Sources = new("allocation-sources", () => Words.FactsOfAllocations, SourcesDigestSql);
    public static readonly FactDigest Shares = new("allocation-shares", () => Words.FactsOfAllocations, SharesDigestSql);

    // A year's in December, where tables count it.
    const string SourcesDigestSql = """
        SELECT a.LastOn AS Day, s.Id, 0 AS Part, a.Id AS AllocationId, a.PotId, a.KeyVersionId, a.Period, a.FirstOn, s.TeamId, s.MemberId,
               s.MicroDays
        FROM Allocations a
        JOIN AllocationSources s ON s.AllocationId = a.Id
        WHERE a.State = 'accepted' AND a.LastOn BETWEEN @AfterDay AND @To AND (a.LastOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY a.LastOn, s.Id
        """;

    const string SharesDigestSql = """
        SELECT a.LastOn AS Day, s.Id, 0 AS Part, s.AllocationId, s.Measure, s.MemberId, s.Weight, s.MicroDays
        FROM Allocations a
        JOIN AllocationShares s ON s.AllocationId = a.Id
        WHERE a.State = 'accepted' AND a.LastOn BETWEEN @AfterDay AND @To AND (a.LastOn > @AfterDay OR s.Id > @AfterId)
        ORDER BY a.LastOn, s.Id
        """;
}
