namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>
/// Consecutive half days, both ends included. A half day's number is twice that of its day, and one more in the afternoon.
/// </summary>
readonly record struct HalfDays(int First, int Last)
{
    public const string Morning = "morning",
        Afternoon = "afternoon";

    /// <summary>From a day, or its afternoon, to a day, or its morning.</summary>
    public static HalfDays Between(DateOnly from, bool isFromNoon, DateOnly to, bool isUntilNoon) =>
        new(MorningOf(from) + (isFromNoon ? 1 : 0), MorningOf(to) + (isUntilNoon ? 0 : 1));

    public static int MorningOf(DateOnly day) => 2 * day.DayNumber;

    public bool Contains(int half) => First <= half && half <= Last;

    public bool Overlaps(HalfDays other) => First <= other.Last && other.First <= Last;

    /// <summary>Whether a half is one that requests may name; none is a whole day.</summary>
    public static bool IsHalf(string? half) => string.IsNullOrEmpty(half) || half is Morning or Afternoon;
}
