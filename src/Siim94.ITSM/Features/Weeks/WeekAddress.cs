using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Whose week, and which one: what an address says, within the sender's reach.</summary>
sealed class WeekAddress(ReferentialLookup codes, CurrentUser user)
{
    /// <exception cref="Refusal">No such agent, or somebody's whose time is not the sender's to log: 404. No week: 422.</exception>
    public async Task<(Agent Agent, Week Week)> Find(string agent, string week, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var found = all.Agents.Find(agent) is [var only] ? only : null;
        if (found is null && user.Can(Permission.LogTimeForOthers))
            throw WeekErrors.UnknownAgent(codes.Unknown(all.Agents, "Agent", agent));
        if (found is null || !user.LogsFor(found, Week.Parse(week)?.Sunday ?? DateOnly.MaxValue, all))
            throw RequestErrors.NotFound();
        return (found, WeekOf("Week", week));
    }

    /// <exception cref="Refusal">It is no week.</exception>
    public static Week WeekOf(string field, string text) => Week.Parse(text) ?? throw WeekErrors.UnknownWeek(field, text);
}
