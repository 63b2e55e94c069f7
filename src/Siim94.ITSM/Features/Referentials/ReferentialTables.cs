namespace Siim94.ITSM.Features.Referentials;

/// <summary>Statements that every referential has, by its name; all from this fixed set.</summary>
static class ReferentialTables
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["department"] = "Departments",
        ["team"] = "Teams",
        ["member"] = "Members",
        ["site"] = "Sites",
        ["agent"] = "Agents",
        ["activity"] = "Activities",
        ["domain"] = "Domains",
        ["application"] = "Applications",
        ["project"] = "Projects",
        ["training-category"] = "TrainingCategories",
        ["group"] = "AssignmentGroups",
        ["category"] = "Categories",
    };

    public static bool Has(string referential) => Names.ContainsKey(referential);

    public static string RenameSql(string referential) =>
        $"UPDATE {Names[referential]} SET Name = @Name, Version = Version + 1 WHERE Id = @Id AND Version = @Version";

    public static string CloseSql(string referential) =>
        $"UPDATE {Names[referential]} SET ClosedOn = @ClosedOn, Version = Version + 1 WHERE Id = @Id";

    internal static IEnumerable<string> EveryStatement(SqlDialect _) =>
        Names.Keys.SelectMany(name => (string[])[RenameSql(name), CloseSql(name)]);

    /// <summary>The rows of a referential.</summary>
    public static IEnumerable<ReferentialRow> Rows(ReferentialData all, string referential) =>
        referential switch
        {
            "department" => all.Departments,
            "team" => all.Teams,
            "member" => all.Members,
            "site" => all.Sites,
            "agent" => all.Agents,
            "activity" => all.Activities,
            "domain" => all.Domains,
            "application" => all.Applications,
            "project" => all.Projects,
            "training-category" => all.TrainingCategories,
            "group" => all.Groups,
            "category" => all.Categories,
            _ => throw RequestErrors.NotFound(),
        };

    /// <summary>Rows that a spelling means.</summary>
    public static IReadOnlyList<ReferentialRow> Find(ReferentialData all, string referential, string text) =>
        referential switch
        {
            "department" => all.Departments.Find(text),
            "team" => all.Teams.Find(text),
            "member" => all.Members.Find(text),
            "site" => all.Sites.Find(text),
            "agent" => all.Agents.Find(text),
            "activity" => all.Activities.Find(text),
            "domain" => all.Domains.Find(text),
            "application" => all.Applications.Find(text),
            "project" => all.Projects.Find(text),
            "training-category" => all.TrainingCategories.Find(text),
            "group" => all.Groups.Find(text),
            "category" => all.Categories.Find(text),
            _ => throw RequestErrors.NotFound(),
        };
}
