namespace Siim94.ITSM.Features.Referentials;

/// <summary>Keeps the referentials of the newest revision seen by this process.</summary>
/// <remarks>A revision is a random number, so that one written and then rolled back can never be taken for a later one.</remarks>
sealed class ReferentialCache
{
    volatile ReferentialData? latest;

    /// <summary>The referentials as the database has them now, in the transaction of <paramref name="db"/> if there is one.</summary>
    public async Task<ReferentialData> Read(Db db, CancellationToken ct)
    {
        while (true)
        {
            var revision = await Revision(db, ct);
            if (latest is { } kept && kept.Revision == revision)
                return kept;
            var read = await ReadAll(db, revision, ct);
            // Tables are read one after the other: a change that committed in between has left half of it here.
            if (await Revision(db, ct) != revision)
                continue;
            latest = read;
            return read;
        }
    }

    /// <summary>Which state of the referentials the database is in; another one whenever they change.</summary>
    public static Task<long> Revision(Db db, CancellationToken ct) => db.FirstOrDefault<long>(RevisionSql, null, ct);

    const string RevisionSql = "SELECT r.Revision FROM ReferentialRevisions r WHERE r.Id = 1";

    /// <summary>Tells every process that referentials have changed. Part of the transaction that changes them.</summary>
    public static Task Touch(Db db, CancellationToken ct) =>
        db.Execute(TouchRevisionSql, new { Revision = Random.Shared.NextInt64(2, long.MaxValue) }, ct);

    const string TouchRevisionSql = "UPDATE ReferentialRevisions SET Revision = @Revision WHERE Id = 1";

    static async Task<ReferentialData> ReadAll(Db db, long revision, CancellationToken ct)
    {
        var aliases = await db.Query<Alias>(AliasesSql, null, ct);
        var names = (await db.Query<FormerName>(FormerNamesSql, null, ct)).ToLookup(name => (name.Referential, name.TargetId));
        var postings = (await db.Query<AgentPosting>(PostingsSql, null, ct)).ToLookup(p => p.AgentId);
        var agents = (await db.Query<Agent>(AgentsSql, null, ct)).Select(a => a with { Postings = [.. postings[a.Id]] });
        var leaders = (await db.Query<TeamLeader>(TeamLeadersSql, null, ct)).ToLookup(leader => leader.TeamId, leader => leader.AgentId);
        var teams = (await db.Query<Team>(TeamsSql, null, ct)).Select(team => team with { LeaderIds = [.. leaders[team.Id]] });
        var groupAgents = (await db.Query<Part>(GroupAgentsSql, null, ct)).ToLookup(part => part.OwnerId, part => part.PartId);
        var groups = (await db.Query<AssignmentGroup>(GroupsSql, null, ct)).Select(g => g with { AgentIds = [.. groupAgents[g.Id]] });
        var categoryMembers = (await db.Query<Part>(CategoryMembersSql, null, ct)).ToLookup(part => part.OwnerId, part => part.PartId);
        var categories = (await db.Query<Category>(CategoriesSql, null, ct)).Select(c => c with { MemberIds = [.. categoryMembers[c.Id]] });
        return new(
            revision,
            new("department", Named("department", await db.Query<Department>(DepartmentsSql, null, ct)), aliases),
            new("team", Named("team", teams), aliases),
            new("member", Named("member", await db.Query<Member>(MembersSql, null, ct)), aliases),
            new("site", Named("site", await db.Query<Site>(SitesSql, null, ct)), aliases),
            new("agent", Named("agent", agents), aliases),
            new("activity", Named("activity", await db.Query<Activity>(ActivitiesSql, null, ct)), aliases),
            new("domain", Named("domain", await db.Query<Domain>(DomainsSql, null, ct)), aliases),
            new("application", Named("application", await db.Query<BusinessApplication>(ApplicationsSql, null, ct)), aliases),
            new("project", Named("project", await db.Query<Project>(ProjectsSql, null, ct)), aliases),
            new(
                "training-category",
                Named("training-category", await db.Query<TrainingCategory>(TrainingCategoriesSql, null, ct)),
                aliases
            ),
            new("group", Named("group", groups), aliases),
            new("category", Named("category", categories), aliases),
            await db.Query<Succession>(SuccessionsSql, null, ct)
        );

        IEnumerable<T> Named<T>(string referential, IEnumerable<T> rows)
            where T : ReferentialRow =>
            rows.Select(row =>
                names.Contains((referential, row.Id))
                    ? (T)((ReferentialRow)row with { FormerNames = [.. names[(referential, row.Id)]] })
                    : row
            );
    }

