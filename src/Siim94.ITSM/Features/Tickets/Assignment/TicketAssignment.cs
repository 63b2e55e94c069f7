using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Whom a ticket is put into the hands of, and the trace that leaves: from the first line to the second one and back.</summary>
sealed class TicketAssignment(Db db, ReferentialLookup codes, CurrentUser user, TicketSteps steps)
{
    /// <summary>Whoever says <c>me</c> means their own agent.</summary>
    const string Me = "me";

    /// <exception cref="Refusal">An unknown or closed code, naming the field.</exception>
    public async Task<Assignee> Find(string agentField, string? agentText, string? groupText, DateTime at, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var day = Paris.DayOf(at);
        var agent =
            agentText == Me
                ? all.Agents[user.AgentId ?? throw TicketErrors.AgentMissing(agentField)]
                : codes.Find(all.Agents, agentField, agentText, day);
        return new(agent, codes.Find(all.Groups, "Group", groupText, day), null);
    }

    /// <summary>The first hands that a new ticket is put into.</summary>
    public async Task<TicketMove> AtOpening(TicketRow opened, string? assignee, string? group, DateTime at, CancellationToken ct)
    {
        var to = await Find(nameof(OpenTicket.Assignee), assignee, group, at, ct);
        return new(await Hand(opened, to, at, ct), TicketEventKind.Assign, to.Name, at);
    }

    /// <summary>
    /// A ticket in other hands. An agent alone leaves the group as it is; a group alone waits for one of its agents; nobody is asked for by
    /// neither.
    /// </summary>
    public async Task<TicketRow> Hand(TicketRow row, Assignee to, DateTime at, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var group = to.Group ?? (to.Agent is not null && row.AssignedGroupId is { } id ? all.Groups[id] : null);
        return row.HandedTo(to.Agent, group, to.TeamId, LevelOf(to, all, row.SupportLevel, Paris.DayOf(at)), at);
    }

    /// <summary>A ticket that an agent takes: in the line of support where assigning it to them would put it.</summary>
    public async Task<TicketRow> Taken(TicketRow row, Agent agent, DateTime at, CancellationToken ct) =>
        row.Taken(agent, at) with
        {
            SupportLevel = LevelOf(new(agent, null, null), await codes.Referentials(ct), row.SupportLevel, Paris.DayOf(at)),
        };

    /// <summary>Counts a ticket that goes from one line of support to the other by being taken; null where it stays.</summary>
    public Func<Task>? HandoverByTaking(TicketRow row, TicketRow taken, DateTime at, CancellationToken ct) =>
        row.SupportLevel == taken.SupportLevel ? null : () => Record(row, taken, null, at, ct);

    /// <summary>
    /// A ticket with the agent and the group that are given: one of the two alone leaves the other as it is. The same one when nothing
    /// changes by that.
    /// </summary>
    /// <exception cref="Refusal">An unknown or closed code, naming the field.</exception>
    public async Task<TicketRow> Patched(TicketRow row, PatchTicket patch, DateTime at, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var named = await Find(nameof(TicketPatchFields.Assignee), patch.Fields.Assignee, patch.Fields.Group, at, ct);
        var held = HandsOf(row, all);
        var to = new Assignee(
            patch.Given.Contains(nameof(TicketPatchFields.Assignee)) ? named.Agent : held.Agent,
            patch.Given.Contains(nameof(TicketPatchFields.Group)) ? named.Group : held.Group,
            null
        );
        return (to.Agent?.Id, to.Group?.Id) == (held.Agent?.Id, held.Group?.Id)
            ? row
            : row.HandedTo(to.Agent, to.Group, null, LevelOf(to, all, row.SupportLevel, Paris.DayOf(at)), at);
    }

    static Assignee HandsOf(TicketRow row, ReferentialData all) =>
        new(row.AssignedAgentId is { } agent ? all.Agents[agent] : null, row.AssignedGroupId is { } group ? all.Groups[group] : null, null);

    /// <inheritdoc cref="Assignee.Name"/>
    public async Task<string?> NameOfHands(TicketRow row, CancellationToken ct) => HandsOf(row, await codes.Referentials(ct)).Name;

