using FluentValidation;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A chapter of the report, as data: which sections stand in it.</summary>
/// <param name="Code">Its name in addresses.</param>
/// <param name="Number">First part of the sections of its tables, as in the syndicate's report; blank for a chapter without tables.</param>
public sealed record Chapter(string Code, string Number, LocalizedText Title)
{
    /// <summary>What stands in no other chapter.</summary>
    const string RestCode = "complements";

    public static readonly IReadOnlyList<Chapter> All =
    [
        new("synthese", "", new("Synthèse", "Summary")),
        new("infogerance", "8", new("Infogérance", "Infrastructure services")),
        new("systemes-information", "9", new("Systèmes d'information", "Information systems")),
        new("support-utilisateurs", "10", new("Support aux utilisateurs", "User support")),
        new("assistance-technique", "11", new("Assistance technique", "Technical assistance")),
        new("adherents", "12", new("Service rendu aux adhérents", "Service to members")),
        new("effectifs", "13", new("Effectifs", "Staff")),
        new(RestCode, "", new("Compléments", "Additional tables")),
    ];

    public static Chapter? Find(string code) => All.FirstOrDefault(chapter => chapter.Code == code);

    /// <summary>Heading: <c>9. Systèmes d'information</c>.</summary>
    public string Heading => Number.Length == 0 ? $"{Title}" : $"{Number}. {Title}";

    /// <summary>The chapter that a section of the report belongs to: <c>9.6.1</c> to the one numbered 9.</summary>
    public static Chapter OfSection(string section) =>
        All.FirstOrDefault(chapter => chapter.Number.Length > 0 && section.Split('.')[0] == chapter.Number) ?? Find(RestCode)!;
}

/// <summary>Rules that requests about the report share.</summary>
static class DocumentRules
{
    /// <summary>A year that a report may be about.</summary>
    public static IRuleBuilderOptions<T, int> YearOfReport<T>(this IRuleBuilder<T, int> rule) =>
        rule.InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
}
