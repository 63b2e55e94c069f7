using Siim94.ITSM.Features.Absences.Calendars;

namespace Siim94.ITSM.Features.Approval;

/// <summary>What somebody may want to look at before time is submitted or approved.</summary>
static class TimesheetChecks
{
    public const string Missing = "missing",
        Excess = "excess",
        Unusual = "unusual";

    /// <summary>More than that a day is against the rule (decree 2000-815, article 3: ten hours at most).</summary>
    public const long LongestDayMinutes = 600;

    public static IReadOnlyList<TimesheetWarning> Of(IEnumerable<AgentDay> days) => [.. days.SelectMany(Of)];

    static IEnumerable<TimesheetWarning> Of(AgentDay day)
    {
        if (day.MissingMinutes > 0)
            yield return new(
                day.Day,
                Missing,
                day.MissingMinutes,
                string.Format(Words.DayMissing, day.Day, DurationText.Hours(day.MissingMinutes))
            );
        if (day.WorkedMinutes > 0 && day.ExpectedMinutes == 0)
            yield return new(
                day.Day,
                Unusual,
                day.WorkedMinutes,
                string.Format(Words.DayNotExpected, day.Day, DurationText.Hours(day.WorkedMinutes))
            );
        else if (day.ExcessMinutes > 0)
            yield return new(
                day.Day,
                Excess,
                day.ExcessMinutes,
                string.Format(Words.DayExcess, day.Day, DurationText.Hours(day.ExcessMinutes))
            );
        if (day.WorkedMinutes > LongestDayMinutes)
            yield return new(
                day.Day,
                Unusual,
                day.WorkedMinutes,
                string.Format(Words.DayTooLong, day.Day, DurationText.Hours(day.WorkedMinutes), LongestDayMinutes / 60)
            );
    }
}
