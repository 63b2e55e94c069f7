using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Which rows a few words mean: each word is in one of the axes.</summary>
sealed class RowSearch(ReferentialData all, IReadOnlyList<string> words)
{
    // Of a word that begins half of everything, the first ones do: another letter finds the others.
    const int MostPerAxis = 6,
        MostComposed = 60;

    // A name is looked at with every activity.
    readonly Dictionary<(string Referential, long Id), string> texts = [];

    public static IReadOnlyList<string> WordsOf(string? text) =>
        [.. Folding.FoldWords(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    public bool Fits(AxisIds axes)
    {
        var text = string.Join(
            ' ',
            TextOf(all.Activities, axes.ActivityId),
            TextOf(all.Activities, axes.SubActivityId),
            TextOf(all.Domains, axes.DomainId),
            TextOf(all.Applications, axes.ApplicationId),
            TextOf(all.Projects, axes.ProjectId),
            TextOf(all.Members, axes.MemberId)
        );
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Rows that nobody has used yet: an activity whose rules the words' other axes fit.</summary>
    public IEnumerable<AxisIds> Composed(IReadOnlyList<Activity> activities, DateOnly day) =>
        LeavesOf(activities, day).SelectMany(leaf => ComposedOf(leaf, day)).Take(MostComposed);

    IEnumerable<(Activity Activity, Activity? SubActivity)> LeavesOf(IReadOnlyList<Activity> activities, DateOnly day) =>
        activities
            .Where(activity => activity.IsOpenOn(day))
            .SelectMany(activity =>
                all.SubActivitiesOf(activity.Id).Where(sub => sub.IsOpenOn(day)).ToList() is { Count: > 0 } subActivities
                    ? subActivities.Select(sub => (activity, (Activity?)sub))
                    : [(activity, null)]
            );

    IEnumerable<AxisIds> ComposedOf((Activity Activity, Activity? SubActivity) leaf, DateOnly day)
    {
        var rules = leaf.SubActivity ?? leaf.Activity;
        var ownText = $"{TextOf(all.Activities, leaf.Activity.Id)} {TextOf(all.Activities, leaf.SubActivity?.Id)}";
        List<string> others = [.. words.Where(word => !ownText.Contains(word, StringComparison.Ordinal))];
        return from project in Candidates(all.Projects, rules.ProjectRule, others, day)
            from application in Candidates(all.Applications, rules.ApplicationRule, others, day)
            from member in Candidates(all.Members, rules.MemberRule, others, day)
            from domain in Candidates(all.Domains, rules.DomainRule, others, day)
            where domain is null || rules.DomainKind is null || domain.Kind == rules.DomainKind
            let known = domain ?? Inferred(project?.DomainId ?? application?.DomainId, rules)
            let axes = new AxisIds
            {
                ActivityId = leaf.Activity.Id,
                SubActivityId = leaf.SubActivity?.Id,
                DomainId = known?.Id,
                ApplicationId = application?.Id,
                ProjectId = project?.Id,
                MemberId = member?.Id,
            }
            where Fits(axes) && !AxisRules.Check(rules, known, application is not null, project is not null, member is not null).Any()
            select axes;
    }

    Domain? Inferred(long? domainId, Activity rules) =>
        domainId is { } id
        && rules.DomainRule is not AxisRule.Forbidden
        && all.Domains[id] is var domain
        && (rules.DomainKind ?? domain.Kind) == domain.Kind
            ? domain
            : null;

    /// <summary>None, and those that one of the words names.</summary>
    IEnumerable<T?> Candidates<T>(ReferentialSet<T> set, AxisRule rule, IReadOnlyList<string> words, DateOnly day)
        where T : ReferentialRow =>
        rule is AxisRule.Forbidden
            ? [null]
            :
            [
                null,
                .. set.Where(row => row.IsOpenOn(day))
                    .Select(row => (Row: row, Words: words.Count(word => TextOf(set, row.Id).Contains(word, StringComparison.Ordinal))))
                    .Where(found => found.Words > 0)
                    .OrderByDescending(found => found.Words)
                    .ThenBy(found => found.Row.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(found => found.Row)
                    .Take(MostPerAxis),
            ];

    string TextOf<T>(ReferentialSet<T> set, long? id)
        where T : ReferentialRow
    {
        if (id is not { } value)
            return "";
        if (texts.TryGetValue((set.Kind, value), out var known))
            return known;
        var row = set[value];
        string[] spellings = [row.Name, row.Code.Replace('-', ' '), .. set.AliasesOf(value)];
        return texts[(set.Kind, value)] = Folding.FoldWords(string.Join(' ', spellings));
    }
}
