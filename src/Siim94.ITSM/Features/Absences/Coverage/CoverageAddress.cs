using System.Globalization;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Where coverage is shown, down to the days of an agent.</summary>
static class CoverageAddress
{
    /// <summary>A year; up to yesterday while it is not over, as the page does without a last day.</summary>
    public static string Of(int year, DateOnly today) => $"/couverture?du={year}-01-01" + (year < today.Year ? $"&au={year}-12-31" : "");

    public static string Of(DateOnly from, DateOnly to, string? department = null, string? team = null, string? agent = null) =>
        $"/couverture?du={Iso(from)}&au={Iso(to)}"
        + (department is null ? "" : $"&service={Uri.EscapeDataString(department)}")
        + (team is null ? "" : $"&equipe={Uri.EscapeDataString(team)}")
        + (agent is null ? "" : $"&agent={Uri.EscapeDataString(agent)}");

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
