using System.Globalization;

namespace Siim94.ITSM.Features.Facts;

/// <summary>Every kind of what is logged, in the order in which features register.</summary>
sealed class FactKinds(IEnumerable<FactKind> kinds, IEnumerable<FactDigest> others)
{
    /// <summary>Where what a line feeds is shown: kind and id follow.</summary>
    public const string TracePath = "/lignes/";

    readonly Dictionary<string, FactKind> byCode = kinds.ToDictionary(kind => kind.Code);

    public IReadOnlyCollection<FactKind> All => byCode.Values;

    /// <summary>Each roll-up once, though several kinds be added up in it.</summary>
    public IReadOnlyList<FactRollUp> RollUps { get; } = [.. kinds.Select(kind => kind.RollUp).OfType<FactRollUp>().Distinct()];

    /// <summary>What an edition's digests cover: lines of the kinds, and what else figures stand on.</summary>
    public IReadOnlyList<FactDigest> Digests { get; } = [.. kinds.SelectMany(kind => kind.Digests), .. others];

    public FactRollUp RollUpOf(RollUpTable table) => RollUps.First(rollUp => rollUp.Tables.Contains(table));

    public FactKind? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The contestable fact that an address shows; null when it shows something else, a figure perhaps.</summary>
    public (FactKind Kind, long Id)? At(string address)
    {
        foreach (var kind in All.Where(kind => kind.MembersSql is not null))
        foreach (var path in new[] { kind.Path, $"{TracePath}{kind.Code}/" }.OfType<string>())
            if (
                address.StartsWith(path, StringComparison.Ordinal)
                && long.TryParse(address.AsSpan(path.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            )
                return (kind, id);
        return null;
    }
}
