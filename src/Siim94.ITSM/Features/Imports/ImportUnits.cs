namespace Siim94.ITSM.Features.Imports;

/// <summary>Units in which files count: those of time, and half days.</summary>
static class ImportUnits
{
    public const string Day = "d",
        HalfDay = "half-d",
        Hour = "h",
        Minute = "min";
    public static readonly IReadOnlyList<string> All = [Day, HalfDay, Hour, Minute];

    /// <summary>As people call it.</summary>
    public static string NameOf(string unit) =>
        unit switch
        {
            Day => Words.UnitDays,
            HalfDay => Words.UnitHalfDays,
            Hour => Words.UnitHours,
            Minute => Words.UnitMinutes,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of durations."),
        };
}
