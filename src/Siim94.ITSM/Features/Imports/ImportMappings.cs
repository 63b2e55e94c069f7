using System.Security.Cryptography;
using System.Text;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Which column was what, by kind of import and the headings of the file.</summary>
sealed class ImportMappings(Db db, TimeProvider clock)
{
    public async Task<ImportMapping?> Find(string kind, IReadOnlyList<string> headings, CancellationToken ct) =>
        ImportMapping.Parse(await db.FirstOrDefault<string>(MappingSql, new { Kind = kind, HeadingsDigest = Digest(headings) }, ct));

    const string MappingSql = "SELECT m.MappingJson FROM ImportMappings m WHERE m.Kind = @Kind AND m.HeadingsDigest = @HeadingsDigest";

    public async Task Remember(string kind, IReadOnlyList<string> headings, ImportMapping mapping, CancellationToken ct)
    {
        var row = new
        {
            Kind = kind,
            HeadingsDigest = Digest(headings),
            MappingJson = mapping.ToJson(),
            UsedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (await db.Execute(UpdateMappingSql, row, ct) == 0)
            await db.Execute(InsertMappingSql, row, ct);
    }

    const string UpdateMappingSql =
        "UPDATE ImportMappings SET MappingJson = @MappingJson, UsedAt = @UsedAt WHERE Kind = @Kind AND HeadingsDigest = @HeadingsDigest";
    const string InsertMappingSql =
        "INSERT INTO ImportMappings (Kind, HeadingsDigest, MappingJson, UsedAt) VALUES (@Kind, @HeadingsDigest, @MappingJson, @UsedAt)";

    static string Digest(IReadOnlyList<string> headings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Select(Folding.Fold)))));
}
