using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.People;

/// <summary>Finds people who may be the same: one mail address, one phone, or nearly one name within a member.</summary>
sealed class DuplicateFinder(Db db, ReferentialLookup codes, CurrentUser user)
{
    // A switchboard is everybody's.
    const int MostWithOneNumber = 5;

    /// <summary>Who may be the same as somebody, the surest first.</summary>
    public async Task<IReadOnlyList<Duplicate>> Of(PersonRow person, CancellationToken ct)
    {
        var alike = await db.Query<AlikeRow>(AlikeSql, new { PersonId = person.Id, Most = MostWithOneNumber }, ct);
        var namesakes = await db.Query<AlikeRow>(NamesSql, new { person.MemberId }, ct);
        var apart = (await db.Query<long>(ApartFromSql, new { PersonId = person.Id }, ct)).ToHashSet();
        return
        [
            .. alike
                .OrderBy(other => other.Kind, StringComparer.Ordinal) // mail, then phone
                .Concat(namesakes.Where(other => other.Id != person.Id && NearNames.AreNear(person.NameKey, other.NameKey)))
                .Where(other => user.Sees(other.MemberId) && !apart.Contains(other.Id))
                .DistinctBy(other => other.Id)
                .Select(other => new Duplicate(other.Id, other.Name, ReasonOf(other.Kind))),
        ];
    }

    const string AlikeSql = """
        SELECT p.Id, p.Name, p.NameKey, p.MemberId, c.Kind
        FROM PersonContacts c
        JOIN PersonContacts o ON o.Kind = c.Kind AND o.ContactKey = c.ContactKey AND o.PersonId <> c.PersonId
        JOIN People p ON p.Id = o.PersonId
        WHERE c.PersonId = @PersonId AND p.MergedIntoId IS NULL
          AND (SELECT COUNT(*) FROM PersonContacts n WHERE n.Kind = c.Kind AND n.ContactKey = c.ContactKey) <= @Most
        ORDER BY p.Id
        """;

    const string NamesSql = """
        SELECT p.Id, p.Name, p.NameKey, p.MemberId, 'name' AS Kind
        FROM People p
        WHERE p.MemberId = @MemberId AND p.MergedIntoId IS NULL AND p.ErasedAt IS NULL
        ORDER BY p.Id
        """;

    const string ApartFromSql = """
        SELECT a.OtherId FROM PeopleApart a WHERE a.OneId = @PersonId
        UNION ALL
        SELECT a.OneId FROM PeopleApart a WHERE a.OtherId = @PersonId
        """;

    /// <summary>All pairs, within reach: each once, with the first reason.</summary>
    public async Task<IReadOnlyList<DuplicatePair>> All(long? memberId, CancellationToken ct)
    {
        var names = (await db.Query<AlikeRow>(AllNamesSql, null, ct))
            .Where(row => user.Sees(row.MemberId) && (memberId is null || row.MemberId == memberId))
            .ToDictionary(row => row.Id);
        var apart = (await db.Query<PairRow>(ApartSql, null, ct)).Select(pair => (pair.OneId, pair.OtherId)).ToHashSet();
        var members = (await codes.Referentials(ct)).Members;
        var sharing = await db.Query<PairRow>(SharingSql, new { Most = MostWithOneNumber }, ct);
        var near = names
            .Values.GroupBy(row => row.MemberId)
            .SelectMany(member => NearNames.Pairs(member, row => row.NameKey))
            .Select(pair => new PairRow
            {
                OneId = Math.Min(pair.One.Id, pair.Other.Id),
                OtherId = Math.Max(pair.One.Id, pair.Other.Id),
                Kind = "name",
            });
        return
        [
            .. sharing
                .OrderBy(pair => pair.Kind, StringComparer.Ordinal)
                .Concat(near)
                .Where(pair => names.ContainsKey(pair.OneId) && names.ContainsKey(pair.OtherId))
                .DistinctBy(pair => (pair.OneId, pair.OtherId))
                .Where(pair => !apart.Contains((pair.OneId, pair.OtherId)))
                .Select(pair => new DuplicatePair(
                    pair.OneId,
                    names[pair.OneId].Name,
                    pair.OtherId,
                    names[pair.OtherId].Name,
                    ReasonOf(pair.Kind)
                )
                {
                    MemberName = members[names[pair.OneId].MemberId].Name,
                    OtherMemberName = members[names[pair.OtherId].MemberId].Name,
                }),
        ];
    }

    const string ApartSql = "SELECT a.OneId, a.OtherId, '' AS Kind FROM PeopleApart a";

    const string AllNamesSql = """
        SELECT p.Id, p.Name, p.NameKey, p.MemberId, 'name' AS Kind
        FROM People p
        WHERE p.MergedIntoId IS NULL AND p.ErasedAt IS NULL
        ORDER BY p.Id
        """;

    const string SharingSql = """
        SELECT c.PersonId AS OneId, o.PersonId AS OtherId, c.Kind
        FROM PersonContacts c
        JOIN PersonContacts o ON o.Kind = c.Kind AND o.ContactKey = c.ContactKey AND o.PersonId > c.PersonId
        WHERE (SELECT COUNT(*) FROM PersonContacts n WHERE n.Kind = c.Kind AND n.ContactKey = c.ContactKey) <= @Most
        ORDER BY c.PersonId, o.PersonId
        """;

    static string ReasonOf(string kind) => kind == PersonContact.Email ? "email" : kind;

    sealed record AlikeRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string NameKey { get; init; } = "";
        public long MemberId { get; init; }
        public string Kind { get; init; } = "";
    }

    sealed record PairRow
    {
        public long OneId { get; init; }
        public long OtherId { get; init; }
        public string Kind { get; init; } = "";
    }
}

/// <param name="Id">Somebody.</param>
/// <param name="Name">Their name.</param>
/// <param name="OtherId">Who may be the same.</param>
/// <param name="OtherName">That one's name.</param>
/// <param name="Reason"><c>email</c>, <c>phone</c> or <c>name</c>: what they have in common.</param>
public sealed record DuplicatePair(long Id, string Name, long OtherId, string OtherName, string Reason)
{
    public string MemberName { get; init; } = "";

    /// <summary>The other one's: mail addresses and numbers go with people who change from one member to another.</summary>
    public string OtherMemberName { get; init; } = "";
}
