namespace Siim94.ITSM.Features.Demo;

/// <summary>Texts of the demo's report: ours, not the syndicate's. Their figures follow the tables.</summary>
static class DemoTexts
{
    public const int Year = 2017;

    /// <summary>Markdown by chapter.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByChapter = new Dictionary<string, string>
    {
        ["synthese"] = """
            L'année 2017 tient en trois chiffres : **{{infra-general[total,2017]}} jours** d'infogérance, **{{si-general[total,2017]}} jours** au pôle Systèmes d'information
            et **{{hotline-member[total,2017]}} tickets** ouverts à la hotline.

            # L'année par service

            - **Infogérance** : {{infra-general[MCO,2017]}} jours de maintien en condition opérationnelle et {{infra-general[Projets,2017]}} jours de projets, pour {{key-figures-platform[Serveurs Windows virtuels,2017]}} serveurs Windows virtuels et {{key-figures-platform[Bases de données Oracle,2017]}} bases Oracle.
            - **Systèmes d'information** : {{si-general[MCO,2017]}} jours de maintien des applications, pour {{si-general[MCO,2016]}} en 2016, et {{si-general[Projet,2017]}} jours de projets, pour {{si-general[Projet,2016]}}.
            - **Support aux utilisateurs** : {{support-activity[Assistance,2017]}} jours d'assistance ; {{support-training[total,2017.people]}} agents formés en {{support-training[total,2017.days]}} jours de session.
            - **Assistance technique** : {{onsite-member[total,2017]}} jours sur les sites des adhérents, et {{hotline-member[total,2017]}} tickets à la hotline.

            Les chapitres suivants en donnent le détail. Chaque chiffre s'ouvre sur les lignes qui le composent.
            """,
        ["infogerance"] = """
            Le maintien en condition opérationnelle occupe {{infra-general[MCO,2017]}} jours sur {{infra-general[total,2017]}} ; viennent ensuite les projets, avec {{infra-general[Projets,2017]}} jours.

            La plateforme technique compte :

            - {{key-figures-platform[Serveurs Windows virtuels,2017]}} serveurs Windows virtuels ;
            - {{key-figures-platform[Serveurs Linux virtuels,2017]}} serveurs Linux virtuels ;
            - {{key-figures-platform[Bases de données Oracle,2017]}} bases de données Oracle.
            """,
        ["systemes-information"] = """
            # Maintien et projets

            Le pôle a consacré {{si-general[MCO,2017]}} jours au maintien des applications, pour {{si-general[MCO,2016]}} en 2016, et {{si-general[Projet,2017]}} jours aux projets, pour {{si-general[Projet,2016]}}.

            | Domaine | 2016 | 2017 |
            |---|---:|---:|
            | Finances | {{si-domain[Finances,2016]}} | {{si-domain[Finances,2017]}} |
            | Ressources humaines | {{si-domain[Ressources humaines,2016]}} | {{si-domain[Ressources humaines,2017]}} |
            | Dématérialisation | {{si-domain[Dématérialisation,2016]}} | {{si-domain[Dématérialisation,2017]}} |

            > Ces jours sont ceux qui ont été saisis : ni les congés ni les absences n'y figurent.
            """,
        ["support-utilisateurs"] = """
            L'assistance aux utilisateurs représente {{support-activity[Assistance,2017]}} jours. Les formations ont réuni {{support-training[total,2017.people]}} agents pendant {{support-training[total,2017.days]}} jours de session.
            """,
        ["assistance-technique"] = """
            Les techniciens ont passé {{onsite-member[total,2017]}} jours sur les sites des adhérents, et la hotline a enregistré {{hotline-member[total,2017]}} tickets. La [liste des tickets](/tickets) reste consultable.
            """,
        ["adherents"] = """
            Chaque jour est d'abord compté là où il a été saisi. Le second tableau ajoute à chaque adhérent sa part du temps partagé, selon la clé acceptée pour l'année.
            """,
    };

    /// <summary>Chapters whose texts wait for a manager's review; the others are still drafts.</summary>
    public static readonly IReadOnlyList<string> Submitted = ["infogerance", "systemes-information"];
}
