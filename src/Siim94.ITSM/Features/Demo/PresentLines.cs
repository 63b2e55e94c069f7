using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Demo;

/// <summary>What lines of the present are worked on: each agent has a domain of their own, and comes to others now and then.</summary>
sealed class PresentLines(ReferentialData referentials)
{
    /// <summary>Projects under way, each in the domain of somebody.</summary>
    public static readonly IReadOnlyList<(string Code, string Name, string Domain)> Projects =
    [
        ("FIN-FACTURES", "Dématérialisation des factures", "FINANCES"),
        ("RH-TELETRAVAIL", "Suivi du télétravail", "RESSOURCES-HUMAINES"),
        ("FAM-PORTAIL", "Refonte du portail des familles", "AFFAIRES-FAMILIALES"),
        ("SOC-DOSSIER", "Dossier social unique", "ACTION-SOCIALE"),
        ("ACC-TITRES", "Rendez-vous des titres d'identité", "AFFAIRES-CIVILES-ET-CITOYENNES"),
        ("SAN-AGENDA", "Agenda commun des centres de santé", "SANTE-PUBLIQUE"),
        ("OPH-TRAVAUX", "Suivi des travaux des offices", "OFFICES-HLM"),
        ("DEM-ARCHIVES", "Archivage électronique", "DEMATERIALISATION"),
        ("INF-DOUBLE-CLE", "Authentification à deux facteurs", "INFRASTRUCTURE-GLOBALE"),
        ("INF-ECOLES", "Renouvellement des postes des écoles", "INFRASTRUCTURE-GLOBALE"),
    ];

    // The last two are of the infrastructure.
    const int ProjectsOfSoftware = 8;

    public static readonly (string Category, string Title, string? Application)[] Courses =
    [
        ("BUREAUTIQUE", "Tableaux croisés pas à pas", "EXCEL"),
        ("BUREAUTIQUE", "Longs documents et styles", "WORD"),
        ("BUREAUTIQUE", "Organiser sa messagerie", "OUTLOOK"),
        ("BUREAUTIQUE", "Travailler à plusieurs sur un document", "SHAREPOINT"),
        ("METIERS", "Saisir un bon de commande", "CORIOLIS"),
        ("METIERS", "Inscriptions et facturation", "CONCERTO"),
        ("METIERS", "Absences et remplacements", "SEDIT-RH"),
        ("METIERS", "Distribuer le courrier", "ELISE"),
        ("RECLASSEMENTS", "Premiers pas à l'ordinateur", null),
        ("RECLASSEMENTS", "Se préparer à un poste de bureau", null),
    ];

    static readonly string[] Technical = ["RESEAUX", "WINDOWS", "SAUVEGARDES", "SYSTEMES", "SECURITE", "MESSAGERIE", "BASES-DE-DONNEES"];
    static readonly string[] ProjectParts = ["SI-PROJET-AMOA", "SI-PROJET-DEV", "SI-PROJET-CONDUITE"];
    static readonly string[] HousingOffices = ["OPALY", "OPH-IVRY", "OPH-VILLEJUIF", "OPH-VITRY"];
    static readonly string[] ProjectNotes =
    [
        "Atelier avec les services.",
        "Recette de la nouvelle version.",
        "Comité de suivi et compte rendu.",
        "Paramétrage et essais.",
    ];

    readonly ILookup<string, string> applications = referentials
        .Applications.Where(application => application.DomainId is not null)
        .ToLookup(application => referentials.Domains[application.DomainId!.Value].Code, application => application.Code);

