namespace Siim94.ITSM.Shell;

/// <summary>The pages of the menu, and what each role has at hand.</summary>
static class Frame
{
    /// <summary>A place of the top bar, which passes nothing on.</summary>
    public const string BesideAccount = "beside-account";

    public enum Group
    {
        Work,
        Report,
        Steering,
        Settings,
    }

    /// <param name="Key">Letter that goes there after g; null for none.</param>
    public sealed record Entry(Group Group, string Address, string Icon, Func<string> Label, char? Key, Permission Permission);

    /// <summary>Something that is made, in the menu <em>Créer</em>.</summary>
    public sealed record Action(string Address, string Icon, Func<string> Label, Permission Permission);

    /// <summary>What a role sees without opening the rest of the menu; a phone shows the first three.</summary>
    public const int MostAtHand = 7;

    public static readonly IReadOnlyList<Entry> Entries =
    [
        new(Group.Work, "/", "home", () => Words.Home, 'a', Permission.ReadOwnAccount),
        new(Group.Work, "/tickets", "ticket", () => Words.Tickets, 't', Permission.ReadTickets),
        new(Group.Work, "/appel", "hotline", () => Words.Call, null, Permission.WorkOnTickets),
        new(Group.Work, "/annuaire", "group", () => Words.Directory, null, Permission.ReadPeople),
        new(Group.Work, "/messagerie", "mail", () => Words.Mail, null, Permission.WorkOnTickets),
        new(Group.Work, "/interventions", "visit", () => Words.Interventions, 'i', Permission.ReadInterventions),
        new(Group.Work, "/temps", "time", () => Words.Time, 'h', Permission.LogTime),
        new(Group.Work, "/absences", "calendar", () => Words.Absences, null, Permission.AskAbsences),
        new(Group.Work, "/validation", "done", () => Words.TimeApproval, null, Permission.LogTime),
        new(Group.Work, "/hotline", "hotline", () => Words.Hotline, 'l', Permission.ReadHotlineShifts),
        new(Group.Work, "/formations", "training", () => Words.Training, 'f', Permission.ReadTrainingSessions),
        new(Group.Report, "/bilans", "report", () => Words.Reports, 'b', Permission.ReadReports),
        new(Group.Report, "/adherent", "member", () => Words.MemberPage, null, Permission.ReadReports),
        new(Group.Report, "/contestations", "dispute", () => Words.Disputes, null, Permission.ReadDisputes),
        new(Group.Report, "/chiffres-cles", "figures", () => Words.KeyFigures, null, Permission.ReadKeyFigures),
        new(Group.Report, "/croisement", "pivot", () => Words.Pivot, 'c', Permission.ReadReports),
        new(Group.Report, "/tableaux", "table", () => Words.Tables, null, Permission.ReadReports),
        new(Group.Report, "/envois", "send", () => Words.ReportSchedules, null, Permission.ReadReports),
        new(Group.Steering, "/couverture", "done", () => Words.Coverage, null, Permission.ReadCoverage),
        new(Group.Steering, "/rapprochement", "reconcile", () => Words.Reconciliation, null, Permission.ReconcileReports),
        new(Group.Steering, "/repartitions", "allocation", () => Words.Allocations, null, Permission.ManageAllocations),
        new(Group.Steering, "/couts", "cost", () => Words.Costs, null, Permission.ReadCosts),
        new(Group.Steering, "/verrous", "key", () => Words.DayLocks, null, Permission.ClosePeriods),
        new(Group.Steering, "/clotures", "lock", () => Words.Closings, null, Permission.ClosePeriods),
        new(Group.Settings, "/imports", "import", () => Words.Imports, null, Permission.ImportFiles),
        new(Group.Settings, "/consolidation", "rollup", () => Words.Rollups, null, Permission.ReadRollups),
        new(Group.Settings, "/referentiels", "referential", () => Words.Referentials, null, Permission.ReadAgents),
        new(Group.Settings, "/comptes", "account", () => Words.Accounts, null, Permission.ManageAccounts),
        new(Group.Settings, "/parametres", "panel", () => Words.Settings, null, Permission.ManageSettings),
    ];

    public static readonly IReadOnlyList<Action> Actions =
    [
        new("/appel", "hotline", () => Words.Call, Permission.WorkOnTickets),
        new("/tickets/nouveau", "ticket", () => Words.NewTicket, Permission.OpenTickets),
        new("/temps", "time", () => Words.NewTime, Permission.LogTime),
        new("/absences", "calendar", () => Words.NewAbsence, Permission.AskAbsences),
        new("/interventions/nouvelle", "visit", () => Words.NewVisit, Permission.LogInterventions),
        new("/formations/nouvelle", "training", () => Words.NewTraining, Permission.LogTrainingSessions),
        new("/envois/nouveau", "send", () => Words.NewSchedule, Permission.ReadReports),
    ];

    static readonly Dictionary<Role, string[]> AtHand = new()
    {
        [Role.Requester] = ["/", "/tickets"],
        [Role.MemberContact] = ["/", "/tickets", "/adherent", "/interventions", "/formations", "/bilans", "/contestations"],
        [Role.Hotline] = ["/", "/appel", "/tickets", "/annuaire", "/hotline", "/temps", "/interventions", "/formations", "/bilans"],
        [Role.Technician] = ["/", "/interventions", "/tickets", "/temps", "/hotline", "/formations", "/bilans"],
        [Role.ProjectLeader] = ["/", "/temps", "/tickets", "/bilans", "/interventions", "/formations", "/croisement"],
        [Role.Trainer] = ["/", "/formations", "/temps", "/tickets", "/interventions", "/hotline", "/bilans"],
        [Role.Manager] = ["/", "/bilans", "/tickets", "/adherent", "/temps", "/clotures", "/croisement"],
        [Role.Administrator] = ["/", "/tickets", "/bilans", "/comptes", "/referentiels", "/imports", "/clotures"],
        [Role.System] = [],
    };

    /// <summary>What somebody may open: what is at hand, in the order of their work, and the rest.</summary>
    public static (IReadOnlyList<Entry> AtHand, IReadOnlyList<Entry> Others) Of(Features.Accounts.Session reader)
    {
        var open = Entries.Where(entry => reader.May(entry.Permission)).ToList();
        var first = AtHand[Enum.Parse<Role>(reader.Role)];
        var atHand = first.Select(address => open.Find(entry => entry.Address == address)).OfType<Entry>().Take(MostAtHand).ToList();
        return (atHand, [.. open.Except(atHand)]);
    }

    public static string NameOf(Group group) =>
        group switch
        {
            Group.Work => Words.GroupWork,
            Group.Report => Words.GroupReport,
            Group.Steering => Words.GroupSteering,
            Group.Settings => Words.GroupSettings,
            _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Not a group of pages."),
        };
}