    const string FormerNamesSql =
        "SELECT n.Referential, n.TargetId, n.EndsOn, n.Name FROM FormerNames n ORDER BY n.Referential, n.TargetId, n.EndsOn";
    const string SuccessionsSql = """
        SELECT s.Id, s.Referential, s.FromId, s.ToId, s.StartsOn, s.Kind, s.WasClosedOn, s.CreatedAt, s.RevokedAt
        FROM Successions s
        ORDER BY s.Id
        """;
    const string AliasesSql = "SELECT a.Referential, a.TargetId, a.Label FROM Aliases a ORDER BY a.Id";
    const string PostingsSql = "SELECT p.AgentId, p.StartsOn, p.TeamId, p.DayMinutes FROM AgentPostings p ORDER BY p.AgentId, p.StartsOn";
    const string AgentsSql = "SELECT a.Id, a.Code, a.Name, a.ClosedOn, a.Version FROM Agents a ORDER BY a.Id";
    const string DepartmentsSql = "SELECT d.Id, d.Code, d.Name, d.ParentId, d.ClosedOn, d.Version FROM Departments d ORDER BY d.Id";
    const string TeamsSql =
        "SELECT t.Id, t.Code, t.Name, t.DepartmentId, t.FullTimeHundredths, t.ClosedOn, t.Version FROM Teams t ORDER BY t.Id";
    const string TeamLeadersSql = "SELECT l.TeamId, l.AgentId FROM TeamLeaders l ORDER BY l.TeamId, l.AgentId";
    const string MembersSql = "SELECT m.Id, m.Code, m.Name, m.Kind, m.ParentId, m.ClosedOn, m.Version FROM Members m ORDER BY m.Id";
    const string SitesSql = "SELECT s.Id, s.Code, s.Name, s.MemberId, s.Address, s.ClosedOn, s.Version FROM Sites s ORDER BY s.Id";
    const string ActivitiesSql = """
        SELECT a.Id, a.Code, a.Name, a.DepartmentId, a.ParentId, a.DomainRule, a.DomainKind, a.ApplicationRule, a.ProjectRule, a.MemberRule,
               a.IsForEveryTeam, a.SortOrder, a.ClosedOn, a.Version
        FROM Activities a
        ORDER BY a.Id
        """;
    const string DomainsSql = "SELECT d.Id, d.Code, d.Name, d.Kind, d.ParentId, d.ClosedOn, d.Version FROM Domains d ORDER BY d.Id";
    const string ApplicationsSql =
        "SELECT a.Id, a.Code, a.Name, a.DomainId, a.TeamId, a.LeaderAgentId, a.ClosedOn, a.Version FROM Applications a ORDER BY a.Id";
    const string GroupsSql =
        "SELECT g.Id, g.Code, g.Name, g.TeamId, g.SupportLevel, g.ClosedOn, g.Version FROM AssignmentGroups g ORDER BY g.Id";
    const string GroupAgentsSql = """
        SELECT a.GroupId AS OwnerId, a.AgentId AS PartId FROM AssignmentGroupAgents a ORDER BY a.GroupId, a.AgentId
        """;
    const string CategoriesSql = "SELECT c.Id, c.Code, c.Name, c.ParentId, c.ClosedOn, c.Version FROM Categories c ORDER BY c.Id";
    const string CategoryMembersSql = """
        SELECT m.CategoryId AS OwnerId, m.MemberId AS PartId FROM CategoryMembers m ORDER BY m.CategoryId, m.MemberId
        """;
    const string ProjectsSql = "SELECT p.Id, p.Code, p.Name, p.DomainId, p.ClosedOn, p.Version FROM Projects p ORDER BY p.Id";
    const string TrainingCategoriesSql =
        "SELECT c.Id, c.Code, c.Name, c.SubActivityId, c.ClosedOn, c.Version FROM TrainingCategories c ORDER BY c.Id";

    sealed record Part
    {
        public long OwnerId { get; init; }
        public long PartId { get; init; }
    }

    sealed record TeamLeader
    {
        public long TeamId { get; init; }
        public long AgentId { get; init; }
    }
}
