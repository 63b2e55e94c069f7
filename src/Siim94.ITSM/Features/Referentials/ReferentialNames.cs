namespace Siim94.ITSM.Features.Referentials;

/// <summary>What referentials are called, and what their rows hang on.</summary>
static class ReferentialNames
{
    /// <summary>Its address below that of the API: <c>activities</c>.</summary>
    public static string PathOf(string referential) =>
        ReferentialFeature.AllPaths.Single(address => address.Referential == referential).Path;

    /// <summary>Its place among the others, in codes and words.</summary>
    public static IEnumerable<string> DetailsOf(ReferentialLine row)
    {
        if (row.Kind is { } kind)
            yield return RuleWords.Kind(kind);
        foreach (
            var code in new[]
            {
                row.Parent,
                row.Member,
                row.Address,
                row.Department,
                row.Team,
                row.Leader,
                row.Domain,
                row.SubActivity,
            }.OfType<string>()
        )
            yield return code;
        if (row.Level is { } level)
            yield return level == AssignmentGroup.FirstLine ? Words.FirstLine : Words.SecondLine;
        foreach (var code in (row.Agents ?? []).Concat(row.Members ?? []))
            yield return code;
        if (row.DayMinutes is { } minutes)
            yield return string.Format(Words.DayOf, minutes / 60, minutes % 60);
        if (row.FullTime is { } posts)
            yield return string.Format(Words.Posts, posts);
        if (row.Rules is { } rules)
            foreach (var rule in RuleWords.Of(rules))
                yield return rule;
    }

    public static string TitleOf(string referential) =>
        referential switch
        {
            "member" => Words.Members,
            "site" => Words.Sites,
            "department" => Words.Departments,
            "team" => Words.Teams,
            "agent" => Words.Agents,
            "activity" => Words.Activities,
            "domain" => Words.Domains,
            "application" => Words.Applications,
            "project" => Words.Projects,
            "training-category" => Words.TrainingCategories,
            "group" => Words.Groups,
            "category" => Words.Categories,
            "key-figure" => Words.KeyFigures,
            _ => referential,
        };
}
