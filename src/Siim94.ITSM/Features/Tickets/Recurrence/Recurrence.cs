namespace Siim94.ITSM.Features.Tickets;

/// <summary>What a recurrence counts in.</summary>
static class RecurrenceUnit
{
    public const string Day = "day",
        Week = "week",
        Month = "month";

    public static readonly IReadOnlyList<string> All = [Day, Week, Month];

    /// <summary>How often: each week, every two months.</summary>
    public static string RhythmOf(string unit, int every) =>
        (unit, every) switch
        {
            (Day, 1) => Words.EachDay,
            (Week, 1) => Words.EachWeek,
            (Month, 1) => Words.EachMonth,
            _ => string.Format(Words.EverySentence, every, NameOf(unit)),
        };

    public static string NameOf(string unit) =>
        unit switch
        {
            Day => Words.UnitDays,
            Week => Words.UnitWeeks,
            Month => Words.UnitMonths,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit."),
        };
}

/// <summary>The days on which something comes back.</summary>
/// <param name="Unit">One of <see cref="RecurrenceUnit"/>.</param>
/// <param name="Every">So many units apart.</param>
/// <param name="FirstOn">The first of them.</param>
/// <param name="LastOn">None is later; null for no end.</param>
/// <param name="IsOnWorkingDays">One that falls on a week-end or a holiday is moved to the next working day.</param>
readonly record struct Recurrence(string Unit, int Every, DateOnly FirstOn, DateOnly? LastOn, bool IsOnWorkingDays)
{
    // Nowhere are there more days off in a row.
    const int LongestMove = 10;

    /// <summary>The first of its days after another one; null when there is none.</summary>
    public DateOnly? After(DateOnly day)
    {
        // Begins before, and walks the few that are left.
        var turn = Math.Max(0, (day.DayNumber - FirstOn.DayNumber - LongestMove) / (Every * LongestUnitDays));
        var found = Turn(turn);
        while (found <= day)
            found = Turn(++turn);
        return LastOn is { } last && found > last ? null : found;
    }

    int LongestUnitDays =>
        Unit switch
        {
            RecurrenceUnit.Day => 1,
            RecurrenceUnit.Week => 7,
            RecurrenceUnit.Month => 31,
            _ => throw new InvalidOperationException($"{Unit} is not a unit."),
        };

    DateOnly Turn(int number)
    {
        var day = Unit switch
        {
            RecurrenceUnit.Day => FirstOn.AddDays(number * Every),
            RecurrenceUnit.Week => FirstOn.AddDays(7 * number * Every),
            RecurrenceUnit.Month => FirstOn.AddMonths(number * Every),
            _ => throw new InvalidOperationException($"{Unit} is not a unit."),
        };
        while (IsOnWorkingDays && !FrenchHolidays.IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }
}
