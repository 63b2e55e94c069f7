namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>How often a report is sent.</summary>
static class Frequency
{
    public const string Weekly = "weekly",
        Monthly = "monthly";

    public static readonly IReadOnlyList<string> All = [Weekly, Monthly];
}

/// <summary>When a report falls due: each week on a day, or each month on a day, at an hour of Paris.</summary>
/// <param name="Frequency">One of <see cref="ReportSchedules.Frequency"/>.</param>
/// <param name="Weekday">1 (Monday) to 7, of a weekly one.</param>
/// <param name="DayOfMonth">1 to 31, of a monthly one; the last day in months that are shorter.</param>
/// <param name="Hour">0 to 23. One skipped by summer time is taken an hour later, one that happens twice the first time.</param>
readonly record struct ScheduleTiming(string Frequency, int? Weekday, int? DayOfMonth, int Hour)
{
    /// <summary>The last occurrence that is not after an instant. Both are UTC.</summary>
    public DateTime LastBefore(DateTime instant)
    {
        for (var day = Paris.DayOf(instant); ; day = day.AddDays(-1))
            if (FallsOn(day) && InstantOn(day) <= instant)
                return InstantOn(day);
    }

    /// <summary>The first occurrence after an instant. Both are UTC.</summary>
    public DateTime NextAfter(DateTime instant)
    {
        for (var day = Paris.DayOf(instant); ; day = day.AddDays(1))
            if (FallsOn(day) && InstantOn(day) > instant)
                return InstantOn(day);
    }

    bool FallsOn(DateOnly day) =>
        Frequency == ReportSchedules.Frequency.Weekly
            ? ((int)day.DayOfWeek + 6) % 7 + 1 == Weekday
            : day.Day == Math.Min(DayOfMonth ?? 1, DateTime.DaysInMonth(day.Year, day.Month));

    DateTime InstantOn(DateOnly day) => Paris.ToUtc(day.ToDateTime(new TimeOnly(Hour, 0)));
}