    /// <summary>Writes that a ticket is in other hands, with its trace: handed over, or released where nobody has it.</summary>
    public Task<TicketDetails> HandOver(TicketRow row, TicketRow after, string? name, string? reason, DateTime at, CancellationToken ct) =>
        steps.End(
            row,
            after,
            name is null ? TicketEventKind.Release : TicketEventKind.Assign,
            TicketRules.HandoverText(name, reason),
            at,
            ct,
            isPrivate: reason is not null,
            alsoWrite: () => Record(row, after, reason, at, ct)
        );

    /// <summary>That of the group, else the one that all groups of the agent have; where that says nothing, it stays.</summary>
    static int LevelOf(Assignee to, ReferentialData all, int before, DateOnly day) =>
        to.Group?.SupportLevel
        ?? (
            to.Agent is { } agent
            && all
                .Groups.Where(group => group.IsOpenOn(day) && group.Has(agent, day))
                .Select(group => group.SupportLevel)
                .Distinct()
                .ToList()
                is [var only]
                ? only
                : before
        );

    /// <summary>Whoever answers for the application of a ticket: its leader, its team, and the group which that team is.</summary>
    /// <exception cref="Refusal">Nobody is known to.</exception>
    public async Task<Assignee> Responsible(TicketRow row, DateOnly day, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var application = row.ApplicationId is { } id ? all.Applications[id] : null;
        var leader = application?.LeaderAgentId is { } leaderId && all.Agents[leaderId].IsOpenOn(day) ? all.Agents[leaderId] : null;
        var teamId = application?.TeamId ?? leader?.PostingOn(day)?.TeamId;
        if (teamId is null)
            throw TicketErrors.NobodyResponsible(application?.Name);
        var groups = all
            .Groups.Where(group => group.TeamId == teamId && group.IsOpenOn(day))
            .OrderByDescending(group => group.SupportLevel);
        return new(leader, groups.FirstOrDefault(), teamId) { TeamName = all.Teams[teamId.Value].Name };
    }

    /// <summary>Counts a change of hands, whichever way it went: by whoever had the ticket, else by whoever hands it on.</summary>
    public async Task Record(TicketRow before, TicketRow after, string? reason, DateTime at, CancellationToken ct)
    {
        var day = Paris.DayOf(at);
        var (byAgent, byTeam) = (before.AssignedAgentId, before.AssignedTeamId);
        if (byAgent is null && user.AgentId is { } own)
            (byAgent, byTeam) = (own, (await codes.Referentials(ct)).Agents[own].PostingOn(day)?.TeamId);
        await db.Execute(
            InsertHandoverSql,
            new
            {
                TicketId = before.Id,
                At = at,
                HandedOn = day,
                ByAgentId = byAgent,
                ByTeamId = byTeam,
                FromLevel = before.SupportLevel,
                ToLevel = after.SupportLevel,
                FromAgentId = before.AssignedAgentId,
                FromGroupId = before.AssignedGroupId,
                ToAgentId = after.AssignedAgentId,
                ToGroupId = after.AssignedGroupId,
                ToTeamId = after.AssignedTeamId,
                UserId = user.AuthorId,
                Reason = reason,
            },
            ct
        );
    }

    public const string InsertHandoverSql = """
        INSERT INTO TicketHandovers (TicketId, At, HandedOn, FromLevel, ToLevel, FromAgentId, FromGroupId, ToAgentId, ToGroupId, ToTeamId,
            ByAgentId, ByTeamId, UserId, Reason)
        VALUES (@TicketId, @At, @HandedOn, @FromLevel, @ToLevel, @FromAgentId, @FromGroupId, @ToAgentId, @ToGroupId, @ToTeamId, @ByAgentId,
            @ByTeamId, @UserId, @Reason)
        """;
}

/// <param name="Agent">Who has it; null for nobody yet.</param>
/// <param name="Group">The group that has it; null for none.</param>
/// <param name="TeamId">The team that answers for it, where neither says.</param>
sealed record Assignee(Agent? Agent, AssignmentGroup? Group, long? TeamId)
{
    public string? TeamName { get; init; }

    /// <summary>« Hotline – Jean Dupont », whatever there is; null for nobody.</summary>
    public string? Name
    {
        get
        {
            var names = new[] { Group?.Name ?? TeamName, Agent?.Name }.OfType<string>().ToList();
            return names.Count == 0 ? null : string.Join(" – ", names);
        }
    }
}
