using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Writes interventions together with their ledger lines.</summary>
sealed class InterventionWriter(Db db, ReferentialLookup codes, Ledger ledger, DirtyDays dirtyDays, CurrentUser user, TimeProvider clock)
{
    public async Task<long> Add(InterventionFields fields, CancellationToken ct)
    {
        var added = await Insert(fields, ct);
        await WriteParts([added], fields.Confirm, ct);
        await RefuseOverlaps(added.Id, added.Resolved, fields.Confirm, ct);
        await dirtyDays.Mark(VisitRollUp.Name, [added.Resolved.Row.WorkedOn], ct, _ => nameof(fields.Day));
        return added.Id;
    }

    /// <summary>Adds many, none of them confirmed: their ledger lines and marks are written at once.</summary>
    public async Task AddAll(IReadOnlyList<InterventionFields> interventions, CancellationToken ct)
    {
        var added = new List<(long Id, Resolved Resolved)>(interventions.Count);
        foreach (var fields in interventions)
            added.Add(await Insert(fields, ct));
        await WriteParts(added, false, ct);
        foreach (var (id, resolved) in added)
            await RefuseOverlaps(id, resolved, false, ct);
        await dirtyDays.Mark(VisitRollUp.Name, added.Select(each => (DateOnly?)each.Resolved.Row.WorkedOn), ct);
    }

    async Task<(long Id, Resolved Resolved)> Insert(InterventionFields fields, CancellationToken ct)
    {
        var resolved = await Resolve(fields, ct);
        return (await db.Insert(InsertInterventionSql, resolved.Row, ct), resolved);
    }

    const string InsertInterventionSql = """
        INSERT INTO Interventions (Kind, MemberId, SiteId, WorkedOn, StartedAt, EndedAt, QuantityMicros, Unit, TravelMinutes, Summary,
            CreatedByUserId, CreatedAt, Version)
        VALUES (@Kind, @MemberId, @SiteId, @WorkedOn, @StartedAt, @EndedAt, @QuantityMicros, @Unit, @TravelMinutes, @Summary,
            @CreatedByUserId, @CreatedAt, 1)
        """;

