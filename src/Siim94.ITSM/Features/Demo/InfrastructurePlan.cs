namespace Siim94.ITSM.Features.Demo;

/// <summary>Work of the infrastructure teams (8 and 8.4), and the part of it that the workstation team does.</summary>
sealed class InfrastructurePlan(PublishedFigures figures, DemoReference reference)
{
    const string Department = "INFRA",
        Run = "INFRA-MCO",
        WorkstationTeam = "ASSIST-TECH";

    // Inferred: run work that happens on the desk. All of the first, then the rest in proportion to the two others.
    const string AdvancedWorkstation = "Poste de travail avancé";
    static readonly string[] DeskDomains = ["Windows", "Impressions"];

    static readonly (string Label, string Activity)[] OtherActivities =
    [
        ("PROJETS", "INFRA-PROJETS"),
        ("ADMIN", "INFRA-ADMIN"),
        ("LOGISTIQUE", "INFRA-LOGISTIQUE"),
    ];

    public IEnumerable<PlannedWork> Work() => [.. MemberWork(2016), .. AllWork(2017)];

    List<PlannedWork> AllWork(int year)
    {
        var run = SystemWork(year).Concat(ApplicationWork(year)).Concat(MemberWork(year)).ToList();
        var general = MinuteRange.Choose(
            [
                figures.Row("infra-general", year, "MCO"),
                .. OtherActivities.Select(other => figures.Row("infra-general", year, other.Label)),
            ],
            figures.Total("infra-general", year)
        );

        // 8 leaves out the workstation team, 8.4 does not: the difference is what that team did.
        return
        [
            .. HandedToWorkstationTeam(run, run.Sum(line => line.Minutes) - general[0]),
            .. OtherActivities.Select((other, i) => new PlannedWork(year, Department, other.Activity, null, general[i + 1])),
        ];
    }

    IEnumerable<PlannedWork> SystemWork(int year) =>
        Amounts("infra-mco-domain", year, reference.TechnicalDomains)
            .Select(row => new PlannedWork(year, Department, Run, "INFRA-MCO-SYS", row.Minutes) { Domain = row.Meaning });

    IEnumerable<PlannedWork> ApplicationWork(int year) =>
        Amounts("infra-mco-application", year, reference.FunctionalDomains)
            .Select(row => new PlannedWork(year, Department, Run, "INFRA-MCO-APP", row.Minutes) { Domain = row.Meaning });

    IEnumerable<PlannedWork> MemberWork(int year) =>
        Amounts("infra-mco-member", year, reference.Members)
            .Select(row => new PlannedWork(year, Department, Run, "INFRA-MCO-ADH", row.Minutes) { Member = row.Meaning });

    IEnumerable<(string Meaning, long Minutes)> Amounts(string table, int year, SpellingIndex meanings)
    {
        var rows = figures.Rows(table, year, label => meanings[label]);
        return rows.Keys.Zip(MinuteRange.Choose([.. rows.Values], figures.Total(table, year)));
    }

    static IEnumerable<PlannedWork> HandedToWorkstationTeam(List<PlannedWork> run, long minutes)
    {
        var left = minutes - run.Where(line => line.Domain == AdvancedWorkstation).Sum(line => line.Minutes);
        var desk = run.Where(line => DeskDomains.Contains(line.Domain)).Sum(line => line.Minutes);
        if (left < 0 || left > desk)
            throw new InvalidOperationException($"{minutes} minutes of run work do not fit the workstation team.");

        foreach (var line in run)
        {
            var handed = line.Domain == AdvancedWorkstation ? line.Minutes : 0;
            if (DeskDomains.Contains(line.Domain))
            {
                handed = left * line.Minutes / desk;
                left -= handed;
                desk -= line.Minutes;
            }

            yield return line with
            {
                Minutes = line.Minutes - handed,
            };
            yield return line with
            {
                Minutes = handed,
                Team = WorkstationTeam,
            };
        }
    }
}
