using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Who sees and decides what of whose absences: the agent, those who lead the team, and managers.</summary>
sealed class AbsenceRights(CurrentUser user)
{
    public bool ManagesAll => user.Can(Permission.ManageAbsences);

    public bool IsOwn(long agentId) => user.AgentId == agentId;

    /// <summary>Whether the user leads a team.</summary>
    public bool Leads(Team team) => user.Can(Permission.AskAbsences) && team.IsLedBy(user.AgentId);

    /// <summary>Whether the user decides on anybody's absences.</summary>
    public bool DecidesSome(ReferentialData all) => ManagesAll || all.Teams.Any(Leads);

    /// <summary>Whether the user decides on an agent's absences: nobody on their own, but a manager.</summary>
    public bool Decides(ReferentialData all, Agent agent, DateOnly day) =>
        ManagesAll || (!IsOwn(agent.Id) && TeamOf(all, agent, day) is { } team && Leads(team));

    /// <summary>Whether the user is told the kinds of an agent's absences; all others of the staff, that they are absent.</summary>
    public bool SeesKinds(ReferentialData all, Agent agent, DateOnly day) => IsOwn(agent.Id) || Decides(all, agent, day);

    /// <summary>The team of a day; before the first posting, that of the first.</summary>
    static Team? TeamOf(ReferentialData all, Agent agent, DateOnly day) =>
        (agent.PostingOn(day) ?? agent.Postings.FirstOrDefault()) is { } posting ? all.Teams[posting.TeamId] : null;
}