    public async Task Replace(InterventionDetails before, long version, InterventionFields fields, CancellationToken ct)
    {
        await RefuseUnlessTheirs(before, ct);
        var resolved = await Resolve(fields, ct);
        if (await db.Execute(UpdateInterventionSql, resolved.Row with { Id = before.Id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var replaced = await RemoveParts(before.Id, ct);
        await WriteParts([(before.Id, resolved)], fields.Confirm, ct, replaced);
        await TicketWords.RewriteWithLeading(db, before.Tickets.Except(resolved.TicketIds), ct);
        await CountMinutes([before.Tickets], ct);
        await RefuseOverlaps(before.Id, resolved, fields.Confirm, ct);
        await dirtyDays.Mark(VisitRollUp.Name, [before.Day, resolved.Row.WorkedOn], ct, _ => nameof(fields.Day));
    }

    const string UpdateInterventionSql = """
        UPDATE Interventions
        SET Kind = @Kind, MemberId = @MemberId, SiteId = @SiteId, WorkedOn = @WorkedOn, StartedAt = @StartedAt, EndedAt = @EndedAt,
            QuantityMicros = @QuantityMicros, Unit = @Unit, TravelMinutes = @TravelMinutes, Summary = @Summary, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public async Task Remove(InterventionDetails before, long version, CancellationToken ct)
    {
        await RefuseUnlessTheirs(before, ct);
        if (before.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        await RemoveParts(before.Id, ct);
        if (await db.Execute(DeleteInterventionSql, new { before.Id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await TicketWords.RewriteWithLeading(db, before.Tickets, ct);
        await CountMinutes([before.Tickets], ct);
        await dirtyDays.Mark(VisitRollUp.Name, [before.Day], ct);
    }

    const string DeleteInterventionSql = "DELETE FROM Interventions WHERE Id = @Id AND Version = @Version";

    async Task WriteParts(
        IReadOnlyList<(long Id, Resolved Resolved)> interventions,
        bool isConfirmed,
        CancellationToken ct,
        IReadOnlyList<TimeEntryRow>? replaced = null
    )
    {
        await db.InsertAll(
            InsertAgentSql,
            interventions.SelectMany(each => each.Resolved.Agents.Select(agent => new { InterventionId = each.Id, AgentId = agent.Id })),
            ct
        );
        await db.InsertAll(
            InsertTicketSql,
            interventions.SelectMany(each => each.Resolved.TicketIds.Select(ticket => new { InterventionId = each.Id, TicketId = ticket })),
            ct
        );
        await TicketWords.RewriteWithLeading(db, interventions.SelectMany(each => each.Resolved.TicketIds), ct);
        await ledger.Write([.. interventions.SelectMany(each => LinesOf(each.Id, each.Resolved))], isConfirmed, ct, replaced);
        await CountMinutes(interventions.Select(each => each.Resolved.TicketIds), ct);
    }

    Task CountMinutes(IEnumerable<IReadOnlyList<long>> ticketsOfVisits, CancellationToken ct) =>
        TicketMinutes.Count(db, ticketsOfVisits.Where(tickets => tickets.Count > 1).SelectMany(tickets => tickets), ct);

    const string InsertAgentSql = "INSERT INTO InterventionAgents (InterventionId, AgentId) VALUES (@InterventionId, @AgentId)";
    const string InsertTicketSql = "INSERT INTO InterventionTickets (InterventionId, TicketId) VALUES (@InterventionId, @TicketId)";

    static IEnumerable<LedgerLine> LinesOf(long id, Resolved resolved) =>
        resolved.Agents.Select(agent => new LedgerLine
        {
            Agent = agent,
            Day = resolved.Row.WorkedOn,
            QuantityMicros = resolved.Row.QuantityMicros,
            Unit = TimeUnits.Parse(resolved.Row.Unit)!.Value,
            Activity = resolved.Activity,
            Member = resolved.Member,
            TicketId = resolved.TicketIds is [var only] ? only : null,
            InterventionId = id,
            Source = EntrySource.Intervention,
            Note = LedgerLine.NoteOf(resolved.Row.Summary),
        });

    /// <summary>Nobody is in two places at once, unless somebody says so.</summary>
    /// <remarks>Asked once the agents' lines are written: no other visit of theirs can come between.</remarks>
    async Task RefuseOverlaps(long id, Resolved resolved, bool isConfirmed, CancellationToken ct)
    {
        var (row, agents) = (resolved.Row, resolved.Agents);
        if (isConfirmed || row.StartedAt is null)
            return;
        var overlap = await db.FirstOrDefault<OverlapRow>(
            OverlapSql,
            new
            {
                Id = id,
                row.WorkedOn,
                row.StartedAt,
                row.EndedAt,
                AgentIds = agents.Select(agent => agent.Id),
            },
            ct
        );
        if (overlap is not null)
            throw InterventionErrors.Overlaps(
                agents.First(agent => agent.Id == overlap.AgentId).Name,
                overlap.Id,
                Paris.ToLocal(overlap.StartedAt),
                Paris.ToLocal(overlap.EndedAt)
            );
    }

    // A visit is of one day: the day narrows the search, the instants decide.
    const string OverlapSql = """
        SELECT i.Id, a.AgentId, i.StartedAt, i.EndedAt
        FROM Interventions i
        JOIN InterventionAgents a ON a.InterventionId = i.Id
        WHERE i.WorkedOn = @WorkedOn AND i.StartedAt < @EndedAt AND i.EndedAt > @StartedAt AND i.Id <> @Id AND a.AgentId IN @AgentIds
        ORDER BY i.StartedAt, i.Id, a.AgentId
        """;

    async Task<IReadOnlyList<TimeEntryRow>> RemoveParts(long id, CancellationToken ct)
    {
        var removed = await ledger.RemoveOf(EntrySource.Intervention, id, ct);
        await db.Execute(DeleteAgentsSql, new { Id = id }, ct);
        await db.Execute(DeleteTicketsSql, new { Id = id }, ct);
        return removed;
    }

    const string DeleteAgentsSql = "DELETE FROM InterventionAgents WHERE InterventionId = @Id";
    const string DeleteTicketsSql = "DELETE FROM InterventionTickets WHERE InterventionId = @Id";

    async Task<Resolved> Resolve(InterventionFields fields, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var day = fields.StartedAt is { } start ? Paris.DayOf(start.UtcDateTime) : fields.Day!.Value;
        var agents = fields.Agents.Select((code, index) => codes.Get(all.Agents, $"Agents[{index}]", code, day)).ToList();
        if (agents.Distinct().Count() < agents.Count)
            throw InterventionErrors.AgentTwice();
        if (!user.LogsForOneOf(agents, day, all))
            throw InterventionErrors.NotYours();

        var member = codes.Get(all.Members, "Member", fields.Member, day);
        var site = codes.Find(all.Sites, "Site", fields.Site, day);
        if (site is not null && site.MemberId != member.Id && all.Members[site.MemberId].ParentId != member.Id)
            throw InterventionErrors.SiteOfAnother(site.Name, member.Name);
        var minutes = fields.StartedAt is { } from ? (decimal)(fields.EndedAt!.Value - from).TotalMinutes : 0;
        return new(
            new()
            {
                Kind = fields.Kind!,
                MemberId = member.Id,
                SiteId = site?.Id,
                WorkedOn = day,
                StartedAt = fields.StartedAt?.UtcDateTime,
                EndedAt = fields.EndedAt?.UtcDateTime,
                QuantityMicros = TimeUnits.ToMicros(fields.Quantity ?? Math.Round(minutes, 6))!.Value,
                Unit = fields.Quantity is null ? "min" : fields.Unit!,
                TravelMinutes = fields.TravelMinutes ?? 0,
                Summary = fields.Summary!.Trim(),
                CreatedByUserId = user.AuthorId,
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            },
            agents,
            member,
            all.Activities.Find(InterventionKind.ActivityOf(fields.Kind)!)[0],
            await TicketsOf(member, fields.Tickets, fields.Confirm, all, ct)
        );
    }

    /// <summary>
    /// Of the member, of what is attached to it, or of what it is attached to, unless somebody says so; of any for a visit to several.
    /// </summary>
    async Task<IReadOnlyList<long>> TicketsOf(
        Member member,
        IReadOnlyList<long> numbers,
        bool isConfirmed,
        ReferentialData all,
        CancellationToken ct
    )
    {
        if (numbers.Count == 0)
            return [];
        var found = await db.Query<TicketOfMember>(TicketsSql, new { Ids = numbers }, ct);
        if (numbers.Except(found.Select(ticket => ticket.Id)).FirstOrDefault() is > 0 and var missing)
            throw ReferentialErrors.Unknown("Tickets", $"{missing}");
        if (!isConfirmed && member.Kind != Member.Multiple && found.FirstOrDefault(IsOfAnother) is { } stranger)
            throw InterventionErrors.TicketOfAnother(stranger.Id, all.Members[stranger.MemberId].Name, member.Name);
        return [.. found.Select(ticket => ticket.Id)];

        bool IsOfAnother(TicketOfMember ticket) => RootOf(all.Members[ticket.MemberId]) != RootOf(member);
    }

    static long RootOf(Member member) => member.ParentId ?? member.Id;

    const string TicketsSql = "SELECT t.Id, t.MemberId FROM Tickets t WHERE t.Id IN @Ids ORDER BY t.Id";

    sealed record TicketOfMember
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
    }

    async Task RefuseUnlessTheirs(InterventionDetails before, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (!user.LogsForOneOf([.. before.Agents.Select(code => all.Agents.Find(code)[0])], before.Day, all))
            throw InterventionErrors.NotYours();
    }

    sealed record OverlapRow
    {
        public long Id { get; init; }
        public long AgentId { get; init; }
        public DateTime StartedAt { get; init; }
        public DateTime EndedAt { get; init; }
    }

    sealed record Resolved(
        InterventionRow Row,
        IReadOnlyList<Agent> Agents,
        Member Member,
        Activity Activity,
        IReadOnlyList<long> TicketIds
    );
}

/// <summary>A row of Interventions.</summary>
sealed record InterventionRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public long MemberId { get; init; }
    public long? SiteId { get; init; }
    public DateOnly WorkedOn { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    public long QuantityMicros { get; init; }
    public string Unit { get; init; } = "";
    public int TravelMinutes { get; init; }
    public string Summary { get; init; } = "";
    public long? CreatedByUserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public long Version { get; init; }
}
