using Dapper;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Reads interventions within the reader's reach, with their agents and tickets.</summary>
sealed class InterventionReader(Db db, ReferentialLookup codes, CurrentUser user)
{
    const string SelectInterventionsSql = """
        SELECT i.Id, i.Kind, i.MemberId, i.SiteId, i.WorkedOn, i.StartedAt, i.EndedAt, i.QuantityMicros, i.Unit, i.TravelMinutes, i.Summary,
               i.Version
        FROM Interventions i
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<InterventionDetails> Get(long id, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<InterventionRow>(InterventionSql, new { Id = id }, ct);
        return row is not null && user.Sees(row.MemberId) ? (await Complete([row], ct))[0] : throw RequestErrors.NotFound();
    }

    const string InterventionSql = $"{SelectInterventionsSql} WHERE i.Id = @Id";

    public async Task<Page<InterventionDetails>> List(ListInterventions list, CancellationToken ct)
    {
        var order = InterventionOrder.Parse(list.Sort)!;
        var (conditions, parameters) = await Asked(list, ct);
        if (list.After is not null)
        {
            conditions.Add(order.Behind);
            parameters.AddDynamicParams(order.Read(list.After)!);
        }
        var rows = await db.Query<InterventionRow>(Statement(db.Dialect, conditions, order), parameters, ct);
        return Page<InterventionDetails>.Of(await Complete(rows, ct), Paging.LimitOf(list.Limit), visit => order.CursorOf(visit, visit.Id));
    }

    /// <summary>On all pages of a list together.</summary>
    public async Task<int> Count(ListInterventions list, CancellationToken ct)
    {
        var (conditions, parameters) = await Asked(list, ct);
        return await db.FirstOrDefault<int>(CountStatement(conditions), parameters, ct);
    }

    async Task<(List<string> Conditions, DynamicParameters Parameters)> Asked(ListInterventions list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var parameters = new
        {
            From = list.From ?? DateOnly.MinValue,
            To = list.To ?? DateOnly.MaxValue,
            MemberId = codes.Find(all.Members, "Member", list.Member, null)?.Id,
            SiteId = codes.Find(all.Sites, "Site", list.Site, null)?.Id,
            AgentId = codes.Find(all.Agents, "Agent", list.Agent, null)?.Id,
            list.Kind,
            ScopeMemberIds = user.MemberScope,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        List<string> conditions = [PeriodWhereSql];
        if (parameters.MemberId is not null)
            conditions.Add(MemberWhereSql);
        if (parameters.SiteId is not null)
            conditions.Add(SiteWhereSql);
        if (parameters.AgentId is not null)
            conditions.Add(AgentWhereSql);
        if (list.Kind is not null)
            conditions.Add(KindWhereSql);
        if (!user.SeesAllMembers)
            conditions.Add(ScopeWhereSql);
        return (conditions, new(parameters));
    }

    const string PeriodWhereSql = "i.WorkedOn BETWEEN @From AND @To";
    const string MemberWhereSql = "i.MemberId = @MemberId";
    const string SiteWhereSql = "i.SiteId = @SiteId";
    const string AgentWhereSql = "EXISTS (SELECT 1 FROM InterventionAgents a WHERE a.InterventionId = i.Id AND a.AgentId = @AgentId)";
    const string KindWhereSql = "i.Kind = @Kind";
    const string ScopeWhereSql = "i.MemberId IN @ScopeMemberIds";

    static string Statement(SqlDialect dialect, IEnumerable<string> conditions, ListOrder<InterventionDetails> order) =>
        $"{SelectInterventionsSql} WHERE {string.Join(" AND ", conditions)}{order.OrderBy}{dialect.FirstRows}";

    static string CountStatement(IEnumerable<string> conditions) =>
        $"SELECT COUNT(*) FROM Interventions i WHERE {string.Join(" AND ", conditions)}";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions = [PeriodWhereSql, MemberWhereSql, SiteWhereSql, AgentWhereSql, KindWhereSql, ScopeWhereSql];
        var newest = InterventionOrder.Parse(null)!;
        return
        [
            .. conditions.Select(condition => Statement(dialect, [condition], newest)),
            .. conditions.Select(condition => CountStatement([condition])),
            .. InterventionOrder.Every.Select(order => Statement(dialect, [.. conditions, order.Behind], order)),
        ];
    }

    async Task<IReadOnlyList<InterventionDetails>> Complete(IReadOnlyList<InterventionRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        var all = await codes.Referentials(ct);
        var ids = new { Ids = rows.Select(row => row.Id) };
        var agents = (await db.Query<PartRow>(AgentsSql, ids, ct)).ToLookup(part => part.InterventionId, part => part.PartId);
        var tickets = (await db.Query<PartRow>(TicketsSql, ids, ct))
            .Where(ticket => user.Sees(ticket.MemberId))
            .ToLookup(part => part.InterventionId, part => part.PartId);
        return
        [
            .. rows.Select(row => new InterventionDetails
            {
                Id = row.Id,
                Version = row.Version,
                Kind = row.Kind,
                Agents = [.. agents[row.Id].Select(id => all.Agents[id].Code)],
                AgentNames = [.. agents[row.Id].Select(id => all.Agents[id].Name)],
                Member = all.Members[row.MemberId].Code,
                MemberName = all.Members[row.MemberId].Name,
                Site = all.Sites.CodeOf(row.SiteId),
                SiteName = all.Sites.NameOf(row.SiteId),
                Day = row.WorkedOn,
                StartedAt = row.StartedAt,
                EndedAt = row.EndedAt,
                Quantity = TimeUnits.FromMicros(row.QuantityMicros),
                Unit = row.Unit,
                TravelMinutes = row.TravelMinutes,
                Tickets = [.. tickets[row.Id]],
                Summary = row.Summary,
            }),
        ];
    }

    const string AgentsSql = """
        SELECT a.InterventionId, a.AgentId AS PartId
        FROM InterventionAgents a
        WHERE a.InterventionId IN @Ids
        ORDER BY a.InterventionId, a.AgentId
        """;

    // One visit may deal with tickets of several members: each of them sees its own.
    const string TicketsSql = """
        SELECT i.InterventionId, i.TicketId AS PartId, t.MemberId
        FROM InterventionTickets i
        JOIN Tickets t ON t.Id = i.TicketId
        WHERE i.InterventionId IN @Ids
        ORDER BY i.InterventionId, i.TicketId
        """;

    sealed record PartRow
    {
        public long InterventionId { get; init; }
        public long PartId { get; init; }
        public long? MemberId { get; init; }
    }
}
