namespace Siim94.ITSM.Features.Referentials;

/// <summary>What referentials are called, and what their rows hang on.</summary>
static class ReferentialNames
{
    /// <summary>Its address below that of the API: <c>activities</c>.</summary>
    public static string PathOf(string referential) =>
        ReferentialFeature.AllPaths.Single(address => address.Referential == referential).Path;

    /// <summary>Its place among the others, in words.</summary>
    /// <param name="row">A row of <paramref name="referential"/>.</param>
    /// <param name="referential">Its name: <c>member</c>.</param>
    /// <param name="all">Where its codes have their names; the codes themselves without it.</param>
    public static IEnumerable<string> DetailsOf(ReferentialLine row, string? referential = null, ReferentialData? all = null)
    {
        if (row.Kind is { } kind)
            yield return RuleWords.Kind(kind);
        var parent = referential switch
        {
            "department" => NameOf(all?.Departments, row.Parent),
            "member" => NameOf(all?.Members, row.Parent),
            "activity" => NameOf(all?.Activities, row.Parent),
            "domain" => NameOf(all?.Domains, row.Parent),
            "category" => NameOf(all?.Categories, row.Parent),
            _ => row.Parent,
        };
        foreach (
            var place in new[]
            {
                parent,
                NameOf(all?.Members, row.Member),
                row.Address,
                NameOf(all?.Departments, row.Department),
                NameOf(all?.Teams, row.Team),
                NameOf(all?.Agents, row.Leader),
                NameOf(all?.Domains, row.Domain),
                NameOf(all?.Activities, row.SubActivity),
            }.OfType<string>()
        )
            yield return place;
        if (row.Level is { } level)
            yield return level == AssignmentGroup.FirstLine ? Words.FirstLine : Words.SecondLine;
        foreach (var agent in row.Agents ?? [])
            yield return NameOf(all?.Agents, agent)!;
        foreach (var member in row.Members ?? [])
            yield return NameOf(all?.Members, member)!;
        if (row.DayMinutes is { } minutes)
            yield return string.Format(Words.DayOf, DurationText.Hours(minutes));
        if (row.FullTime is { } posts)
            yield return string.Format(Words.Posts, posts);
        if (row.Rules is { } rules)
            foreach (var rule in RuleWords.Of(rules))
                yield return rule;
    }

    static string? NameOf<T>(ReferentialSet<T>? rows, string? code)
        where T : ReferentialRow => code is null || rows?.Find(code) is not [var row, ..] ? code : row.Name;

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
