using System.Collections.Concurrent;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>All referentials at one revision, in memory: some thousand rows that every request needs and few change.</summary>
public sealed class ReferentialData(
    long revision,
    ReferentialSet<Department> departments,
    ReferentialSet<Team> teams,
    ReferentialSet<Member> members,
    ReferentialSet<Site> sites,
    ReferentialSet<Agent> agents,
    ReferentialSet<Activity> activities,
    ReferentialSet<Domain> domains,
    ReferentialSet<BusinessApplication> applications,
    ReferentialSet<Project> projects,
    ReferentialSet<TrainingCategory> trainingCategories,
    ReferentialSet<AssignmentGroup> groups,
    ReferentialSet<Category> categories,
    IReadOnlyList<Succession> successions
)
{
    /// <summary>Which state of the referentials this is.</summary>
    public long Revision => revision;

    readonly Dictionary<string, Lineages> lineages = successions
        .Where(succession => succession.IsKnown(at: null))
        .GroupBy(succession => succession.Referential)
        .ToDictionary(group => group.Key, group => new Lineages([.. group]));

    static readonly Lineages NoLineages = new([]);

    public ReferentialSet<Department> Departments => departments;
    public ReferentialSet<Team> Teams => teams;
    public ReferentialSet<Member> Members => members;
    public ReferentialSet<Site> Sites => sites;
    public ReferentialSet<Agent> Agents => agents;
    public ReferentialSet<Activity> Activities => activities;
    public ReferentialSet<Domain> Domains => domains;
    public ReferentialSet<BusinessApplication> Applications => applications;
    public ReferentialSet<Project> Projects => projects;
    public ReferentialSet<TrainingCategory> TrainingCategories => trainingCategories;
    public ReferentialSet<AssignmentGroup> Groups => groups;
    public ReferentialSet<Category> Categories => categories;

    /// <summary>What successions make of the rows of a referential.</summary>
    /// <param name="referential">Its name: <c>member</c>.</param>
    /// <param name="at">Instant whose knowledge counts; today's without it.</param>
    public Lineages LineagesOf(string referential, DateTime? at = null) =>
        at is not null
            ? new([.. successions.Where(succession => succession.Referential == referential && succession.IsKnown(at))])
            : lineages.GetValueOrDefault(referential, NoLineages);

    /// <summary>
    /// Activities (not sub-activities) that a team may log on: those of its department's family, and those open to every team.
    /// </summary>
    public IReadOnlyList<Activity> ActivitiesOf(Team team) => activitiesByTeam.GetOrAdd(team.Id, _ =>
        {
            var family = Root(team.DepartmentId);
            return
            [
                .. activities
                    .Where(a => a.ParentId is null && (a.IsForEveryTeam || Root(a.DepartmentId) == family))
                    .OrderBy(a => a.SortOrder),
            ];
        });

    // Asked for every line that is logged.
    readonly ConcurrentDictionary<long, IReadOnlyList<Activity>> activitiesByTeam = new();

    public IEnumerable<Activity> SubActivitiesOf(long activityId) =>
        activities.Where(a => a.ParentId == activityId).OrderBy(a => a.SortOrder);

    long Root(long departmentId)
    {
        while (departments[departmentId].ParentId is { } parent)
            departmentId = parent;
        return departmentId;
    }
}
