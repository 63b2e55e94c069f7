namespace Siim94.ITSM.Features.Referentials;

/// <summary>Whose time is whose: everybody's own, a leader's that of their team, a manager's that of all.</summary>
static class TimeRights
{
    /// <summary>Whether somebody leads the team that an agent is in on a day. Nobody leads themselves.</summary>
    public static bool Leads(this CurrentUser user, Agent agent, DateOnly day, ReferentialData all) =>
        agent.Id != user.AgentId && agent.PostingOn(day) is { } posting && user.Leads(all.Teams[posting.TeamId]);

    public static bool Leads(this CurrentUser user, Team team) => team.IsLedBy(user.AgentId);

    /// <summary>Whether an agent's time on a day is theirs to log.</summary>
    public static bool LogsFor(this CurrentUser user, Agent agent, DateOnly day, ReferentialData all) =>
        user.LogsForOneOf([agent], day, all);

    /// <summary>Whether the time that agents spend together on a day is theirs to log: they are one of them, lead one, or manage.</summary>
    public static bool LogsForOneOf(this CurrentUser user, IReadOnlyCollection<Agent> agents, DateOnly day, ReferentialData all) =>
        user.LogsForOneOf(agents.Select(agent => agent.Id)) || agents.Any(agent => user.Leads(agent, day, all));

    /// <summary>Whether an agent's time sheets, balances and comments are shown to them.</summary>
    public static bool SeesTimeOf(this CurrentUser user, Agent agent, DateOnly day, ReferentialData all) =>
        agent.Id == user.AgentId || user.Can(Permission.ApproveTime) || user.Leads(agent, day, all);
}
