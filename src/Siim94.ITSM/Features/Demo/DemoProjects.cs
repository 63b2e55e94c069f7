namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// The projects that demo work refers to: those of dématérialisation that 9.6 prints, and invented ones for the other domains.
/// </summary>
sealed class DemoProjects
{
    public const string Dematerialisation = "Dématérialisation";

    // On less than ten days a year, a domain has one project.
    const long MinutesWorthSplitting = 10 * MinuteRange.MinutesPerDay;

    // First projects of a domain weigh most.
    static readonly long[] Weights = [5, 3, 2];

    static readonly PlannedProject[] Invented =
    [
        new("FIN-CORIOLIS", "Nouvelle version de Coriolis", "Finances", null),
        new("FIN-CHORUS", "Raccordement à CHORUS Pro", "Finances", null),
        new("FIN-MARCHES", "Suivi de l'exécution des marchés", "Finances", null),
        new("SOC-BLSOCIAL", "Déploiement de BL Social", "Action sociale", null),
        new("SOC-REPRISE", "Reprise des dossiers d'aide sociale", "Action sociale", null),
        new("OPH-PIH", "Refonte de la gestion locative (PIH)", "Offices HLM", null),
        new("OPH-QUITTANCES", "Quittancement et encaissements", "Offices HLM", null),
        new("OPH-EXTRANET", "Extranet des locataires", "Offices HLM", null),
        new("ACC-ETATCIVIL", "Modernisation de l'état civil", "Affaires civiles et citoyennes", null),
        new("ACC-ELECTIONS", "Gestion des listes électorales", "Affaires civiles et citoyennes", null),
        new("SAN-CABINETS", "Remplacement du logiciel des centres de santé", "Santé publique", null),
        new("SAN-RDV", "Prise de rendez-vous en ligne", "Santé publique", null),
        new("SYS-ENTREPOT", "Entrepôt de données décisionnelles", "Système d'information global", null),
        new("SYS-ANNUAIRE", "Annuaire commun des agents", "Système d'information global", null),
        new("FAM-CONCERTO", "Migration de la petite enfance vers Concerto", "Affaires familiales", null),
        new("FAM-KIOSQUE", "Extension du kiosque familles", "Affaires familiales", null),
        new("FAM-FACTURES", "Facturation unique des familles", "Affaires familiales", null),
        new("RH-CONGES", "Gestion des congés en ligne", "Ressources humaines", null),
        new("RH-DSN", "Déclaration sociale nominative", "Ressources humaines", null),
        new("RH-ENTRETIENS", "Entretiens professionnels", "Ressources humaines", null),
        new("SIIM-SUIVI", "Outils de suivi d'activité du syndicat", "Domaine SIIM", null),
        new("GEO-PORTAIL", "Portail cartographique", "SIG et développement économique", null),
        new("HUP-AUTORISATIONS", "Instruction des autorisations d'urbanisme", "Habitat, urbanisme, patrimoine", null),
        new("HUP-PATRIMOINE", "Inventaire du patrimoine bâti", "Habitat, urbanisme, patrimoine", null),
        new("COL-PORTAILS", "Portails collaboratifs des services", "Collaboratif (SharePoint)", null),
        new("COM-SITES", "Sites internet des adhérents", "Communication et relations publiques", null),
        new("BUR-SUITE", "Renouvellement de la suite bureautique", "Bureautique", null),
        new("CUL-MEDIATHEQUES", "Informatisation des médiathèques", "Culture", null),
        new("INF-ACCES", "Accès distants aux applications", "Infrastructure globale", null),
        // Over before 2017, so 9.6 does not print them.
        new("DEMAT-ACTES", "Télétransmission des actes", Dematerialisation, null),
        new("DEMAT-CONVOCATIONS", "Convocations électroniques des élus", Dematerialisation, null),
    ];

    readonly Dictionary<string, PlannedProject> printed;

    public DemoProjects(PublishedFigures figures)
    {
        printed = figures
            .Table("si-dematerialisation")
            .Rows.ToDictionary(row => row.Label, row => OfLabel(row.Label), StringComparer.Ordinal);
        All = [.. Invented, .. printed.Values];
    }

    public IReadOnlyList<PlannedProject> All { get; }

    /// <summary>The code of a project that 9.6 prints.</summary>
    public string CodeOf(string label) => printed[label].Code;

    /// <summary>Spreads project work of a domain over its invented projects.</summary>
    public static IEnumerable<PlannedWork> Spread(PlannedWork work)
    {
        var projects = Invented.Where(project => project.Domain == work.Domain).ToList();
        if (projects.Count == 0)
            throw new InvalidOperationException($"The domain {work.Domain} has project work and no project.");
        if (work.Minutes < MinutesWorthSplitting)
            projects = projects[..1];

        var left = work.Minutes;
        var weights = Weights[..projects.Count].Sum();
        foreach (var (project, weight) in projects.Zip(Weights))
        {
            var part = left * weight / weights;
            left -= part;
            weights -= weight;
            yield return work with
            {
                Project = project.Code,
                Minutes = part,
            };
        }
    }

    static PlannedProject OfLabel(string label)
    {
        var words = label.Split([' ', '/', ':', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var name = label == "divers" ? $"{Dematerialisation} - divers" : label;
        return new(
            $"DEMAT-{string.Join('-', words.Select(word => Folding.Fold(word).ToUpperInvariant()))}",
            name,
            Dematerialisation,
            label
        );
    }
}
