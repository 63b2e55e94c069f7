using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>Reads all keys: a handful of rows.</summary>
sealed class AllocationKeyReader(Db db)
{
    public async Task<IReadOnlyList<KeyRow>> Read(CancellationToken ct)
    {
        var parts = (await db.Query<PartRow>(PartsSql, null, ct)).ToLookup(part => part.KeyVersionId);
        var weights = (await db.Query<WeightRow>(WeightsSql, null, ct)).ToLookup(weight => weight.KeyVersionId);
        var versions = (await db.Query<VersionRow>(VersionsSql, null, ct)).ToLookup(version => version.KeyId);
        return
        [
            .. from key in (await db.Query<KeyNameRow>(KeysSql, null, ct)).OrderBy(key => key.Name, StringComparer.CurrentCultureIgnoreCase)
            select new KeyRow(
                key.Id,
                key.Code,
                key.Name,
                [
                    .. from version in versions[key.Id]
                    select new KeyVersion(
                        version.Id,
                        version.StartsOn,
                        [.. parts[version.Id].Select(part => (part.Measure, part.Percentage))],
                        weights[version.Id].ToDictionary(weight => weight.MemberId, weight => weight.Weight)
                    ),
                ]
            ),
        ];
    }

    const string KeysSql = "SELECT k.Id, k.Code, k.Name FROM AllocationKeys k ORDER BY k.Id";
    const string VersionsSql = "SELECT v.Id, v.KeyId, v.StartsOn FROM AllocationKeyVersions v ORDER BY v.KeyId, v.StartsOn";
    const string PartsSql =
        "SELECT p.KeyVersionId, p.Measure, p.Percentage FROM AllocationKeyParts p ORDER BY p.KeyVersionId, p.Percentage DESC, p.Measure";
    const string WeightsSql = "SELECT w.KeyVersionId, w.MemberId, w.Weight FROM AllocationKeyWeights w ORDER BY w.KeyVersionId, w.MemberId";

    /// <exception cref="Refusal">Unknown, naming the field.</exception>
    public async Task<KeyRow> Get(string field, string code, CancellationToken ct) =>
        (await Read(ct)).FirstOrDefault(key => key.Code == code) ?? throw AllocationErrors.UnknownKey(field, code);

    public static AllocationKey Show(KeyRow key, ReferentialData all) =>
        new(
            key.Code,
            key.Name,
            [
                .. key.Versions.Select(version => new AllocationKeyVersion(
                    version.StartsOn,
                    version.Measure,
                    [.. version.Parts.Select(part => new KeyPart { Measure = part.Measure, Percentage = part.Percentage })],
                    [.. version.Weights.Select(weight => new KeyWeight { Member = all.Members[weight.Key].Code, Weight = weight.Value })]
                )),
            ]
        );

    sealed record KeyNameRow
    {
        public long Id { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
    }

    sealed record VersionRow
    {
        public long Id { get; init; }
        public long KeyId { get; init; }
        public DateOnly StartsOn { get; init; }
    }

    sealed record PartRow
    {
        public long KeyVersionId { get; init; }
        public string Measure { get; init; } = "";
        public int Percentage { get; init; }
    }

    sealed record WeightRow
    {
        public long KeyVersionId { get; init; }
        public long MemberId { get; init; }
        public long Weight { get; init; }
    }
}
