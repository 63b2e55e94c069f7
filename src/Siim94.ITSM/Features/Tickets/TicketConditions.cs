using System.Globalization;
using System.Text.RegularExpressions;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Turns a filter into conditions from a fixed set, within the reader's reach: a requester their own tickets and those they observe,
/// people of a member those of the member, staff all. Whatever lists, counts, exports or changes tickets by a filter asks here, so that
/// all of them mean the same ones.
/// </summary>
sealed class TicketConditions(Db db, ReferentialLookup codes, CurrentUser user, TimeProvider clock)
{
    /// <param name="filter">What is asked for; its shape is valid.</param>
    /// <param name="finding">The word that finds the tickets, the others being looked up in each, when all are common; null to walk the
    /// tickets and look up every word.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="Refusal">An unknown code, naming the field.</exception>
    public async Task<TicketSelection> Of(TicketFilter filter, int? finding, CancellationToken ct)
    {
        var selection = new TicketSelection();
        AddStates(selection, filter.Status);
        await AddCodes(selection, filter, ct);
        AddMoments(selection, filter);
        await AddText(selection, filter.Q, finding, ct);
        if (!user.SeesAllMembers)
            selection.Add(ScopeWhereSql, "ScopeMemberIds", user.MemberScope);
        if (user.SeesOwnTicketsOnly)
            selection.Add(TicketReach.OwnWhereSql, "UserId", user.UserId);
        return selection;
    }

    static void AddStates(TicketSelection selection, string? status)
    {
        if (status is TicketFilter.Open)
            selection.Add(OpenWhereSql);
        else if (TicketFilter.Codes(status) is [var only])
            selection.Add(StatusWhereSql, "Status", only);
        else if (TicketFilter.Codes(status) is [_, ..] several)
            selection.Add(StatusesWhereSql, "Statuses", several);
    }

    async Task AddCodes(TicketSelection selection, TicketFilter filter, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (codes.Find(all.Members, "Member", filter.Member, null) is { } member)
            selection.Add(MemberWhereSql, "MemberId", member.Id);
        if (filter.Application?.Trim() is TicketFilter.None)
            selection.Add(WithoutApplicationWhereSql);
        else if (codes.Find(all.Applications, "Application", filter.Application, null) is { } application)
            selection.Add(ApplicationWhereSql, "ApplicationId", application.Id);
        if (codes.Find(all.Domains, "Domain", filter.Domain, null) is { } domain)
            selection.Add(DomainWhereSql, "DomainId", domain.Id);
        if (filter.Assignee?.Trim() is TicketFilter.None)
            selection.Add(UnassignedWhereSql);
        else if (filter.Assignee?.Trim() is TicketFilter.Me)
            selection.Add(AssigneeWhereSql, "AgentId", user.AgentId ?? 0); // who is no agent has none
        else if (codes.Find(all.Agents, "Assignee", filter.Assignee, null) is { } agent)
            selection.Add(AssigneeWhereSql, "AgentId", agent.Id);
        if (filter.Group?.Trim() is TicketFilter.None)
            selection.Add(UngroupedWhereSql);
        else if (filter.Group?.Trim() is TicketFilter.Mine)
            AddOwnGroups(selection, all);
        else if (codes.Find(all.Groups, "Group", filter.Group, null) is { } group)
            selection.Add(GroupWhereSql, "GroupId", group.Id);
        if (filter.Category?.Trim() is TicketFilter.None)
            selection.Add(UncategorisedWhereSql);
        else if (codes.Find(all.Categories, "Category", filter.Category, null) is { } category)
            selection.Add(
                CategoryWhereSql,
                "CategoryIds",
                all.Categories.Where(below => all.Categories.IsOrHolds(category.Id, below)).Select(below => below.Id).ToList()
            );
        if (filter.Site?.Trim() is TicketFilter.None)
            selection.Add(WithoutSiteWhereSql);
        else if (codes.Find(all.Sites, "Site", filter.Site, null) is { } site)
            selection.Add(SiteWhereSql, "SiteId", site.Id);
        await AddRequester(selection, filter.Requester?.Trim(), ct);
        if (TicketFilter.Codes(filter.Priority) is [_, ..] priorities)
            selection.Add(PriorityWhereSql, "Priorities", priorities.Select(code => TicketPriority.Parse(code)!.Value).ToList());
        if (!string.IsNullOrEmpty(filter.Type))
            selection.Add(TypeWhereSql, "Type", filter.Type);
        if (!string.IsNullOrEmpty(filter.Channel))
            selection.Add(ChannelWhereSql, "Channel", filter.Channel);
    }

    // Agents are of the groups that name them, and of those of their team.
    void AddOwnGroups(TicketSelection selection, ReferentialData all)
    {
        var teamId = user.AgentId is { } agent ? all.Agents[agent].PostingOn(Paris.Today(clock))?.TeamId : null;
        selection.Add(OwnGroupsWhereSql, "OwnAgentId", user.AgentId ?? 0);
        selection.Parameters["OwnTeamId"] = teamId ?? 0;
    }

