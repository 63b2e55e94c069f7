namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// The tables of the syndicate's report, under the ids and in the order of <c>db/seed/published-tables.json</c>, and those for members.
/// </summary>
static class BuiltInTables
{
    static readonly MeasureColumn WholeDays = new(Measure.Days, 0),
        Tenths = new(Measure.Days, 1),
        Hundredths = new(Measure.Days, 2);

    static readonly Measure[] OfHands =
    [
        Measure.TicketsTaken,
        Measure.TicketsResolved,
        Measure.TicketsReopened,
        Measure.FirstLineShare,
        Measure.ResolutionMedian,
        Measure.Backlog,
    ];

    public static readonly IReadOnlyList<ReportTable> All =
    [
        // The team of the workstations has a department of its own: leaving it out needs no exception.
        Days(
            "infra-general",
            "8",
            new(
                "Répartition générale de l'activité d'infogérance (hors équipe d'intervention sur les postes de travail)",
                "Infrastructure services: general distribution (workstation team left out)"
            ),
            Axis.Activity,
            WholeDays,
            RowOrder.AsListed,
            (Axis.Department, "INFRA")
        ),
        Days(
            "infra-mco-domain",
            "8.4.1",
            new("MCO infrastructure, système et réseaux (toutes équipes)", "Run of infrastructure, systems and networks (all teams)"),
            Axis.Domain,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Activity, "INFRA-MCO"),
            (Axis.SubActivity, "INFRA-MCO-SYS")
        ),
        Days(
            "infra-mco-application",
            "8.4.2",
            new("MCO spécifique sur les applications", "Run of applications"),
            Axis.Domain,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Activity, "INFRA-MCO"),
            (Axis.SubActivity, "INFRA-MCO-APP")
        ),
        Days(
            "infra-mco-member",
            "8.4.3",
            new("Activités spécifiques adhérents", "Activities specific to members"),
            Axis.Member,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Activity, "INFRA-MCO"),
            (Axis.SubActivity, "INFRA-MCO-ADH")
        ),
        Days(
            "si-general",
            "9.5.1",
            new("Pôle SI : répartition générale", "Information systems: general distribution"),
            Axis.Activity,
            WholeDays,
            RowOrder.AsListed,
            (Axis.Department, "SI")
        ),
        Days(
            "si-mco",
            "9.5.1.1",
            new("Pôle SI : activité maintien en condition opérationnelle", "Information systems: run"),
            Axis.SubActivity,
            WholeDays,
            RowOrder.AsListed,
            (Axis.Department, "SI"),
            (Axis.Activity, "SI-MCO")
        ),
        Days(
            "si-project",
            "9.5.1.2",
            new("Pôle SI : composition de l'activité projet", "Information systems: project work"),
            Axis.SubActivity,
            WholeDays,
            RowOrder.AsListed,
            (Axis.Department, "SI"),
            (Axis.Activity, "SI-PROJET")
        ),
        Days(
            "si-domain",
            "9.6",
            new(
                "Répartition de la charge globale sur les domaines (congés et absences non inclus)",
                "Whole load by domain (leave and absences not included)"
            ),
            Axis.UpperDomain,
            Tenths,
            RowOrder.ByName,
            (Axis.Department, "SI")
        ),
        Days(
            "si-dematerialisation",
            "9.6",
            new("Activités spécifiques sur la dématérialisation", "Paperless work by project"),
            Axis.Project,
            Tenths,
            RowOrder.ByValue,
            (Axis.Department, "SI"),
            (Axis.Domain, "DEMATERIALISATION")
        ) with
        {
            IsLimitedToLastYear = true,
            IsPartial = true,
        },
        Days(
            "si-project-domain",
            "9.6.1.1",
            new("Répartition de l'activité projet sur les domaines", "Project work by domain"),
            Axis.Domain,
            Tenths,
            RowOrder.ByValue,
            (Axis.Department, "SI"),
            (Axis.Activity, "SI-PROJET")
        ),
        Days(
            "si-mco-domain",
            "9.6.1.2",
            new("Répartition de l'activité MCO (jours et part du total)", "Run by domain (days and share of the total)"),
            Axis.Domain,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Department, "SI"),
            (Axis.Activity, "SI-MCO")
        ) with
        {
            HasShares = true,
        },
        Days(
            "support-activity",
            "10.2",
            new("Support Utilisateurs : répartition des activités", "User support: activities"),
            Axis.Activity,
            Hundredths,
            RowOrder.AsListed,
            (Axis.Department, "SUPPORT")
        ),
        Days(
            "support-assistance-application",
            "10.2",
            new("Support Utilisateurs : activité d'assistance par application", "User support: assistance by application"),
            Axis.Application,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Department, "SUPPORT"),
            (Axis.Activity, "SUPPORT-ASSISTANCE")
        ) with
        {
            IsPartial = true,
        },
        new()
        {
            Id = "support-training",
            Section = "10.2",
            Title = new("Support Utilisateurs : formation, agents formés et jours", "User support: people trained and days of training"),
            Unit = "people and days",
            Measures = [new(Measure.PeopleTrained, 0, "people"), new(Measure.SessionDays, 1, "days")],
            RowAxes = [Axis.TrainingCategory],
            Order = RowOrder.AsListed,
        },
        Days(
            "onsite-member",
            "11.1",
            new("Assistance technique : interventions sur sites par adhérent", "Technical assistance: days on site by member"),
            Axis.Member,
            WholeDays,
            RowOrder.ByValue,
            (Axis.Activity, "ASSIST-SITE")
        ),
        Count(
            "hotline-member",
            "11.1",
            new("Interventions enregistrées sur la hotline : tickets ouverts par entité", "Hotline: tickets opened by member"),
            Measure.TicketsOpened,
            "tickets",
            Axis.Year
        ),
        Count(
            "visits-member-month",
            "11.2",
            new("Interventions par adhérent et par mois", "Interventions by member and month"),
            Measure.Visits,
            "visits",
            Axis.Month
        ),
        Count(
            "tickets-member-month",
            "11.3",
            new("Tickets ouverts par adhérent et par mois", "Tickets opened by member and month"),
            Measure.TicketsOpened,
            "tickets",
            Axis.Month
        ),
        Days(
            "days-member-department",
            "12",
            new("Jours par adhérent et par service", "Days by member and department"),
            Axis.Member,
            Tenths,
            RowOrder.ByName
        ) with
        {
            ColumnAxis = Axis.Department,
            IsPartial = true,
        },
        new()
        {
            Id = "days-member-allocated",
            Section = "12",
            Title = new(
                "Jours par adhérent, sans et avec répartition du temps partagé",
                "Days by member, without and with shared time spread"
            ),
            Unit = "days",
            Measures =
            [
                new(Measure.Days, 1, "own"),
                new(Measure.AllocatedDays, 1, "allocated"),
                new(Measure.DaysWithAllocation, 1, "with"),
            ],
            RowAxes = [Axis.Member],
            ColumnAxis = null,
            HasBlankRows = true,
            Order = RowOrder.ByName,
        },
        KeyFigures(
            "key-figures-platform",
            "8.5",
            new("Chiffres clés : plateforme technique", "Key figures: technical platform"),
            KeyFigureKind.Platform,
            Axis.KeyFigure
        ),
        KeyFigures(
            "key-figures-production",
            "8.6",
            new("Chiffres clés : production", "Key figures: production"),
            KeyFigureKind.Production,
            Axis.KeyFigure
        ),
        KeyFigures(
            "key-figures-business",
            "9.7",
            new("Chiffres clés : domaines métiers", "Key figures: business domains"),
            KeyFigureKind.Business,
            Axis.KeyFigureGroup,
            Axis.KeyFigure
        ),
        new()
        {
            Id = "staff",
            Section = "13",
            Title = new(
                "Effectifs par service et par grade (équivalents temps plein)",
                "Staff by department and grade (full-time equivalents)"
            ),
            Unit = "full-time equivalents",
            Measures = [new(Measure.Staff, 2)],
            RowAxes = [Axis.Department, Axis.Grade],
            Order = RowOrder.AsListed,
            HasChanges = true,
            HasBlankRows = true,
            Chart = ChartKind.Sparklines,
        },
        Coverage(
            "coverage-team",
            new("Couverture du temps attendu par équipe (heures)", "Coverage of expected time by team (hours)"),
            Axis.Team
        ),
        Coverage(
            "coverage-agent",
            new("Couverture du temps attendu par agent (heures)", "Coverage of expected time by agent (hours)"),
            Axis.Team,
            Axis.Agent
        ),
        Tickets(
            "tickets-flow-member",
            new("Tickets par adhérent : reçus, traités et en cours", "Tickets by member: received, dealt with and open"),
            Axis.Member,
            Measure.TicketsOpened,
            Measure.TicketsTaken,
            Measure.TicketsResolved,
            Measure.TicketsReopened,
            Measure.TicketsEscalated,
            Measure.Backlog
        ),
        Tickets(
            "tickets-flow-month",
            new(
                "Tickets par mois : reçus, traités et en cours en fin de mois",
                "Tickets by month: received, dealt with and open at its end"
            ),
            Axis.Month,
            Measure.TicketsOpened,
            Measure.TicketsTaken,
            Measure.TicketsResolved,
            Measure.TicketsReopened,
            Measure.TicketsEscalated,
            Measure.Backlog
        ),
        Tickets(
            "backlog-member-month",
            new("Tickets en cours à la fin de chaque mois par adhérent", "Tickets open at the end of each month by member"),
            Axis.Member,
            Measure.Backlog
        ) with
        {
            ColumnAxis = Axis.Month,
            Chart = ChartKind.Lines,
        },
        Tickets(
            "tickets-category",
            new("Tickets ouverts par catégorie", "Tickets opened by category"),
            Axis.UpperCategory,
            Measure.TicketsOpened
        ) with
        {
            RowAxes = [Axis.UpperCategory, Axis.Category],
            ColumnAxis = Axis.Year,
        },
        Tickets(
            "tickets-application",
            new("Tickets ouverts par application", "Tickets opened by application"),
            Axis.Application,
            Measure.TicketsOpened
        ) with
        {
            ColumnAxis = Axis.Year,
        },
        Tickets("tickets-channel", new("Tickets ouverts par canal", "Tickets opened by channel"), Axis.Channel, Measure.TicketsOpened) with
        {
            ColumnAxis = Axis.Year,
        },
        Tickets(
            "first-line-application",
            new("Résolus au N1 et passages au N2 par application", "Solved by the first line and passed to the second by application"),
            Axis.Application,
            Measure.TicketsResolved,
            Measure.TicketsSolvedAtFirstLine,
            Measure.FirstLineShare,
            Measure.TicketsEscalated
        ) with
        {
            Chart = ChartKind.None, // two units
        },
        Tickets(
            "escalations-group",
            new("Passages du N1 au N2 par groupe : qui transmet, qui reçoit", "Passed to the second line by group: by whom and to whom"),
            Axis.Group,
            Measure.TicketsEscalated,
            Measure.TicketsReceived
        ),
        Tickets(
            "delays-member",
            new(
                "Délais par adhérent (heures écoulées, nuits et fins de semaine comprises)",
                "Delays by member (hours gone by, nights and week-ends included)"
            ),
            Axis.Member,
            Measure.TakeChargeMedian,
            Measure.TakeChargeP90,
            Measure.ResolutionMedian,
            Measure.ResolutionP90
        ),
        Tickets(
            "satisfaction-member",
            new("Satisfaction des demandeurs par adhérent", "Satisfaction of requesters by member"),
            Axis.Member,
            Measure.Satisfaction,
            Measure.SatisfactionAnswers
        ) with
        {
            Chart = ChartKind.None, // two units
        },
        Tickets(
            "tickets-group",
            new("Tickets par groupe (qui les a aujourd'hui)", "Tickets by group (that has them today)"),
            Axis.Group,
            OfHands
        ) with
        {
            IsPrinted = false,
            Chart = ChartKind.None, // three units
        },
        Tickets(
            "tickets-agent",
            new("Tickets par agent (qui les a aujourd'hui)", "Tickets by agent (who has them today)"),
            Axis.Agent,
            OfHands
        ) with
        {
            IsPrinted = false,
            Chart = ChartKind.None, // three units
        },
    ];

    /// <summary>Those computed from lines alone.</summary>
    public static IEnumerable<ReportTable> OfLines => All.Where(table => table.HasLines);

    /// <summary>The table of an id; null when there is none.</summary>
    public static ReportTable? Find(string id) => All.FirstOrDefault(table => table.Id == id);

    static ReportTable Days(
        string id,
        string section,
        LocalizedText title,
        Axis rowAxis,
        MeasureColumn days,
        RowOrder order,
        params (Axis Axis, string Code)[] filters
    ) =>
        new()
        {
            Id = id,
            Section = section,
            Title = title,
            Unit = "days",
            Measures = [days],
            RowAxes = [rowAxis],
            // A department's work: its teams, on its activities.
            Filters = filters
                .SelectMany(filter => filter.Axis is Axis.Department ? [filter, (Axis.ActivityDepartment, filter.Code)] : new[] { filter })
                .ToDictionary(filter => filter.Item1, filter => (IReadOnlyList<string>)[filter.Item2]),
            Order = order,
        };

    static ReportTable KeyFigures(string id, string section, LocalizedText title, string kind, params Axis[] rows) =>
        new()
        {
            Id = id,
            Section = section,
            Title = title,
            Unit = "as entered",
            Measures = [new(Measure.KeyFigures, 2)],
            RowAxes = rows,
            Filters = new Dictionary<Axis, IReadOnlyList<string>> { [Axis.KeyFigureKind] = [kind] },
            Order = RowOrder.AsListed,
            HasChanges = true,
            Chart = ChartKind.Sparklines,
        };

    static ReportTable Coverage(string id, LocalizedText title, params Axis[] rows) =>
        new()
        {
            Id = id,
            Section = "14",
            Title = title,
            Unit = "hours",
            Measures =
            [
                new(Measure.ExpectedHours, 0, "expected"),
                new(Measure.WorkedHours, 0, "worked"),
                new(Measure.AbsentHours, 0, "absent"),
                new(Measure.MissingHours, 0, "missing"),
                new(Measure.ExcessHours, 0, "excess"),
            ],
            RowAxes = rows,
            Order = RowOrder.AsListed,
        };

    static ReportTable Tickets(string id, LocalizedText title, Axis row, params Measure[] measures) =>
        new()
        {
            Id = id,
            Section = "15",
            Title = title,
            Unit = string.Join(", ", measures.Select(PivotCodes.Of)),
            Measures =
            [
                .. measures.Select(measure => new MeasureColumn(
                    measure,
                    PivotCodes.HasDecimals(measure) ? 1 : 0,
                    measures.Length > 1 ? PivotCodes.Of(measure) : null
                )),
            ],
            RowAxes = [row],
            ColumnAxis = null,
            HasBlankRows = true,
        };

    static ReportTable Count(string id, string section, LocalizedText title, Measure measure, string unit, Axis columnAxis) =>
        new()
        {
            Id = id,
            Section = section,
            Title = title,
            Unit = unit,
            Measures = [new(measure, 0)],
            RowAxes = [Axis.Member],
            ColumnAxis = columnAxis,
        };
}
