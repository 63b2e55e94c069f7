using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What forms offer to choose from: what was open on the day of the fact, whatever has become of it since.</summary>
static class ReferentialChoices
{
    /// <summary>Rows open on a day, by name.</summary>
    public static IReadOnlyList<Choice> ChoicesOn<T>(this ReferentialSet<T> set, DateOnly day, Func<T, bool>? among = null)
        where T : ReferentialRow =>
        [
            .. set.Where(row => row.IsOpenOn(day) && (among is null || among(row)))
                .OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(row => new Choice(row.Code, row.Name)),
        ];

    /// <summary>Activities that an agent may log on, on a day: those of the team that they were in.</summary>
    public static IReadOnlyList<Choice> ActivitiesOn(this ReferentialData all, Agent? agent, DateOnly day) =>
        agent?.PostingOn(day) is { } posting
            ?
            [
                .. all.ActivitiesOf(all.Teams[posting.TeamId])
                    .Where(activity => activity.IsOpenOn(day))
                    .Select(activity => new Choice(activity.Code, NameOf(activity, all))),
            ]
            : [];

    // Those of every team have the same names in several departments.
    static string NameOf(Activity activity, ReferentialData all) =>
        activity.IsForEveryTeam ? $"{activity.Name} ({all.Departments[activity.DepartmentId].Name})" : activity.Name;

    public static IReadOnlyList<Choice> SubActivitiesOn(this ReferentialData all, Activity? activity, DateOnly day) =>
        activity is null
            ? []
            :
            [
                .. all.SubActivitiesOf(activity.Id)
                    .Where(subActivity => subActivity.IsOpenOn(day))
                    .Select(subActivity => new Choice(subActivity.Code, subActivity.Name)),
            ];
}
