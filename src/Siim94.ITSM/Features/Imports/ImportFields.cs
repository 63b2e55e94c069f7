namespace Siim94.ITSM.Features.Imports;

/// <summary>A field that a column may fill.</summary>
/// <param name="Code">As the API names it: <c>subActivity</c>.</param>
/// <param name="Label">As people read it.</param>
/// <param name="IsRequired">No line goes without.</param>
/// <param name="Referential">Kind of thing that its text means; null for plain values.</param>
/// <param name="Headings">What columns of that field are called in files, French and English.</param>
sealed record ImportField(string Code, Func<string> Label, bool IsRequired, string? Referential, params string[] Headings)
{
    readonly HashSet<string> folded = [Folding.Fold(Code), .. Headings.Select(Folding.Fold)];
    readonly HashSet<string> keys = [.. Headings.Select(FileHeadings.Key).Where(key => key.Length > 0)];

    /// <summary>By one of its names, letter by letter.</summary>
    public bool IsCalled(string heading) => folded.Contains(Folding.Fold(heading));

    /// <summary>By words that mean one of its names.</summary>
    public bool IsMeant(string heading) =>
        IsCalled(heading)
        || keys.Contains(FileHeadings.Key(heading))
        || (Code is ImportFields.Quantity && FileHeadings.IsDuration(heading));
}

/// <summary>The fields of each kind of import.</summary>
static class ImportFields
{
    public const string Quantity = "quantity";

    /// <summary>Fields that are numbers: what their texts hold says how numbers are written in a file.</summary>
    public static readonly IReadOnlySet<string> Numbers = new HashSet<string> { Quantity, "ticket", "value", "allowance" };

    static readonly ImportField[] TimeEntries =
    [
        new(
            "agent",
            () => CommonWords.Agent,
            true,
            "agent",
            "matricule",
            "nom agent",
            "technicien",
            "intervenant",
            "collaborateur",
            "user",
            "utilisateur",
            "nom",
            "employee"
        ),
        new(
            "day",
            () => CommonWords.Day,
            true,
            null,
            "date",
            "jour",
            "date du jour",
            "date de travail",
            "date intervention",
            "worked on",
            "spent on"
        ),
        new(
            Quantity,
            () => CommonWords.Duration,
            true,
            null,
            "quantité",
            "durée",
            "temps",
            "temps passé",
            "jours",
            "heures",
            "minutes",
            "charge",
            "days",
            "hours",
            "time",
            "duration"
        ),
        new("unit", () => CommonWords.Unit, false, null, "unité"),
        new("activity", () => CommonWords.Activity, true, "activity", "activité", "type d'activité", "nature", "tâche", "task"),
        new("subActivity", () => CommonWords.SubActivity, false, "activity", "sous-activité", "sous activité", "sub-activity", "type"),
        new("domain", () => CommonWords.Domain, false, "domain", "domaine"),
        new("application", () => CommonWords.Application, false, "application", "logiciel", "application métier", "software"),
        new("project", () => CommonWords.Project, false, "project", "projet"),
        new(
            "member",
            () => CommonWords.Member,
            false,
            "member",
            "adhérent",
            "ville",
            "collectivité",
            "commune",
            "client",
            "organisme",
            "entité",
            "entity"
        ),
        new("ticket", () => Words.FieldTicket, false, null, "numéro de ticket", "n° ticket", "no ticket", "ticket number"),
        new(
            "note",
            () => CommonWords.Note,
            false,
            null,
            "commentaire",
            "description",
            "remarque",
            "observation",
            "comment",
            "notes",
            "libellé"
        ),
    ];

    static readonly ImportField[] Tickets =
    [
        new("title", () => CommonWords.Title, true, null, "titre", "objet", "sujet", "résumé", "libellé", "subject", "summary"),
        new("description", () => Words.FieldDescription, false, null, "détail", "contenu", "content"),
        new(
            "member",
            () => CommonWords.Member,
            true,
            "member",
            "adhérent",
            "ville",
            "collectivité",
            "commune",
            "client",
            "organisme",
            "entité",
            "entity"
        ),
        new("requester", () => CommonWords.Requester, false, null, "demandeur", "nom du demandeur", "requester name", "appelant", "caller"),
        new(
            "openedAt",
            () => Words.FieldOpenedAt,
            true,
            null,
            "ouvert le",
            "date d'ouverture",
            "date ouverture",
            "date de création",
            "créé le",
            "opened",
            "opened at",
            "opening date",
            "created at",
            "date"
        ),
        new(
            "agent",
            () => Words.FieldAssignee,
            false,
            "agent",
            "attribué à",
            "technicien",
            "assigné à",
            "assigned to",
            "assignee",
            "intervenant"
        ),
        new(
            "takenInChargeAt",
            () => Words.FieldTakenInChargeAt,
            false,
            null,
            "pris en charge le",
            "date de prise en charge",
            "taken in charge",
            "taken at"
        ),
        new(
            "resolvedAt",
            () => Words.FieldResolvedAt,
            false,
            null,
            "résolu le",
            "date de résolution",
            "date résolution",
            "resolved",
            "resolved at",
            "resolution date",
            "solved at"
        ),
        new(
            "closedAt",
            () => Words.FieldClosedAt,
            false,
            null,
            "clos le",
            "fermé le",
            "date de clôture",
            "date de fermeture",
            "closed",
            "closed at",
            "closing date"
        ),
        new("solution", () => Words.FieldSolution, false, null, "résolution", "resolution"),
        new("channel", () => CommonWords.Channel, false, null, "canal", "source de la demande", "origine", "request source", "source"),
        new("type", () => Words.FieldType, false, null, "type de ticket", "ticket type"),
        new("urgency", () => CommonWords.Urgency, false, null, "urgence"),
        new("impact", () => CommonWords.Impact, false, null),
        new("application", () => CommonWords.Application, false, "application", "logiciel", "application métier", "software"),
        new("domain", () => CommonWords.Domain, false, "domain", "domaine"),
        new("category", () => Words.FieldCategory, false, "category", "catégorie"),
        new("site", () => Words.FieldSite, false, "site", "lieu", "location"),
        new("group", () => Words.FieldGroup, false, "group", "groupe", "groupe d'assignation", "groupe de techniciens", "assignment group"),
        new("escalatedAt", () => Words.FieldEscalatedAt, false, null, "passé au n2 le", "date de passage au n2", "escalated at"),
    ];

