namespace Siim94.ITSM.Features.Referentials;

/// <summary>Agents of groups and members of categories: which they are, and how they are kept.</summary>
sealed class GroupParts(ReferentialLookup codes, Db db)
{
    /// <exception cref="Refusal">An unknown or ambiguous agent, naming the field.</exception>
    public IReadOnlyList<long> Agents(ReferentialData all, IReadOnlyList<string>? named) =>
        Ids(named, (field, text) => codes.Get(all.Agents, field, text, null), "Agents");

    /// <exception cref="Refusal">An unknown or ambiguous member, naming the field.</exception>
    public IReadOnlyList<long> Members(ReferentialData all, IReadOnlyList<string>? named) =>
        Ids(named, (field, text) => codes.Get(all.Members, field, text, null), "Members");

    static IReadOnlyList<long> Ids(IReadOnlyList<string>? named, Func<string, string, ReferentialRow> find, string field) =>
        [.. (named ?? []).Select((text, index) => find($"{field}[{index}]", text).Id).Distinct()];

    public Task SetAgents(long groupId, IReadOnlyList<long> agentIds, CancellationToken ct) =>
        Set(DeleteGroupAgentsSql, InsertGroupAgentSql, groupId, agentIds, ct);

    const string DeleteGroupAgentsSql = "DELETE FROM AssignmentGroupAgents WHERE GroupId = @OwnerId";
    const string InsertGroupAgentSql = "INSERT INTO AssignmentGroupAgents (GroupId, AgentId) VALUES (@OwnerId, @PartId)";

    public Task SetMembers(long categoryId, IReadOnlyList<long> memberIds, CancellationToken ct) =>
        Set(DeleteCategoryMembersSql, InsertCategoryMemberSql, categoryId, memberIds, ct);

    const string DeleteCategoryMembersSql = "DELETE FROM CategoryMembers WHERE CategoryId = @OwnerId";
    const string InsertCategoryMemberSql = "INSERT INTO CategoryMembers (CategoryId, MemberId) VALUES (@OwnerId, @PartId)";

    async Task Set(string deleteSql, string insertSql, long ownerId, IReadOnlyList<long> partIds, CancellationToken ct)
    {
        await db.Execute(deleteSql, new { OwnerId = ownerId }, ct);
        await db.InsertAll(insertSql, partIds.Select(partId => new { OwnerId = ownerId, PartId = partId }), ct);
    }
}