    /// <summary>What time on a ticket counts as.</summary>
    public static TimeEntryFields OfTicket(PresentCase what) =>
        what.Team switch
        {
            "INFRA-SYSRES" => new() { Activity = "INFRA-MCO", SubActivity = "INFRA-MCO-SYS" },
            "INFRA-EXPLOIT" => new() { Activity = "INFRA-MCO", SubActivity = "INFRA-MCO-APP" },
            "SI" => new() { Activity = "SI-MCO", SubActivity = "SI-MCO-SUIVI" },
            "SUPPORT" => new() { Activity = "SUPPORT-ASSISTANCE" },
            PresentDesk.Team => new() { Activity = "ASSIST-REMOTE" },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what.Team, "Not a team that deals with tickets."),
        };

    public TimeEntryFields Of(PresentAgent agent, Random chance) =>
        agent.Agent.Team switch
        {
            "SI" => Software(agent, chance),
            "SUPPORT" => Support(chance),
            PresentDesk.Team => new()
            {
                Activity = "INFRA-MCO",
                SubActivity = "INFRA-MCO-SYS",
                Domain = chance.Next(3) == 0 ? "IMPRESSIONS" : "WINDOWS",
            },
            _ => Infrastructure(agent, chance),
        };

    static TimeEntryFields Infrastructure(PresentAgent agent, Random chance) =>
        chance.Next(100) switch
        {
            < 45 when agent.Agent.Team != "INFRA-ARCHI" => new()
            {
                Activity = "INFRA-MCO",
                SubActivity = "INFRA-MCO-SYS",
                Domain = Technical[(agent.Number + chance.Next(2)) % Technical.Length],
            },
            < 60 => new()
            {
                Activity = "INFRA-MCO",
                SubActivity = "INFRA-MCO-ADH",
                Member = PresentTickets.AnyMember(chance),
            },
            < 88 => new()
            {
                Activity = "INFRA-PROJETS",
                Project = Projects[ProjectsOfSoftware + chance.Next(Projects.Count - ProjectsOfSoftware)].Code,
                Note = ProjectNotes[chance.Next(ProjectNotes.Length)],
            },
            < 95 => new() { Activity = "INFRA-ADMIN" },
            _ => new() { Activity = "INFRA-LOGISTIQUE" },
        };

    TimeEntryFields Software(PresentAgent agent, Random chance)
    {
        var (project, _, domain) = Projects[(agent.Number + (chance.Next(6) == 0 ? 1 : 0)) % ProjectsOfSoftware];
        var member =
            domain == "OFFICES-HLM" ? HousingOffices[chance.Next(HousingOffices.Length)]
            : chance.Next(5) < 2 ? "MULTI"
            : PresentTickets.AnyMember(chance);
        var known = applications[domain].ToList();
        return chance.Next(100) switch
        {
            < 38 => new()
            {
                Activity = "SI-PROJET",
                SubActivity = ProjectParts[chance.Next(ProjectParts.Length)],
                Project = project,
                Domain = domain,
                Member = member,
                Note = ProjectNotes[chance.Next(ProjectNotes.Length)],
            },
            < 76 => new()
            {
                Activity = "SI-MCO",
                SubActivity = "SI-MCO-SUIVI",
                Domain = domain,
                Application = known.Count > 0 ? known[chance.Next(known.Count)] : null,
                Member = member,
            },
            < 83 => new()
            {
                Activity = "SI-MCO",
                SubActivity = "SI-MCO-ADMIN",
                Domain = domain,
            },
            < 92 => new() { Activity = "SI-DOMAINE", Domain = domain },
            _ => new()
            {
                Activity = "SI-INTERNE",
                Domain = "DOMAINE-SIIM",
                Member = "SIIM94",
            },
        };
    }

    static TimeEntryFields Support(Random chance) =>
        chance.Next(100) switch
        {
            < 55 => new() { Activity = "SUPPORT-ASSISTANCE", Member = PresentTickets.AnyMember(chance) },
            < 70 => new() { Activity = "SUPPORT-PROJETS", Project = Projects[chance.Next(ProjectsOfSoftware)].Code },
            < 82 => new() { Activity = "SUPPORT-PREPARATION" },
            < 90 => new() { Activity = "SUPPORT-COORDINATION" },
            < 94 => new() { Activity = "SUPPORT-CONTINUE" },
            _ => new() { Activity = "SUPPORT-ADMIN" },
        };
}
