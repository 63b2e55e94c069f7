using System.Globalization;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>
/// A day of an agent, to the minute: expected = worked + absent + missing − excess, and never both missing and excess.
/// </summary>
/// <param name="TeamId">The agent's team on that day.</param>
/// <param name="ExpectedMinutes">What work pattern, public holidays, closures and unpaid absences leave.</param>
/// <param name="AbsentMinutes">How much of it absences account for.</param>
/// <param name="WorkedMinutes">Minutes of the ledger.</param>
readonly record struct AgentDay(DateOnly Day, long TeamId, int ExpectedMinutes, int AbsentMinutes, long WorkedMinutes = 0)
{
    public long MissingMinutes => Math.Max(0, ExpectedMinutes - AbsentMinutes - WorkedMinutes);
    public long ExcessMinutes => Math.Max(0, WorkedMinutes + AbsentMinutes - ExpectedMinutes);
    public bool IsBlank => ExpectedMinutes == 0 && AbsentMinutes == 0 && WorkedMinutes == 0;
}

/// <summary>An approved absence, as days are computed from it.</summary>
/// <param name="IsExpected">It accounts for expected time; otherwise nobody is expected meanwhile.</param>
readonly record struct AbsentHalves(HalfDays Halves, bool IsExpected);

/// <summary>Half days on which a team, or everybody without one, is not expected.</summary>
readonly record struct ClosedHalves(HalfDays Halves, long? TeamId);

/// <summary>The one place that says what an agent is expected to work on a day, and how much of it absences account for.</summary>
/// <remarks>
/// A day's minutes come from the agent's pattern, or from the length of their day on Mondays to Fridays; a public holiday has none. The
/// morning is half of them, rounded up, the afternoon the rest: a closure takes a half away, an absence accounts for what is left of it.
/// </remarks>
sealed class WorkCalendar
{
    const int WeekdaysWorked = 5;

    readonly CalendarDay[] days;
    readonly List<ClosedHalves> closures;

    public WorkCalendar(DateOnly from, DateOnly to, IEnumerable<ClosedHalves> closures)
    {
        days = [.. Enumerable.Range(from.DayNumber, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(CalendarDay.Of)];
        this.closures = [.. closures];
    }

    /// <summary>Days of the period on which the agent is there, in order: from the first posting to the day before they leave.</summary>
    /// <param name="agent">Whose days.</param>
    /// <param name="patterns">The agent's, oldest first.</param>
    /// <param name="absences">The agent's, oldest first; no two overlap.</param>
    public List<AgentDay> DaysOf(Agent agent, IReadOnlyList<WorkPatternRow> patterns, IReadOnlyList<AbsentHalves> absences)
    {
        var found = new List<AgentDay>(days.Length);
        var next = 0;
        foreach (var (day, posting) in PostedDays(agent))
        {
            var (morning, afternoon) = MinutesOf(day, posting, patterns);
            var (expected, absent) = (0, 0);
            Add(day.Morning, morning);
            Add(day.Morning + 1, afternoon);
            found.Add(new(day.Day, posting.TeamId, expected, absent));

            void Add(int half, int minutes)
            {
                while (next < absences.Count && absences[next].Halves.Last < half)
                    next++;
                var isAbsent = next < absences.Count && absences[next].Halves.Contains(half);
                if (isAbsent && !absences[next].IsExpected)
                    return;
                expected += minutes;
                if (isAbsent)
                    absent += minutes;
            }
        }
        return found;
    }

    /// <summary>Half days on which something is expected of an agent who is not absent.</summary>
    public IEnumerable<int> HalvesOf(Agent agent, IReadOnlyList<WorkPatternRow> patterns)
    {
        foreach (var (day, posting) in PostedDays(agent))
        {
            var (morning, afternoon) = MinutesOf(day, posting, patterns);
            if (morning > 0)
                yield return day.Morning;
            if (afternoon > 0)
                yield return day.Morning + 1;
        }
    }

    IEnumerable<(CalendarDay Day, AgentPosting Posting)> PostedDays(Agent agent)
    {
        var posting = -1;
        foreach (var day in days)
        {
            while (posting + 1 < agent.Postings.Count && agent.Postings[posting + 1].StartsOn <= day.Day)
                posting++;
            if (posting >= 0 && agent.IsOpenOn(day.Day))
                yield return (day, agent.Postings[posting]);
        }
    }

    (int Morning, int Afternoon) MinutesOf(CalendarDay day, AgentPosting posting, IReadOnlyList<WorkPatternRow> patterns)
    {
        var minutes = day.IsHoliday ? 0 : PatternMinutes(day, posting, patterns);
        return (IsClosed(day.Morning, posting.TeamId) ? 0 : (minutes + 1) / 2, IsClosed(day.Morning + 1, posting.TeamId) ? 0 : minutes / 2);
    }

    static int PatternMinutes(CalendarDay day, AgentPosting posting, IReadOnlyList<WorkPatternRow> patterns)
    {
        for (var index = patterns.Count - 1; index >= 0; index--)
            if (patterns[index].StartsOn <= day.Day && !(patterns[index].EndsOn < day.Day))
                return (day.IsInOddWeek ? patterns[index].OddWeek : patterns[index].EvenWeek)[day.Weekday];
        return day.Weekday < WeekdaysWorked ? posting.DayMinutes : 0;
    }

    bool IsClosed(int half, long teamId)
    {
        foreach (var closure in closures)
            if (closure.Halves.Contains(half) && (closure.TeamId is null || closure.TeamId == teamId))
                return true;
        return false;
    }

    /// <summary>What a day is for everybody.</summary>
    /// <param name="Weekday">0 on Monday.</param>
    readonly record struct CalendarDay(DateOnly Day, int Morning, int Weekday, bool IsInOddWeek, bool IsHoliday)
    {
        public static CalendarDay Of(int dayNumber)
        {
            var day = DateOnly.FromDayNumber(dayNumber);
            return new(
                day,
                HalfDays.MorningOf(day),
                ((int)day.DayOfWeek + 6) % 7,
                ISOWeek.GetWeekOfYear(day.ToDateTime(default)) % 2 == 1,
                FrenchHolidays.IsHoliday(day)
            );
        }
    }
}
