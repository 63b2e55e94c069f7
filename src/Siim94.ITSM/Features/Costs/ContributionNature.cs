namespace Siim94.ITSM.Features.Costs;

/// <summary>Natures of what members pay, as the activity report names them.</summary>
static class ContributionNature
{
    public static readonly IReadOnlyList<string> All =
    [
        "cotisation",
        "infogerance",
        "prestations",
        "formation",
        "refacturation",
        "specifique",
    ];

    public static string NameOf(string nature) =>
        nature switch
        {
            "cotisation" => Words.NatureMembership,
            "infogerance" => Words.NatureInfrastructure,
            "prestations" => Words.NatureRecurring,
            "formation" => Words.NatureTraining,
            "refacturation" => Words.NatureRebilled,
            "specifique" => Words.NatureSpecific,
            _ => throw new ArgumentOutOfRangeException(nameof(nature), nature, "Not a nature of contributions."),
        };
}
