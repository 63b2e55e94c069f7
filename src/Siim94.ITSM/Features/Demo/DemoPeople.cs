using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>An invented agent.</summary>
/// <param name="Code">Initial and surname.</param>
/// <param name="Name">First name and surname, both made up.</param>
/// <param name="Team">Code of the team, from 2014 on.</param>
/// <param name="DailyMinutes">Time worked on a day present: half for a half-time post.</param>
sealed record DemoAgent(string Code, string Name, string Team, int DailyMinutes);

/// <summary>An invented site of a member.</summary>
sealed record DemoSite(string Code, string Name, string Member);

/// <summary>An account of the demo; all share one password.</summary>
sealed record DemoAccount(string Login, string DisplayName, Role Role, string? Team, string? Member);

/// <summary>The people and places of the demo. Nobody and nothing of this exists.</summary>
static class DemoPeople
{
    public const string Password = "bilan-2017-demo";
    public const string WorkstationTeam = "ASSIST-TECH";

    public static readonly IReadOnlyList<DemoAccount> Accounts =
    [
        new("admin", "Administratrice de démonstration", Role.Administrator, null, null),
        new("manager", "Responsable de démonstration", Role.Manager, null, null),
        new("hotline", "Hotline de démonstration", Role.Hotline, WorkstationTeam, null),
        new("technicien", "Technicien de démonstration", Role.Technician, WorkstationTeam, null),
        new("chefprojet", "Cheffe de projet de démonstration", Role.ProjectLeader, "SI", null),
        new("formateur", "Formateur de démonstration", Role.Trainer, "SUPPORT", null),
        new("correspondant", "Correspondante d'Arcueil", Role.MemberContact, null, "ARCUEIL"),
        new("demandeur", "Demandeur d'Arcueil", Role.Requester, null, "ARCUEIL"),
    ];

    static readonly string[] FirstNames =
    [
        "Alix",
        "Basile",
        "Capucine",
        "Damien",
        "Elsa",
        "Fantin",
        "Garance",
        "Hermine",
        "Isidore",
        "Jade",
        "Kléber",
        "Lison",
        "Maxence",
        "Noé",
        "Ondine",
        "Perrin",
        "Quitterie",
        "Rosalie",
        "Sidonie",
        "Tancrède",
        "Ulysse",
        "Violette",
        "Wilfrid",
        "Ysaline",
        "Zélie",
    ];

    static readonly string[] Beginnings =
    [
        "Aube",
        "Bois",
        "Chante",
        "Clair",
        "Croix",
        "Fer",
        "Gré",
        "Haute",
        "Mont",
        "Pierre",
        "Rive",
        "Val",
    ];
    static readonly string[] Endings = ["clerval", "fontelle", "rivault", "sombreval"];

    /// <summary>Agents of each team: as many as it has posts, a half post being a half-time agent.</summary>
    public static IReadOnlyList<DemoAgent> Agents(IEnumerable<Team> teams)
    {
        var agents = new List<DemoAgent>();
        foreach (var team in teams.OrderBy(team => team.Id))
            for (var hundredths = team.FullTimeHundredths; hundredths > 0; hundredths -= 100)
                agents.Add(Invent(agents.Count, team.Code, hundredths >= 100 ? WorkDay.DefaultMinutes : WorkDay.DefaultMinutes / 2));
        return agents;
    }

    /// <summary>Somebody who does not exist; each number gives another name.</summary>
    public static DemoAgent Invent(int number, string team, int dailyMinutes)
    {
        var (first, surname) = (
            FirstNames[number * 7 % FirstNames.Length],
            Beginnings[number % Beginnings.Length] + Endings[number / Beginnings.Length % Endings.Length]
        );
        return new($"{Folding.Fold(first)[0]}{Folding.Fold(surname)}".ToUpperInvariant(), $"{first} {surname}", team, dailyMinutes);
    }

    /// <summary>The agent whose time an account logs: each account one of its own.</summary>
    public static DemoAgent? AgentOf(DemoAccount account, IReadOnlyList<DemoAgent> agents) =>
        account.Team is null
            ? null
            : agents
                .Where(agent => agent.Team == account.Team)
                .ElementAt(Accounts.Where(a => a.Team == account.Team).TakeWhile(a => a != account).Count());

    /// <summary>An end user who does not exist.</summary>
    public static string EndUser(Random random) =>
        $"{FirstNames[random.Next(FirstNames.Length)]} {Beginnings[random.Next(Beginnings.Length)]}{Fields[random.Next(Fields.Length)]}";

    // No agent's name ends so.
    static readonly string[] Fields = ["bruyère", "lande", "marais", "tertre", "vigne"];

    // 250 sites in all, as many per member as its size suggests.
    static readonly (string Member, int Count)[] SiteCounts =
    [
        ("VITRY", 54),
        ("IVRY", 46),
        ("VILLEJUIF", 38),
        ("CHAMPIGNY", 32),
        ("ARCUEIL", 20),
        ("GENTILLY", 18),
        ("GOSB", 10),
        ("ECOLES-IVRY", 6),
        ("OPH-VITRY", 5),
        ("OPH-IVRY", 4),
        ("OPALY", 4),
        ("OPH-VILLEJUIF", 3),
        ("ECOLES-GENTILLY", 2),
        ("ECOLES-VILLEJUIF", 2),
        ("SAF94", 1),
        ("SIDORESTO", 1),
        ("SMBVB", 1),
        ("VITEZ", 1),
        ("SEMGEST", 1),
        ("SIIM94", 1),
    ];

    static readonly string[] TownPlaces =
    [
        "École",
        "Crèche",
        "Gymnase",
        "Médiathèque",
        "Centre de santé",
        "Centre technique",
        "Maison de quartier",
        "Annexe administrative",
    ];

    /// <summary>Sites of each member, the main one first.</summary>
    public static IEnumerable<DemoSite> Sites(ReferentialSet<Member> members) =>
        from entry in SiteCounts
        from number in Enumerable.Range(1, entry.Count)
        let member = members.Find(entry.Member)[0]
        select new DemoSite(
            $"{entry.Member}-{number:00}",
            number == 1
                ? $"{(member.Kind == "ville" ? "Hôtel de ville" : "Siège")} – {member.Name}"
                : $"{PlaceOf(member, number)} – {member.Name}",
            entry.Member
        );

    static string PlaceOf(Member member, int number) =>
        member.Kind switch
        {
            "ville" => $"{TownPlaces[number % TownPlaces.Length]} n° {number / TownPlaces.Length + 1}",
            "rattachée" => $"École n° {number}",
            "oph" => $"Antenne n° {number - 1}",
            _ => $"Site n° {number}",
        };
}
