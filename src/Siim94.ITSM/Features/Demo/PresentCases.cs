using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>How a ticket of the present goes, once somebody has taken it.</summary>
enum PresentCourse
{
    /// <summary>Settled on the telephone.</summary>
    Quick,

    /// <summary>Somebody goes there.</summary>
    Visit,

    /// <summary>Somebody else is waited for.</summary>
    Slow,
}

/// <summary>What a ticket of the present is about. Its site stands where the title says <c>{0}</c>.</summary>
sealed record PresentCase(string Team, PresentCourse Course, string Type, string Title, string Description, string Solution)
{
    public string? Application { get; init; }
    public string? Domain { get; init; }

    /// <summary>What is waited for, where something is.</summary>
    public string Waiting { get; init; } = "En attente d'une réponse du demandeur.";
}

/// <summary>The texts of the present's tickets: all invented.</summary>
static class PresentCases
{
    const string Desk = DemoPeople.WorkstationTeam,
        Network = "INFRA-SYSRES",
        Production = "INFRA-EXPLOIT",
        Software = "SI",
        Office = "SUPPORT";

    /// <summary>Of towns only, and of schools only.</summary>
    public const string Council = "Écran noir dans la salle du conseil",
        Board = "Tableau numérique décalé {0}";

    public static readonly IReadOnlyList<PresentCase> All =
    [
        Incident(
            Desk,
            PresentCourse.Visit,
            "Imprimante en panne {0}",
            "Bourrage permanent, le bac 2 ne s'ouvre plus.",
            "Rouleau remplacé."
        ) with
        {
            Domain = "IMPRESSIONS",
            Waiting = "Pièce commandée chez le fournisseur.",
        },
        Incident(
            Desk,
            PresentCourse.Quick,
            "Mot de passe expiré",
            "Ne peut plus ouvrir sa session depuis ce matin.",
            "Renouvelé avec l'agent."
        ),
        Incident(Desk, PresentCourse.Quick, "Compte verrouillé {0}", "Trop d'essais au retour de congés.", "Compte déverrouillé."),
        Incident(
            Desk,
            PresentCourse.Visit,
            Council,
            "Le vidéoprojecteur ne reçoit plus d'image, conseil prévu cette semaine.",
            "Câble et boîtier de raccordement changés."
        ),
        Incident(
            Desk,
            PresentCourse.Visit,
            "Poste très lent {0}",
            "L'ouverture de session prend plus de dix minutes.",
            "Profil nettoyé et disque remplacé."
        ) with
        {
            Domain = "WINDOWS",
        },
        Incident(
            Desk,
            PresentCourse.Visit,
            "Plus de téléphone {0}",
            "Deux postes sans tonalité à l'accueil.",
            "Prise brassée de nouveau."
        ) with
        {
            Domain = "TELEPHONIE",
        },
        Incident(Desk, PresentCourse.Quick, "Souris et clavier muets", "Plus rien ne répond depuis la pause.", "Récepteur rebranché."),
        Incident(Desk, PresentCourse.Quick, "Dossier partagé introuvable", "Le lecteur du service a disparu.", "Lecteur remonté.") with
        {
            Domain = "WINDOWS",
        },
        Incident(
            Desk,
            PresentCourse.Quick,
            "Pièce jointe bloquée",
            "Un devis attendu reste en quarantaine.",
            "Message libéré après vérification de l'expéditeur."
        ) with
        {
            Domain = "ANTI-SPAM",
        },
        Incident(
            Desk,
            PresentCourse.Quick,
            "Message suspect reçu",
            "Demande un virement au nom du maire.",
            "Hameçonnage : expéditeur bloqué."
        ) with
        {
            Domain = "SECURITE",
        },
        Incident(Desk, PresentCourse.Visit, Board, "Le stylet écrit à côté.", "Tableau recalibré."),
        Incident(Desk, PresentCourse.Visit, "Scanner non reconnu {0}", "Rien ne part vers le courrier.", "Pilote réinstallé.") with
        {
            Application = "COURRIER",
        },
        Incident(Desk, PresentCourse.Visit, "Onduleur qui sonne {0}", "Un signal toutes les trente secondes.", "Batterie remplacée."),
        Incident(
            Desk,
            PresentCourse.Quick,
            "Double écran inversé {0}",
            "La souris part du mauvais côté.",
            "Affichage réglé à distance."
        ) with
        {
            Domain = "WINDOWS",
        },
        Incident(
            Desk,
            PresentCourse.Quick,
            "Caractères étranges à l'impression {0}",
            "Toutes les pages sont illisibles.",
            "Pilote changé."
        ) with
        {
            Domain = "IMPRESSIONS",
        },
        Incident(Desk, PresentCourse.Visit, "Lecteur de badges muet {0}", "Le personnel ne peut plus pointer.", "Boîtier réalimenté."),
        Request(
            Desk,
            PresentCourse.Visit,
            "Borne d'accueil à installer {0}",
            "Pour prendre un ticket à l'arrivée.",
            "Borne posée et essayée."
        ),
        Request(Desk, PresentCourse.Quick, "Accès au wifi des invités", "Réunion publique jeudi soir.", "Codes remis à l'accueil."),
        Incident(Network, PresentCourse.Quick, "Site interne inaccessible", "Page blanche depuis ce matin.", "Certificat renouvelé.") with
        {
            Domain = "SYSTEMES",
        },
        Request(
            Network,
            PresentCourse.Slow,
            "Ouvrir un flux vers un éditeur",
            "Télémaintenance à partir de lundi.",
            "Flux ouvert et journalisé."
        ) with
        {
            Domain = "SECURITE",
            Waiting = "Adresses de l'éditeur demandées.",
        },
        Request(Desk, PresentCourse.Visit, "Installer un second écran {0}", "Pour le suivi des dossiers à l'accueil.", "Écran installé."),
        Request(
            Desk,
            PresentCourse.Visit,
            "Poste pour une arrivée {0}",
            "Prise de poste le mois prochain : portable, téléphone, accès.",
            "Poste préparé, remis et essayé avec l'agent."
        ) with
        {
            Waiting = "Le matériel est commandé.",
        },
        Request(Desk, PresentCourse.Visit, "Déménager trois postes {0}", "Le service change d'étage.", "Postes déplacés et raccordés."),
        Request(
            Desk,
            PresentCourse.Quick,
            "Accès au dossier du service",
            "Lecture et écriture pour un nouvel agent.",
            "Droits ouverts."
        ) with
        {
            Waiting = "Accord du responsable demandé.",
        },
        Request(Desk, PresentCourse.Quick, "Installer un lecteur de PDF", "Pour relire des plans.", "Installé à distance."),
        Request(
            Desk,
            PresentCourse.Quick,
            "Prêt d'un portable pour un jury",
            "Trois jours, avec les outils bureautiques.",
            "Portable remis."
        ),
        Request(Desk, PresentCourse.Quick, "Fermer un compte", "Départ à la fin du mois.", "Compte fermé, boîte transférée au service."),
        Request(
            Desk,
            PresentCourse.Quick,
            "Signature électronique à renouveler",
            "Le certificat expire bientôt.",
            "Certificat installé."
        ) with
        {
            Application = "LEGALBOX",
        },
        Incident(
            Network,
            PresentCourse.Slow,
            "Plus d'internet {0}",
            "Tout le bâtiment est coupé, le wifi aussi.",
            "Lien rétabli par l'opérateur, secours essayé."
        ) with
        {
            Domain = "RESEAUX",
            Waiting = "Incident ouvert chez l'opérateur.",
        },
        Incident(
            Network,
            PresentCourse.Slow,
            "Wifi instable {0}",
            "Coupures toutes les dix minutes.",
            "Borne remplacée, canal changé."
        ) with
        {
            Domain = "RESEAUX",
            Waiting = "Borne de rechange commandée.",
        },
        Incident(Network, PresentCourse.Quick, "Accès à distance refusé", "Le télétravail est impossible.", "Jeton réinitialisé.") with
        {
            Domain = "SECURITE",
        },
        Incident(Network, PresentCourse.Quick, "Boîte aux lettres pleine", "Plus aucun message n'arrive.", "Archivage mis en place.") with
        {
            Domain = "MESSAGERIE",
        },
        Request(
            Network,
            PresentCourse.Slow,
            "Raccorder une caméra de comptage {0}",
            "Adresse fixe demandée.",
            "Port configuré, flux ouvert."
        ) with
        {
            Domain = "RESEAUX",
            Waiting = "Le câblage est à faire par le service du bâtiment.",
        },
        Request(Network, PresentCourse.Quick, "Restaurer un dossier effacé", "Effacé hier par erreur.", "Restauré de la veille.") with
        {
            Domain = "SAUVEGARDES",
        },
        Incident(
            Production,
            PresentCourse.Quick,
            "Édition des factures arrêtée",
            "Le lot du soir n'est pas sorti.",
            "Traitement relancé, fichier vérifié."
        ) with
        {
            Application = "POLYFAC",
            Domain = "AFFAIRES-FAMILIALES",
        },
        Incident(
            Production,
            PresentCourse.Slow,
            "Télétransmission rejetée",
            "Le fichier du mois est refusé.",
            "Nouveau fichier envoyé, accepté."
        ) with
        {
            Application = "CHORUS",
            Waiting = "Question posée au comptable public.",
        },
        Incident(Software, PresentCourse.Quick, "Erreur à l'édition d'un mandat", "Message au moment d'imprimer.", "Modèle corrigé.") with
        {
            Application = "CORIOLIS",
        },
        Incident(
            Software,
            PresentCourse.Slow,
            "Bon de commande impossible à valider",
            "Le crédit disponible paraît faux.",
            "Report de crédits corrigé avec l'éditeur."
        ) with
        {
            Application = "CORIOLIS",
            Waiting = "Demande ouverte chez l'éditeur.",
        },
        Incident(Software, PresentCourse.Quick, "Bulletin de paie introuvable", "Un agent ne voit pas le dernier.", "Lot republié.") with
        {
            Application = "SEDIT-RH",
        },
        Incident(
            Software,
            PresentCourse.Slow,
            "Compteur de congés faux",
            "Le reliquat n'est pas repris.",
            "Reprise refaite pour le service."
        ) with
        {
            Application = "E-CONGES",
            Waiting = "Liste des agents concernés demandée.",
        },
        Incident(
            Software,
            PresentCourse.Quick,
            "Inscription à la cantine bloquée",
            "La famille reçoit une erreur au paiement.",
            "Dossier débloqué, paiement essayé."
        ) with
        {
            Application = "KIOSQUE-FAMILLES",
        },
        Incident(Software, PresentCourse.Slow, "Planning de la crèche décalé", "Les présences changent de jour.", "Correctif posé.") with
        {
            Application = "CONCERTO",
            Waiting = "Correctif promis par l'éditeur.",
        },
        Incident(Software, PresentCourse.Quick, "Rendez-vous en double {0}", "Deux patients à la même heure.", "Agenda réparé.") with
        {
            Application = "MAIDIS",
        },
        Incident(Software, PresentCourse.Slow, "Acte d'état civil non imprimable", "La marge coupe le filigrane.", "Modèle refait.") with
        {
            Application = "MELODIE",
            Waiting = "Exemplaire demandé au service.",
        },
        Incident(
            Software,
            PresentCourse.Quick,
            "Courrier entrant non distribué",
            "Reste dans la corbeille d'accueil.",
            "Règle corrigée."
        ) with
        {
            Application = "ELISE",
        },
        Incident(
            Software,
            PresentCourse.Slow,
            "Quittances à zéro",
            "Trois locataires reçoivent une quittance nulle.",
            "Calcul relancé."
        ) with
        {
            Application = "PIH",
            Waiting = "Contrôle en cours chez l'adhérent.",
        },
        Request(Software, PresentCourse.Slow, "Nouvel état des subventions", "Par association et par an.", "État livré.") with
        {
            Application = "BUSINESS-OBJECTS",
            Waiting = "Maquette envoyée pour accord.",
        },
        Request(Software, PresentCourse.Quick, "Profil pour une remplaçante", "Aide sociale, lecture seule.", "Profil créé.") with
        {
            Application = "BL-SOCIAL",
        },
        Request(
            Software,
            PresentCourse.Slow,
            "Déposer une délibération",
            "Le dépôt est refusé.",
            "Dépôt refait avec le service des assemblées."
        ) with
        {
            Application = "AIRS-DELIB",
        },
        Incident(Office, PresentCourse.Quick, "Calendrier partagé invisible", "L'équipe ne le voit plus.", "Partage rétabli.") with
        {
            Application = "OUTLOOK",
        },
        Request(
            Office,
            PresentCourse.Quick,
            "Formule de tableau à corriger",
            "Les totaux ne suivent plus.",
            "Formule revue par téléphone."
        ) with
        {
            Application = "EXCEL",
        },
        Request(Office, PresentCourse.Quick, "Publipostage d'invitations", "Étiquettes décalées.", "Modèle repris avec l'agent.") with
        {
            Application = "WORD",
        },
        Request(Office, PresentCourse.Slow, "Espace de travail pour un projet", "Documents à plusieurs services.", "Espace ouvert.") with
        {
            Application = "SHAREPOINT",
            Waiting = "Liste des membres attendue.",
        },
    ];

