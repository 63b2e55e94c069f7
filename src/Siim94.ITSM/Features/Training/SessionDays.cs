namespace Siim94.ITSM.Features.Training;

/// <summary>How days of a session fall on the calendar.</summary>
static class SessionDays
{
    /// <summary>
    /// One day a working day from the first one on, what is left on the last. The first day counts even when it is no working day: somebody
    /// said so.
    /// </summary>
    public static IEnumerable<(DateOnly Day, long MicroDays)> Forward(DateOnly first, long microDays)
    {
        for (var day = first; microDays > 0; day = NextWorkingDay(day))
        {
            var part = Math.Min(microDays, WorkDay.MicrosPerUnit);
            yield return (day, part);
            microDays -= part;
        }
    }

    /// <summary>The first of the working days just before a day that hold so much.</summary>
    public static DateOnly FirstDayBefore(DateOnly startsOn, long microDays)
    {
        var day = startsOn;
        for (; microDays > 0; microDays -= WorkDay.MicrosPerUnit)
            do day = day.AddDays(-1);
            while (!FrenchHolidays.IsWorkingDay(day));
        return day;
    }

    static DateOnly NextWorkingDay(DateOnly day)
    {
        do day = day.AddDays(1);
        while (!FrenchHolidays.IsWorkingDay(day));
        return day;
    }
}
