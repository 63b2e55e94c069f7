using System.Globalization;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Amounts of coverage in the reader's language.</summary>
static class CoverageText
{
    /// <summary><c>1 234 h</c>, <c>2 h 30</c>.</summary>
    public static string Hours(long minutes) =>
        minutes % 60 == 0
            ? string.Create(CultureInfo.CurrentCulture, $"{minutes / 60:N0} h")
            : string.Create(CultureInfo.CurrentCulture, $"{minutes / 60:N0} h {Math.Abs(minutes % 60):00}");

    /// <summary>Share of expected time that is accounted for, in tenths of a per cent, rounded down: 100 % is all of it.</summary>
    public static string Share(long expectedMinutes, long missingMinutes) =>
        expectedMinutes == 0
            ? "–"
            : ((expectedMinutes - missingMinutes) * 1_000 / expectedMinutes / 1_000m).ToString("P1", CultureInfo.CurrentCulture);
}