    static PresentCase Incident(string team, PresentCourse course, string title, string description, string solution) =>
        new(team, course, TicketType.Incident, title, description, solution);

    static PresentCase Request(string team, PresentCourse course, string title, string description, string solution) =>
        new(team, course, TicketType.Request, title, description, solution);

    /// <summary>What is said to whoever asked, and what only colleagues read.</summary>
    public static readonly string[] PublicNotes =
    [
        "Nous avons reproduit le problème, nous revenons vers vous.",
        "Pouvez-vous nous envoyer une copie d'écran du message ?",
        "Un essai est prévu avec vous dans la semaine.",
        "La correction est en place, merci de vérifier.",
    ];

    public static readonly string[] PrivateNotes =
    [
        "Même symptôme que la semaine dernière sur un autre site.",
        "Vu en réunion d'équipe : à traiter avant la fin du mois.",
        "Rappelé, pas de réponse.",
        "Le matériel est sous garantie.",
    ];

    public static readonly string[] EscalationReasons =
    [
        "Rien à redire du poste ni du compte : à voir dans l'application.",
        "Le redémarrage et la réinstallation n'y changent rien.",
        "Demande qui passe par l'équipe responsable.",
        "Il faut des droits que nous n'avons pas.",
    ];

    public static readonly string[] ReopenReasons =
    [
        "Le problème est revenu ce matin.",
        "Cela fonctionne sur un poste, pas sur les autres.",
        "L'agent concerné n'a toujours pas accès.",
    ];

    public static readonly string[] VisitNotes =
    [
        "Rendez-vous pris avec l'accueil.",
        "Passage groupé avec les autres demandes du site.",
        "Prévoir une pièce de rechange.",
    ];

    public static readonly string[] Rounds =
    [
        "Maintenance des postes et des imprimantes du site.",
        "Renouvellement de deux postes et reprise des données.",
        "Mise à jour des postes de la salle de formation.",
        "Inventaire du matériel et étiquetage.",
        "Installation d'un copieur partagé.",
        "Vérification du brassage et des onduleurs.",
    ];

    public static readonly string[] RemoteHelp =
    [
        "Prise en main à distance : réglage de la messagerie.",
        "Prise en main à distance : pilote d'imprimante.",
        "Prise en main à distance : mise à jour et redémarrage.",
    ];
}
