using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>When somebody is there in a week: they may come, or leave, in the middle of it.</summary>
static class Presence
{
    public static bool IsThere(this Agent agent, DateOnly day) => agent.PostingOn(day) is not null && agent.IsOpenOn(day);

    /// <summary>The first day of a week on which an agent is there; its Monday when they are not there at all.</summary>
    public static DateOnly FirstDayIn(this Agent agent, Week week) =>
        Enumerable.Range(0, 7).Select(week.Monday.AddDays).FirstOrDefault(agent.IsThere, week.Monday);
}
