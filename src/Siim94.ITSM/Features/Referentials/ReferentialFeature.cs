namespace Siim94.ITSM.Features.Referentials;

static class ReferentialFeature
{
    public const string Tag = "Référentiels";

    /// <summary>Paths of the API, and the referentials that are there.</summary>
    public static readonly IReadOnlyList<(string Path, string Referential)> Paths =
    [
        ("members", "member"),
        ("sites", "site"),
        ("departments", "department"),
        ("teams", "team"),
        ("agents", "agent"),
        ("activities", "activity"),
        ("domains", "domain"),
        ("applications", "application"),
        ("projects", "project"),
        ("training-categories", "training-category"),
    ];

    /// <summary>Those, too, whose rows nothing counts by.</summary>
    public static readonly IReadOnlyList<(string Path, string Referential)> AllPaths =
    [
        .. Paths,
        ("groups", "group"),
        ("categories", "category"),
    ];

    public static IServiceCollection AddReferentials(this IServiceCollection services) =>
        services
            .AddSingleton<ReferentialCache>()
            .AddScoped<ReferentialLookup>()
            .AddScoped<AgentDays>()
            .AddScoped<IMemberReach, MemberReach>()
            .AddScoped<ReferentialWriter>()
            .AddScoped<ReferentialAdder>()
            .AddScoped<GroupParts>();

    public static void MapReferentials(this RouteGroupBuilder api)
    {
        Map(api, "members", "member").MapPost("/", (Api api, AddMember row) => Add(api, "members", row)).Produces<AddedReferential>(201);
        Map(api, "sites", "site").MapPost("/", (Api api, AddSite row) => Add(api, "sites", row)).Produces<AddedReferential>(201);
        Map(api, "departments", "department")
            .MapPost("/", (Api api, AddDepartment row) => Add(api, "departments", row))
            .Produces<AddedReferential>(201);
        Map(api, "teams", "team").MapPost("/", (Api api, AddTeam row) => Add(api, "teams", row)).Produces<AddedReferential>(201);
        var agents = Map(api, "agents", "agent");
        agents.MapPost("/", (Api api, AddAgent row) => Add(api, "agents", row)).Produces<AddedReferential>(201);
        agents.MapPost("/{code}/postings", (Api api, string code, PostAgent posting) => api.Do(posting with { Code = code })).Produces(204);
        MapTeamLeaders(api);
        Map(api, "activities", "activity")
            .MapPost("/", (Api api, AddActivity row) => Add(api, "activities", row))
            .Produces<AddedReferential>(201);
        Map(api, "domains", "domain").MapPost("/", (Api api, AddDomain row) => Add(api, "domains", row)).Produces<AddedReferential>(201);
        var applications = Map(api, "applications", "application");
        applications.MapPost("/", (Api api, AddApplication row) => Add(api, "applications", row)).Produces<AddedReferential>(201);
        applications
            .MapPut("/{code}/responsible", (Api api, string code, SetResponsible row) =>
                api.Do(row with { Referential = "application", Code = code, Version = api.Version })
            )
            .Produces(204);
        Map(api, "projects", "project")
            .MapPost("/", (Api api, AddProject row) => Add(api, "projects", row))
            .Produces<AddedReferential>(201);
        Map(api, "training-categories", "training-category")
            .MapPost("/", (Api api, AddTrainingCategory row) => Add(api, "training-categories", row))
            .Produces<AddedReferential>(201);
        var groups = Map(api, "groups", "group");
        groups.MapPost("/", (Api api, AddGroup row) => Add(api, "groups", row)).Produces<AddedReferential>(201);
        groups
            .MapPut("/{code}/agents", (Api api, string code, ChangeGroup row) =>
                api.Do(row with { Referential = "group", Code = code, Version = api.Version })
            )
            .Produces(204);
        var categories = Map(api, "categories", "category");
        categories.MapPost("/", (Api api, AddCategory row) => Add(api, "categories", row)).Produces<AddedReferential>(201);
        categories
            .MapPut("/{code}/place", (Api api, string code, ChangeCategory row) =>
                api.Do(row with { Referential = "category", Code = code, Version = api.Version })
            )
            .Produces(204);
    }

