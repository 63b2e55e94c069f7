namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// The days of the demo's present: from the first of January of last year up to this minute. What happens on a day is decided by that day
/// alone; what is later than now has not happened yet, or is planned.
/// </summary>
sealed class PresentCalendar
{
    static readonly DateOnly AfterPublishedYears = new(2018, 1, 1);

    public PresentCalendar(TimeProvider clock)
    {
        Now = Paris.ToLocal(clock.GetUtcNow().UtcDateTime);
        Today = DateOnly.FromDateTime(Now);
        var lastYear = new DateOnly(Today.Year - 1, 1, 1);
        First = lastYear > AfterPublishedYears ? lastYear : AfterPublishedYears;
    }

    /// <summary>Paris time.</summary>
    public DateTime Now { get; }

    public DateOnly Today { get; }
    public DateOnly First { get; }

    public bool IsEmpty => Today < First;

    /// <summary>Working days so far.</summary>
    public IEnumerable<DateOnly> Days => FrenchHolidays.WorkingDays(First, Today);

    /// <summary>Working days so far and those of the next weeks.</summary>
    public IEnumerable<DateOnly> DaysWithNext(int weeks) => FrenchHolidays.WorkingDays(First, Today.AddDays(7 * weeks));

    /// <summary>Weeks from the Monday of this one; negative for those that are over.</summary>
    public int WeeksAhead(DateOnly day) => (Week.Of(day).Monday.DayNumber - Week.Of(Today).Monday.DayNumber) / 7;

    /// <summary>The chances of one thing on one day: the same whenever they are asked.</summary>
    public static Random Chance(DateOnly day, int what) => new(unchecked((day.DayNumber * 7_919) ^ (what * 104_729)));

    static readonly TimeSpan Opens = new(8, 30, 0),
        Closes = new(17, 30, 0);

    /// <summary>So many minutes of office hours later, in Paris time.</summary>
    public static DateTime Later(DateTime from, int minutes)
    {
        var (at, left) = (from, TimeSpan.FromMinutes(minutes));
        while (true)
        {
            if (at.TimeOfDay < Opens)
                at = at.Date + Opens;
            var isOpen = FrenchHolidays.IsWorkingDay(DateOnly.FromDateTime(at));
            if (isOpen && at.TimeOfDay + left <= Closes)
                return at + left;
            if (isOpen && at.TimeOfDay < Closes)
                left -= Closes - at.TimeOfDay;
            at = at.Date.AddDays(1);
        }
    }

    /// <summary>So many working days later.</summary>
    public static DateOnly WorkingDayAfter(DateOnly day, int count) =>
        FrenchHolidays.WorkingDays(day.AddDays(1), day.AddDays(14 + 3 * count)).ElementAt(count - 1);
}
