namespace Siim94.ITSM.BrowserTests;

/// <summary>A form that keeps what is typed in it: which, where it stands, and a field of it.</summary>
/// <param name="Part">File that it is written in.</param>
/// <param name="Path">Its page; what stands in braces is found in the demo.</param>
sealed record KeptForm(string Part, string Path, string Field)
{
    public string Login { get; init; } = "admin";

    /// <summary>What the field takes.</summary>
    public string Text { get; init; } = "Ne pas perdre ceci";

    /// <summary>What is pressed before the form is there.</summary>
    public string? Opener { get; init; }

    /// <summary>What is asked before.</summary>
    public IReadOnlyList<(string Field, string Text)> Question { get; init; } = [];

    const string Day = "2017-07-14";

    /// <summary>Each form of the product.</summary>
    public static readonly KeptForm[] All =
    [
        new("ChapterPage", "/bilans/2017/chapitres/synthese", "#f-text"),
        new("ChapterPage", "/bilans/2017/chapitres/systemes-information", "#f-comment"),
        new("DisputesPage", "/contestations?objet=Ligne&adresse=%2Flignes%2Fticket%2F1", "#f-reason"),
        new("DisputePage", "/contestations/{open dispute}", "#f-answer"),
        new("DisputePage", "/contestations/{rejected dispute}", "#f-reason"),
        new("BulkChangePage", "/temps/lot", "#f-set-activity")
        {
            Text = "{activity}",
            Question = [("#f-from", "2017-03-01"), ("#f-to", "2017-03-31")],
            Opener = "main form button[type=submit]",
        },
        new("ReportSchedulePage", "/envois/nouveau", "#f-title"),
        new("MailTextsPage", "/messagerie/textes", "#f-intro"),
        new("SettingsPage", "/parametres", "#f-name"),
        new("NoticesPage", "/avis", "#f-digestat") { Text = "07:45" },
        new("AllocationsPage", "/repartitions?periode=2017&repartition=1", "#f-reason"),
        new("InterventionPage", "/interventions/nouvelle", "#f-summary"),
        new("HotlinePage", "/hotline", "#f-note"),
        new("PersonPage", "/annuaire/1", "#f-room"),
        new("AddPersonPage", "/annuaire/nouveau", "#f-name"),
        new("AllowancesPage", "/absences/droits", "#f-allowance") { Text = "12.5" },
        new("AbsenceKindsPage", "/absences/natures", "#f-name"),
        new("ClosuresPage", "/absences/fermetures", "#f-name"),
        new("WorkPatternsPage", "/absences/rythmes", "#f-week"),
        new("AbsencesPage", "/absences", "#f-note"),
        new("TeamLeadersPage", "/absences/responsables", "#f-team") { Text = "SI" },
        new("ImportsPage", "/imports", "#f-kind") { Text = "people" },
        new("MappingForm", "/imports/{uploaded import}", "#f-mapping-firstrow") { Text = "2" },
        new("ImportPage", "/imports/{checked import}", "#f-skiprefused") { Text = "on" },
        new("ImportPage", "/imports/{checked import}", "main td select") { Text = "VITRY" },
        new("StaffPage", "/effectifs", "#f-note"),
        new("KeyFigurePage", "/chiffres-cles/PLATEFORME-TECHNIQUE-SERVEURS-LINUX-PHYSIQUES", "#f-source"),
        new("KeyFigurePage", "/chiffres-cles/PLATEFORME-TECHNIQUE-SERVEURS-LINUX-PHYSIQUES", "#f-group"),
        new("KeyFiguresPage", "/chiffres-cles", "#f-name"),
        new("CallPage", "/appel", "#f-solution"),
        new("SaveTableForm", "/croisement?measures=visits&rows=agent&columns=quarter&from=2017&to=2017", "#f-title"),
        new("SheetPanel", "/temps/{approved week}", "#f-correctionwanted") { Login = "{whose week is approved}" },
        new("LocksPage", "/verrous", "#f-grace") { Text = "3" },
        new("TimesheetsPage", "/validation", "#f-comment") { Opener = "main [data-opens]" },
        new("TeamApprovalsPage", "/validation/equipes", "#f-cycle") { Text = "month", Opener = "main [data-opens]" },
        new("RowSuccessors", "/referentiels/domain?fiche=FINANCES", "#f-startson") { Text = Day },
        new("RowNames", "/referentiels/domain?fiche=FINANCES", "#f-namestartson") { Text = Day },
        new("ReferentialsPage", "/referentiels/domain?fiche=FINANCES", "#f-label"),
        new("RowParts", "/referentiels/category?fiche={category}", "#f-members") { Text = "ARCUEIL" },
        new("AgentPostings", "/referentiels/agent?fiche={agent}", "#f-dayminutes") { Text = "432" },
        new("AddReferentialForm", "/referentiels/member?panneau=ajout", "#f-name"),
        new("ClosingsPage", "/clotures?annee=2014", "#f-reason") { Login = "manager", Opener = "main [data-opens]" },
        new("TrainingSessionPage", "/formations/nouvelle", "#f-title"),
        new("CostsPage", "/couts?annee=2017", "#f-amount") { Text = "412.5" },
        new("CostsPage", "/couts?annee=2017", "#f-contribution") { Text = "1000" },
        new("TokensPage", "/compte/jetons", "#f-name"),
        new("AccountsPage", "/comptes", "#f-displayname"),
        new("AccountsPage", "/comptes?compte=1", "#f-displayname"),
        new("AccountsPage", "/comptes?adresse=1", "#f-email") { Text = "quelqu.un@example.org" },
        new("ContactPage", "/compte", "#f-email") { Text = "quelqu.un@example.org" },
        new("TemplatesPanel", "/temps", "#f-templatename") { Login = "chefprojet" },
        new("WeekLinesPage", "/temps/lignes", "#f-note") { Login = "chefprojet" },
        new("TicketComposer", "/tickets/{open ticket}", "#f-text"),
        new("TicketComposer", "/tickets/{open ticket}", "#f-plannedon") { Text = Day },
        new("TicketTasksPanel", "/tickets/{open ticket}", "#f-tasktext"),
        new("TicketHands", "/tickets/{open ticket}", "#f-reason"),
        new("RatingForm", "/tickets/{resolved ticket}", "#f-comment") { Login = "demandeur" },
        new("ChangeTicketPage", "/tickets/{open ticket}/modifier", "#f-description"),
        new("LogTicketTimePage", "/tickets/{open ticket}/temps", "#f-note"),
        new("TicketQuickActions", "/tickets?apercu={open ticket}&faire=r", "#f-text"),
        new("TicketBulkPanel", "/tickets?statut=&panneau=lot", "#f-changes-message") { Opener = "tbody tr:nth-of-type(2) td.check input" },
        new("SaveViewPanel", "/tickets?vue=by-member&panneau=vue", "#f-name"),
        new("CannedAnswersPage", "/tickets/reponses", "#f-text"),
        new("TicketTemplatesPage", "/tickets/gabarits", "#f-fields-description"),
        new("MacrosPage", "/tickets/macros", "#f-changes-message"),
        new("RecurrentTicketsPage", "/tickets/recurrents", "#f-description"),
        new("OpenTicketPage", "/tickets/nouveau", "#f-description"),
        new("MailboxList", "/messagerie", "#f-host"),
        new("MailboxList", "/messagerie", "#f-domain"),
        new("InboxTable", "/messagerie?vue=recus", "#f-member") { Text = "VITRY", Opener = "main [data-opens]" },
    ];

    /// <summary>Forms that save nothing typed: they ask a question, take a file, or save each field as it is left.</summary>
    public static readonly string[] KeepNothing =
    [
        "KitPage",
        "ReconciliationPage",
        "BulkChangePage",
        "PivotPage",
        "SettingsPage",
        "TicketLinksPanel",
        "TicketPeopleList",
        "TicketProperties",
    ];
}