    async Task AddRequester(TicketSelection selection, string? requester, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(requester))
            return;
        if (requester is TicketFilter.Me)
            selection.Add(RequestedByAccountWhereSql, "RequesterUserId", user.UserId);
        else if (long.TryParse(requester, NumberStyles.None, CultureInfo.InvariantCulture, out var person))
            selection.Add(RequesterWhereSql, "RequesterPersonId", await LedTo(person, ct));
        else
            selection.Add(RequesterNameWhereSql, "RequesterKey", Alphabet.KeyOf(requester));
    }

    /// <summary>Whom somebody turned out to be: a number that was noted before a merge finds what it found.</summary>
    async Task<long> LedTo(long person, CancellationToken ct)
    {
        while (await db.FirstOrDefault<long?>(MergedIntoSql, new { PersonId = person }, ct) is { } into)
            person = into;
        return person;
    }

    const string MergedIntoSql = "SELECT p.MergedIntoId FROM People p WHERE p.Id = @PersonId";

    void AddMoments(TicketSelection selection, TicketFilter filter)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (MomentOf(filter.OpenedFrom) is { } openedFrom)
            selection.Add(OpenedFromWhereSql, "OpenedFrom", openedFrom.Begin(now));
        if (MomentOf(filter.OpenedTo) is { } openedTo)
            selection.Add(OpenedToWhereSql, "OpenedUntil", openedTo.End(now));
        if (MomentOf(filter.UpdatedSince) is { } updatedSince)
            selection.Add(user.SeesAllMembers ? UpdatedWhereSql : UpdatedInSightWhereSql, "UpdatedSince", updatedSince.Begin(now));
        if (filter.MinutesFrom is { } minutesFrom)
            selection.Add(MinutesFromWhereSql, "MinutesFrom", minutesFrom);
        if (filter.MinutesTo is { } minutesTo)
            selection.Add(MinutesToWhereSql, "MinutesTo", minutesTo);
    }

    static Moment? MomentOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : Moment.Parse(text);

    async Task AddText(TicketSelection selection, string? q, int? finding, CancellationToken ct)
    {
        var text = q?.Trim() ?? "";
        if (text.Length == 0)
            return;
        var isNumber = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var isNumberOnly = isNumber && text[0] == '#';
        var words = isNumberOnly ? [] : TicketWords.SoughtBy(text);
        if (isNumber)
            selection.Parameters["Number"] = number;
        if (isNumberOnly)
            selection.Add(NumberWhereSql);
        else if (words.Count == 0)
            selection.Add(NothingWhereSql);
        finding = await Rarest(words, ct) ?? finding;
        foreach (var (index, word) in words.Index())
        {
            selection.Add(index == finding ? FoundBy(index, isNumber, InSight) : Holds(index, isNumber, InSight), $"From{index}", word);
            selection.Parameters[$"Until{index}"] = TicketWords.Behind(word);
        }
    }

    /// <summary>The word that the fewest tickets have; null when each is common.</summary>
    async Task<int?> Rarest(IReadOnlyList<string> words, CancellationToken ct)
    {
        foreach (var bound in (int[])[Rare, Common])
        {
            var (rarest, least) = ((int?)null, bound);
            for (var word = 0; word < words.Count; word++)
            {
                var range = new
                {
                    From = words[word],
                    Until = TicketWords.Behind(words[word]),
                    Take = least,
                };
                if (await db.FirstOrDefault<int>(CountWordStatement(db.Dialect, InSight), range, ct) is var count && count < least)
                    (rarest, least) = (word, count);
            }
            if (rarest is not null)
                return rarest;
        }
        return null;
    }

    // Few enough to look no further; so many that the newest tickets soon fill a page.
    const int Rare = 500,
        Common = 10_000;

    // Notes among staff are not found by anybody else.
    string InSight => user.SeesAllMembers ? "" : InSightSql;

    const string InSightSql = " AND w.Part < 2";

    static string CountWordStatement(SqlDialect dialect, string inSight) =>
        $"SELECT COUNT(*) FROM (SELECT w.TicketId FROM TicketWords w WHERE w.Word >= @From AND w.Word < @Until{inSight} "
        + $"ORDER BY w.Word, w.TicketId{dialect.FirstRows}) f";

    const string StatusWhereSql = "t.Status = @Status";
    const string StatusesWhereSql = "t.Status IN @Statuses";
    const string OpenWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending')";
    const string MemberWhereSql = "t.MemberId = @MemberId";
    const string ApplicationWhereSql = "t.ApplicationId = @ApplicationId";
    const string WithoutApplicationWhereSql = "t.ApplicationId IS NULL";
    const string DomainWhereSql = "t.DomainId = @DomainId";
    const string AssigneeWhereSql = "t.AssignedAgentId = @AgentId";
    const string UnassignedWhereSql = "t.AssignedAgentId IS NULL";
    const string GroupWhereSql = "t.AssignedGroupId = @GroupId";
    const string UngroupedWhereSql = "t.AssignedGroupId IS NULL";
    const string OwnGroupsWhereSql = """
        t.AssignedGroupId IN (
            SELECT a.GroupId FROM AssignmentGroupAgents a WHERE a.AgentId = @OwnAgentId
            UNION
            SELECT g.Id FROM AssignmentGroups g WHERE g.TeamId = @OwnTeamId)
        """;
    const string CategoryWhereSql = "t.CategoryId IN @CategoryIds";
    const string UncategorisedWhereSql = "t.CategoryId IS NULL";
    const string SiteWhereSql = "t.SiteId = @SiteId";
    const string WithoutSiteWhereSql = "t.SiteId IS NULL";
    const string RequesterWhereSql = "t.RequesterPersonId = @RequesterPersonId";
    const string RequesterNameWhereSql = "t.RequesterKey = @RequesterKey";
    const string RequestedByAccountWhereSql = "t.RequesterUserId = @RequesterUserId";
    const string PriorityWhereSql = "t.Priority IN @Priorities";
    const string TypeWhereSql = "t.Type = @Type";
    const string ChannelWhereSql = "t.Channel = @Channel";
    const string OpenedFromWhereSql = "t.OpenedAt >= @OpenedFrom";
    const string OpenedToWhereSql = "t.OpenedAt < @OpenedUntil";

    const string UpdatedWhereSql = "t.UpdatedAt >= @UpdatedSince";

    // That a note among staff was written is told to nobody else.
    const string UpdatedInSightWhereSql = "t.UpdatedInSightAt >= @UpdatedSince";

    const string MinutesFromWhereSql = "t.LoggedMinutes >= @MinutesFrom";
    const string MinutesToWhereSql = "t.LoggedMinutes <= @MinutesTo";

    // Signs alone, « % », are in no text that is searched.
    const string NothingWhereSql = "t.Id < 0";
    const string NumberWhereSql = "t.Id = @Number";
    const string ScopeWhereSql = "t.MemberId IN @ScopeMemberIds";

    static string FoundBy(int word, bool isNumber, string inSight) =>
        $"t.Id IN (SELECT w.TicketId FROM TicketWords w WHERE w.Word >= @From{word} AND w.Word < @Until{word}{inSight}"
        + $"{(isNumber ? " UNION SELECT n.Id FROM Tickets n WHERE n.Id = @Number" : "")})";

    // Counted: for EXISTS, SQLite would read the whole index first, to know by a filter which tickets have any words.
    static string Holds(int word, bool isNumber, string inSight) =>
        $"({(isNumber ? "t.Id = @Number OR " : "")}(SELECT COUNT(*) FROM TicketWords w "
        + $"WHERE w.TicketId = t.Id AND w.Word >= @From{word} AND w.Word < @Until{word}{inSight}) > 0)";

    /// <summary>Every condition there is.</summary>
    internal static IReadOnlyList<string> Every =>
        [
            StatusWhereSql,
            StatusesWhereSql,
            OpenWhereSql,
            MemberWhereSql,
            ApplicationWhereSql,
            WithoutApplicationWhereSql,
            DomainWhereSql,
            AssigneeWhereSql,
            UnassignedWhereSql,
            GroupWhereSql,
            UngroupedWhereSql,
            OwnGroupsWhereSql,
            CategoryWhereSql,
            UncategorisedWhereSql,
            SiteWhereSql,
            WithoutSiteWhereSql,
            RequesterWhereSql,
            RequesterNameWhereSql,
            RequestedByAccountWhereSql,
            PriorityWhereSql,
            TypeWhereSql,
            ChannelWhereSql,
            OpenedFromWhereSql,
            OpenedToWhereSql,
            UpdatedWhereSql,
            UpdatedInSightWhereSql,
            MinutesFromWhereSql,
            MinutesToWhereSql,
            NothingWhereSql,
            NumberWhereSql,
            FoundBy(0, false, ""),
            FoundBy(0, true, InSightSql),
            Holds(1, false, InSightSql),
            Holds(1, true, ""),
            ScopeWhereSql,
            TicketReach.OwnWhereSql,
        ];

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        [CountWordStatement(dialect, ""), CountWordStatement(dialect, InSightSql)];
}

/// <summary>What a ticket must meet, and every parameter that it names.</summary>
sealed partial class TicketSelection
{
    readonly List<string> conditions = [];

    public Dictionary<string, object?> Parameters { get; } = [];

    public void Add(string condition) => conditions.Add(condition);

    public void Add(string condition, string name, object? value)
    {
        conditions.Add(condition);
        Parameters[name] = value;
    }

    /// <summary>The end of a statement on Tickets, which calls them <c>t</c>.</summary>
    public string Where => conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";

    /// <summary>The same, with parameters of its own among those of other selections in one statement.</summary>
    public string WhereAt(int place) => Parameter().Replace(Where, parameter => "@" + NameAt(place, parameter.Value[1..]));

    /// <summary>Name of a parameter in <see cref="WhereAt"/>.</summary>
    public static string NameAt(int place, string parameter) => $"{parameter}At{place}";

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
