using System.Globalization;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Amounts of coverage in the reader's language.</summary>
static class CoverageText
{
    /// <summary>Share of expected time that is accounted for, in tenths of a per cent, rounded down: 100 % is all of it.</summary>
    public static string Share(long expectedMinutes, long missingMinutes) =>
        expectedMinutes == 0
            ? "–"
            : ((expectedMinutes - missingMinutes) * 1_000 / expectedMinutes / 1_000m).ToString("P1", CultureInfo.CurrentCulture);
}
