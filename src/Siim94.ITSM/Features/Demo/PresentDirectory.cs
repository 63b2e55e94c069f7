using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Those who ask in the tickets of the present: each of one member, at one site, with an address and a number that reach nobody.
/// </summary>
static class PresentDirectory
{
    static readonly string[] Functions =
    [
        "Agent d'accueil",
        "Assistante de direction",
        "Comptable",
        "Responsable du service enfance",
        "Instructeur d'urbanisme",
        "Gestionnaire de paie",
        "Bibliothécaire",
        "Directeur des services techniques",
    ];

    public static IReadOnlyList<AddPerson> Of(IEnumerable<PresentTicket> tickets) =>
        [
            .. tickets
                .Select(ticket => ticket.Opening)
                .DistinctBy(opening => Folding.WordsInAnyOrder(opening.Requester!))
                .Select((opening, number) => PersonOf(opening.Requester!, opening.Member!, opening.Site, number)),
        ];

    static AddPerson PersonOf(string name, string member, string? site, int number) =>
        new()
        {
            Name = name,
            Member = member,
            Site = site,
            Emails = [$"{string.Join('.', name.Split(' ', '\'').Select(Folding.Fold))}@{Folding.Fold(member)}.example"],
            // 01 99 00 is kept for inventions.
            Phones = [$"01 99 00 {number / 100 % 100:00} {number % 100:00}"],
            Room = $"{1 + number % 3}{number % 40:00}",
            Function = Functions[number % Functions.Length],
            IsVip = number % 40 == 7,
            Account = name == Persona.DisplayName ? Persona.Login : null,
        };

    static readonly DemoAccount Persona = DemoPeople.Accounts.Single(account => account.Role == Role.Requester);

    /// <summary>Category of a ticket, by what it is on.</summary>
    public static string CategoryOf(PresentCase what) =>
        what.Application is { } application
            ? application is "WORD" or "EXCEL"
                ? "LOGICIEL-BUREAUTIQUE"
                : application is "OUTLOOK"
                    ? "LOGICIEL-MESSAGERIE"
                    : "LOGICIEL-METIER"
            : what.Domain is { } domain && ByDomain.TryGetValue(domain, out var category)
                ? category
                : "COMPTE-MOT-DE-PASSE";

    static readonly Dictionary<string, string> ByDomain = new()
    {
        ["IMPRESSIONS"] = "MATERIEL-IMPRESSION",
        ["TELEPHONIE"] = "MATERIEL-TELEPHONE",
        ["WINDOWS"] = "MATERIEL-POSTE",
        ["SYSTEMES"] = "MATERIEL-POSTE",
        ["RESEAUX"] = "RESEAU-CONNEXION",
        ["SAUVEGARDES"] = "RESEAU-PARTAGE",
        ["MESSAGERIE"] = "LOGICIEL-MESSAGERIE",
        ["ANTI-SPAM"] = "LOGICIEL-MESSAGERIE",
    };
}
