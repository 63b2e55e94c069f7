namespace Siim94.ITSM.Kernel.Time;

/// <summary>The eleven public holidays of metropolitan France, and the days worked between them.</summary>
public static class FrenchHolidays
{
    public static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    public static bool IsHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
            return true;
        var easter = EasterSunday(day.Year);
        return day == easter.AddDays(1) || day == easter.AddDays(39) || day == easter.AddDays(50);
    }

    /// <summary>Working days of a period, both ends included, in order.</summary>
    public static IEnumerable<DateOnly> WorkingDays(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            if (IsWorkingDay(day))
                yield return day;
    }

    /// <summary>Gregorian computus in the form published by J. Meeus, Astronomical Algorithms, chapter 8.</summary>
    public static DateOnly EasterSunday(int year)
    {
        int a = year % 19,
            b = year / 100,
            c = year % 100;
        int d = b / 4,
            e = b % 4,
            f = (b + 8) / 25,
            g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30,
            i = c / 4,
            k = c % 4;
        int l = (32 + 2 * e + 2 * i - h - k) % 7,
            m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return new(year, n / 31, n % 31 + 1);
    }
}