    static readonly ImportField[] KeyFigures =
    [
        new(
            "keyFigure",
            () => Words.FieldKeyFigure,
            true,
            "key-figure",
            "chiffre clé",
            "indicateur",
            "code",
            "nom",
            "key figure",
            "indicator",
            "name"
        ),
        new("period", () => CommonWords.Period, true, null, "période", "mois", "année", "month", "year", "date"),
        new("value", () => CommonWords.Value, true, null, "valeur", "montant", "total", "nombre"),
        new("source", () => Words.FieldSource, false, null, "origine", "provenance"),
        new("note", () => CommonWords.Note, false, null, "commentaire", "remarque", "comment"),
    ];

    static readonly ImportField[] People =
    [
        new("name", () => Words.FieldName, true, null, "nom", "nom complet", "nom prénom", "nom et prénom", "full name", "last name"),
        new("firstName", () => Words.FieldFirstName, false, null, "prénom", "first name", "given name"),
        new("member", () => CommonWords.Member, true, "member", "adhérent", "organisation", "collectivité", "entité", "entity", "company"),
        new("site", () => Words.FieldSite, false, "site", "lieu", "bâtiment", "location"),
        new("emails", () => Words.FieldEmails, false, null, "courriel", "mail", "email", "e-mail", "adresse mail", "adresse électronique"),
        new("phones", () => Words.FieldPhones, false, null, "téléphone", "tél", "numéro de téléphone", "phone", "telephone number"),
        new("room", () => Words.FieldRoom, false, null, "bureau", "room", "office"),
        new("function", () => Words.FieldFunction, false, null, "fonction", "métier", "titre", "job title", "title"),
        new("language", () => Words.FieldLanguage, false, null, "langue", "language"),
        new("isVip", () => Words.FieldVip, false, null, "vip"),
        new("isActive", () => Words.FieldActive, false, null, "actif", "active", "en poste"),
    ];

    static readonly ImportField[] Absences =
    [
        new("agent", () => CommonWords.Agent, true, "agent", "matricule", "nom", "nom agent", "collaborateur", "name", "employee"),
        new("kind", () => Words.FieldAbsenceKind, true, null, "nature", "type", "type d'absence", "motif", "absence", "catégorie"),
        new("from", () => Words.FieldFrom, true, null, "du", "début", "date de début", "premier jour", "date", "start", "start date"),
        new("to", () => Words.FieldTo, false, null, "au", "fin", "date de fin", "dernier jour", "end", "end date"),
        new("fromHalf", () => Words.FieldFromHalf, false, null, "demi-journée de début", "half of first day", "from half"),
        new("toHalf", () => Words.FieldToHalf, false, null, "demi-journée de fin", "half of last day", "to half"),
        new("note", () => CommonWords.Note, false, null, "commentaire", "remarque", "description", "comment"),
        new("subject", () => Words.FieldSubject, false, null, "objet", "sujet", "subject"),
        new("attendee", () => Words.FieldAttendee, false, null, "participant", "attendee"),
    ];

    static readonly ImportField[] Allowances =
    [
        new("agent", () => CommonWords.Agent, true, "agent", "matricule", "nom", "nom agent", "collaborateur", "name", "employee"),
        new("kind", () => Words.FieldAbsenceKind, true, null, "nature", "type", "type d'absence", "motif", "catégorie", "category"),
        new("year", () => CommonWords.Year, true, null, "année", "exercice", "an"),
        new("allowance", () => Words.FieldAllowance, true, null, "droit", "droits", "jours", "nombre de jours", "solde initial", "days"),
    ];

    public static IReadOnlyList<ImportField> Of(string kind) =>
        kind switch
        {
            ImportKind.TimeEntries => TimeEntries,
            ImportKind.Tickets => Tickets,
            ImportKind.KeyFigures => KeyFigures,
            ImportKind.People => People,
            ImportKind.Absences => Absences,
            ImportKind.Allowances => Allowances,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of file."),
        };

    /// <summary>
    /// Columns by field, from what the columns are called: each column once, the first that fits, names before what means one.
    /// </summary>
    public static Dictionary<string, int> Propose(string kind, IReadOnlyList<string> headings)
    {
        var columns = new Dictionary<string, int>();
        Add((field, heading) => field.IsCalled(heading));
        Add((field, heading) => field.IsMeant(heading));
        return columns;

        void Add(Func<ImportField, string, bool> fits)
        {
            foreach (var field in Of(kind).Where(field => !columns.ContainsKey(field.Code)))
            foreach (var (index, heading) in headings.Index())
                if (!columns.ContainsValue(index + 1) && fits(field, heading))
                {
                    columns[field.Code] = index + 1;
                    break;
                }
        }
    }

    /// <summary>A field as people read it; nothing for the whole line.</summary>
    public static string LabelOf(string kind, string code) => Of(kind).FirstOrDefault(field => field.Code == code)?.Label() ?? "";

    /// <summary>How many of the headings mean a field, each another one.</summary>
    public static int CountMeant(string kind, IEnumerable<string> headings) => Propose(kind, [.. headings]).Count;
}
