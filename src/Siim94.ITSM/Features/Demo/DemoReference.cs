using System.Text.Json;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>What the demo plan needs of <c>reference.json</c>: the meaning of printed labels, and the staff of each team.</summary>
/// <param name="Members">Member codes by printed label.</param>
/// <param name="TechnicalDomains">Names of technical domains by printed label.</param>
/// <param name="FunctionalDomains">Names of functional domains by printed label.</param>
/// <param name="Applications">Names of applications by printed label.</param>
/// <param name="StaffByTeam">Full-time posts by team code.</param>
sealed record DemoReference(
    SpellingIndex Members,
    SpellingIndex TechnicalDomains,
    SpellingIndex FunctionalDomains,
    SpellingIndex Applications,
    IReadOnlyDictionary<string, decimal> StaffByTeam
)
{
    public static DemoReference Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        return new(
            new("member", Spellings("members", "code")),
            new("technical domain", Spellings("domains", "name", Domain.Technical)),
            new("functional domain", Spellings("domains", "name", Domain.Functional)),
            new("application", Spellings("applications", "name")),
            root.GetProperty("teams")
                .EnumerateArray()
                .ToDictionary(
                    team => team.GetProperty("code").GetString()!,
                    team => team.GetProperty("fullTimeHundredths").GetInt32() / 100m,
                    StringComparer.Ordinal
                )
        );

        IEnumerable<(string Meaning, string Spelling)> Spellings(string list, string meaningProperty, string? kind = null) =>
            from row in root.GetProperty(list).EnumerateArray()
            where kind is null || row.GetProperty("kind").GetString() == kind
            let meaning = row.GetProperty(meaningProperty).GetString()!
            from spelling in row.GetProperty("aliases")
                .EnumerateArray()
                .Select(label => label.GetString()!)
                .Concat([meaning, row.GetProperty("name").GetString()!])
            select (meaning, spelling);
    }
}
