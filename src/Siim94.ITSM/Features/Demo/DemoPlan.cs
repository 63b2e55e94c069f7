using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Work to be spread over the agents and days of a year, except what training sessions log by themselves.</summary>
/// <param name="Year">Calendar year of the days worked.</param>
/// <param name="Department">Department code. Its own teams do the work (not those of departments below it), unless <see cref="Team"/> names
/// one.</param>
/// <param name="Activity">Activity code.</param>
/// <param name="SubActivity">Code of the sub-activity, where the activity has some.</param>
/// <param name="Minutes">Exact amount, more than 0, of days of 420 minutes.</param>
public sealed record PlannedWork(int Year, string Department, string Activity, string? SubActivity, long Minutes)
{
    /// <summary>Name of the technical or functional domain, as in the reference.</summary>
    public string? Domain { get; init; }

    /// <summary>Name of the application, as in the reference.</summary>
    public string? Application { get; init; }

    /// <summary>Code of one of <see cref="DemoPlan.Projects"/>.</summary>
    public string? Project { get; init; }

    /// <summary>Member code.</summary>
    public string? Member { get; init; }

    /// <summary>Code of the only team that does this work; null for any team of the department.</summary>
    public string? Team { get; init; }
}

/// <summary>A project that planned work refers to. <paramref name="Alias"/> is the label of 9.6, where it prints the project.</summary>
public sealed record PlannedProject(string Code, string Name, string Domain, string? Alias);

/// <summary>A year's training in one category. Its sessions log the days of own trainers and the preparation themselves.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Category">BUREAUTIQUE, METIERS or RECLASSEMENTS.</param>
/// <param name="People">People trained.</param>
/// <param name="SessionMinutes">Length of all sessions, in half-days of 210 minutes.</param>
/// <param name="OwnTrainerMinutes">Part of it led by own trainers, in half-days; an external trainer, who logs nothing, leads the
/// rest.</param>
/// <param name="PreparationMinutes">Preparation by own trainers, in half-days.</param>
public sealed record PlannedTraining(
    int Year,
    string Category,
    int People,
    long SessionMinutes,
    long OwnTrainerMinutes,
    long PreparationMinutes
);

/// <summary>Tickets that a member opens in a year.</summary>
public sealed record PlannedTickets(int Year, string Member, int Count);

/// <summary>
/// Exact amounts of the demo years, chosen inside the rounding intervals of the published tables so that every row, total and share that
/// does not contradict its own table prints as published.
/// </summary>
public sealed record DemoPlan(
    IReadOnlyList<PlannedProject> Projects,
    IReadOnlyList<PlannedWork> Work,
    IReadOnlyList<PlannedTraining> Training,
    IReadOnlyList<PlannedTickets> Tickets
)
{
    /// <summary>Days that a full-time post works in a year, holidays and training received taken off.</summary>
    public const int WorkedDaysPerPost = 205;

    static readonly Dictionary<string, string[]> TeamsOfDepartment = new(StringComparer.Ordinal)
    {
        ["INFRA"] = ["INFRA-ARCHI", "INFRA-SYSRES", "INFRA-EXPLOIT"],
        ["ASSIST"] = ["ASSIST-TECH"],
        ["SI"] = ["SI"],
        ["SUPPORT"] = ["SUPPORT"],
    };

    /// <summary>Plans the demo years. The same files give the same plan.</summary>
    /// <param name="published">The syndicate's published tables.</param>
    /// <param name="reference">UTF-8 text of the syndicate's reference file.</param>
    /// <exception cref="InvalidOperationException">A label is unknown, or a team would work more than its staff can.</exception>
    /// <exception cref="InfeasibleException">The tables have no common solution; names the figures in conflict.</exception>
    public static DemoPlan Build(PublishedFile published, ReadOnlyMemory<byte> reference)
    {
        var figures = new PublishedFigures(published);
        var meanings = DemoReference.Parse(reference);
        var projects = new DemoProjects(figures);
        var support = new SupportPlan(figures, meanings);
        var assistance = new AssistancePlan(figures, meanings);
        var work = new InformationSystemsPlan(figures, meanings, projects)
            .Work()
            .Concat(new InfrastructurePlan(figures, meanings).Work())
            .Concat(support.Work())
            .Concat(assistance.Work())
            .Where(line => line.Minutes > 0)
            .ToList();
        var training = support.Training().ToList();
        EnsureStaffSuffices(work, training, meanings.StaffByTeam);

        var used = work.Select(line => line.Project).ToHashSet(StringComparer.Ordinal);
        return new([.. projects.All.Where(project => used.Contains(project.Code))], work, training, [.. assistance.Tickets()]);
    }

    static void EnsureStaffSuffices(
        List<PlannedWork> work,
        List<PlannedTraining> training,
        IReadOnlyDictionary<string, decimal> staffByTeam
    )
    {
        var minutes = work.Select(line =>
                (line.Year, Teams: line.Team ?? string.Join(", ", TeamsOfDepartment[line.Department]), line.Minutes)
            )
            .Concat(training.Select(line => (line.Year, Teams: "SUPPORT", Minutes: line.OwnTrainerMinutes + line.PreparationMinutes)));
        foreach (var load in minutes.GroupBy(line => (line.Year, line.Teams)))
        {
            var days = load.Sum(line => line.Minutes) / (decimal)MinuteRange.MinutesPerDay;
            var staff = load.Key.Teams.Split(", ").Sum(team => staffByTeam[team]);
            if (days > staff * WorkedDaysPerPost)
            {
                throw new InvalidOperationException($"{load.Key.Teams} would work {days:F1} days in {load.Key.Year} with {staff} posts.");
            }
        }
    }
}
