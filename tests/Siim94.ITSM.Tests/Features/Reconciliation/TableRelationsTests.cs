using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Tests.Features.Reconciliation;

[TestFixture]
public sealed class TableRelationsTests
{
    [Test]
    public void Derives_the_bonds_between_the_sixteen_tables() =>
        Assert.That(
            Syndicate.Relations.Select(relation =>
                $"{relation.Kind} {string.Join("+", relation.Parts)} {relation.Whole} {relation.Row}".TrimEnd()
            ),
            Is.EquivalentTo(
                (string[])
                    [
                        "TotalEqualsRow si-mco si-general mco",
                        "TotalEqualsRow si-mco-domain si-general mco",
                        "TotalEqualsRow si-project si-general projet",
                        "TotalEqualsRow si-project-domain si-general projet",
                        "TotalEqualsTotal si-domain si-general",
                        "TotalEqualsTotal si-mco si-mco-domain",
                        "TotalEqualsTotal si-project si-project-domain",
                        "RowsWithinRows si-project-domain+si-mco-domain si-domain",
                        "TotalWithinRow si-dematerialisation si-domain dematerialisation",
                        "TotalWithinRow support-assistance-application support-activity assistance",
                    ]
            )
        );

    /// <summary>A whole that leaves out a team does not contain a part that counts it.</summary>
    [TestCase(new string[0], new string[0], RelationKind.TotalEqualsRow)]
    [TestCase(new[] { "TEAM" }, new string[0], RelationKind.TotalWithinRow)]
    [TestCase(new string[0], new[] { "TEAM" }, null)]
    public void Minds_the_teams_left_out(string[] byPart, string[] byWhole, RelationKind? expected)
    {
        var relations = TableRelations.Derive([
            new TableScope("part", "days", "domain", new Dictionary<string, string> { ["activity"] = "run" }, byPart, true),
            new TableScope("whole", "days", "activity", new Dictionary<string, string>(), byWhole, true),
        ]);

        Assert.That(relations.Select(relation => (RelationKind?)relation.Kind).SingleOrDefault(), Is.EqualTo(expected));
    }
}