    static void MapTeamLeaders(RouteGroupBuilder api)
    {
        var leaders = api.MapGroup("/team-leaders").WithTags(Tag);
        leaders
            .MapGet("/", (Api api) => api.Send(new ListTeamLeaders()))
            .Sends<ListTeamLeaders>()
            .WithSummary("Each team and the agents who lead it");
        leaders
            .MapPut("/{team}", (Api api, string team, ChooseTeamLeaders choice) =>
                api.Do(choice with { Team = team, Version = api.StatedVersion })
            )
            .Produces(204);
    }

    static RouteGroupBuilder Map(RouteGroupBuilder api, string path, string referential)
    {
        var rows = api.MapGroup("/" + path).WithTags(Tag);
        var (one, many) = (referential.Replace('-', ' '), path.Replace('-', ' '));
        var list = rows.MapGet("/", (Api api, string? q, bool? includeClosed, DateOnly? openOn, string? after, int? limit) => api.Send(
                    new ListReferential
                    {
                        Referential = referential,
                        Q = q,
                        IncludeClosed = includeClosed ?? false,
                        OpenOn = openOn,
                        After = after,
                        Limit = limit ?? Page<object>.MaximumLimit,
                    }
                ))
            .Sends<ListReferential>()
            .WithSummary($"The {many}, by code")
            .WithDescription(
                "Those open today, or on the day `openOn`, or all with `includeClosed`; `q` looks into codes, names and spellings."
            );
        if (referential == "agent")
            list.WithMetadata(new RequiresAttribute(Permission.ReadAgents));
        rows.MapPut("/{code}", (Api api, string code, RenameReferential row) =>
                api.Do(row with { Referential = referential, Code = code, Version = api.Version })
            )
            .Produces(204)
            .WithSummary($"Renames the {one} from a day on")
            .WithDescription("The old name stays as a spelling.");
        rows.MapPost("/{code}/close", (Api api, string code, CloseReferential row) =>
                api.Do(row with { Referential = referential, Code = code })
            )
            .Produces(204)
            .WithSummary($"Closes the {one} from a day on")
            .WithDescription("Lines of earlier days keep it, later ones may not use it.");
        rows.MapPost("/{code}/reopen", (Api api, string code) => api.Do(new ReopenReferential { Referential = referential, Code = code }))
            .Sends<ReopenReferential>()
            .Produces(204)
            .WithSummary($"Opens the closed {one} again");
        rows.MapPost("/{code}/aliases", (Api api, string code, AddAlias row) => api.Do(row with { Referential = referential, Code = code }))
            .Produces(204)
            .WithSummary($"Adds a spelling by which files and requests may name the {one}");
        if (!Successors.Have(referential))
            return rows;
        rows.MapPost("/{code}/successors", (Api api, string code, SucceedReferential row) =>
                api.Do(row with { Referential = referential, Code = code, Version = api.Version })
            )
            .Produces(204)
            .WithSummary($"Says what takes the {one} over from a day on")
            .WithDescription("Another one, the same one for several (a merge), or several (a split).");
        rows.MapDelete("/{code}/successors", (Api api, string code) => api.Do(
                    new RevokeSuccession
                    {
                        Referential = referential,
                        Code = code,
                        Version = api.Version,
                    }
                ))
            .Sends<RevokeSuccession>()
            .Produces(204)
            .WithSummary($"Takes the succession of the {one} back: it is open again as it was")
            .WithDescription("Tables count its lines as its own.");
        return rows;
    }

    static Task<IResult> Add(Api api, string path, NewReferential row) => api.Create(row, added => $"/api/v1/{path}?q={added.Code}");
}
