namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// The member, the entities attached to it, and whom these have taken over: each once, even where links lead in a circle.
/// </summary>
sealed class MemberReach(Db db) : IMemberReach
{
    public async Task<IReadOnlyList<long>> Of(long memberId, CancellationToken ct)
    {
        var links = (await db.Query<LinkRow>(LinksSql, null, ct)).ToLookup(link => link.FromId, link => link.ToId);
        var reach = new HashSet<long> { memberId };
        var toVisit = new Queue<long>(reach);
        while (toVisit.TryDequeue(out var id))
            foreach (var next in links[id].Where(reach.Add))
                toVisit.Enqueue(next);
        return [.. reach];
    }

    // Who takes over a whole member takes over its past; what comes out of a split does not: it would show each the past of the other.
    const string LinksSql = """
        SELECT m.ParentId AS FromId, m.Id AS ToId
        FROM Members m
        WHERE m.ParentId IS NOT NULL
        UNION ALL
        SELECT s.ToId AS FromId, s.FromId AS ToId
        FROM Successions s
        WHERE s.Referential = 'member' AND s.Kind <> 'split' AND s.RevokedAt IS NULL
        """;

    sealed record LinkRow
    {
        public long FromId { get; init; }
        public long ToId { get; init; }
    }
}
