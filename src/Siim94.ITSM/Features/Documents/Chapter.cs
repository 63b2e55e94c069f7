using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A chapter of the report, as data: which sections and key figures stand in it.</summary>
/// <param name="Code">Its name in addresses.</param>
/// <param name="Number">First part of the sections of its tables, as in the syndicate's report; blank for a chapter without tables.</param>
/// <param name="KeyFigureGroups">Groups of key figures shown in it.</param>
public sealed record Chapter(string Code, string Number, LocalizedText Title, IReadOnlyList<string> KeyFigureGroups)
{
    /// <summary>What stands in no other chapter.</summary>
    const string RestCode = "complements";

    public static readonly IReadOnlyList<Chapter> All =
    [
        new("synthese", "", new("Synthèse", "Summary"), []),
        new("infogerance", "8", new("Infogérance", "Infrastructure services"), ["Plateforme technique", "Production"]),
        new("systemes-information", "9", new("Systèmes d'information", "Information systems"), ["Finances", "Facturation", "Affaires familiales", "Courrier", "Télépaiement", "RH", "Santé", "Logement", "Action sociale"]),
        new("support-utilisateurs", "10", new("Support aux utilisateurs", "User support"), []),
        new("assistance-technique", "11", new("Assistance technique", "Technical assistance"), []),
        new("adherents", "12", new("Service rendu aux adhérents", "Service to members"), []),
        new(RestCode, "13", new("Compléments", "Additional tables"), []),
    ];

    public static Chapter? Find(string code) => All.FirstOrDefault(chapter => chapter.Code == code);

    /// <summary>Whether what has no chapter of its own stands here.</summary>
    public bool IsRest => Code == RestCode;

    /// <summary>Heading: <c>9. Systèmes d'information</c>.</summary>
    public string Heading => Number.Length == 0 ? $"{Title}" : $"{Number}. {Title}";

    /// <summary>The chapter that a section of the report belongs to: <c>9.6.1</c> to the one numbered 9.</summary>
    public static Chapter OfSection(string section) => All.FirstOrDefault(chapter => chapter.Number.Length > 0 && !chapter.IsRest && section.Split('.')[0] == chapter.Number) ?? All[^1];

    /// <summary>The chapter that shows a key figure; its group stands first in its label.</summary>
    public static Chapter OfKeyFigure(string label) =>
        All.FirstOrDefault(chapter => chapter.KeyFigureGroups.Any(group => label.StartsWith($"{group} – ", StringComparison.Ordinal))) ?? All[^1];
}
