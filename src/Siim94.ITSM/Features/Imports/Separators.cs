namespace Siim94.ITSM.Features.Imports;

/// <summary>What separates the cells of a text.</summary>
static class Separators
{
    public static readonly IReadOnlyList<string> Usual = [";", ",", "\t", "|"];

    /// <summary>As people call it; any other character is one too, and stands for itself.</summary>
    public static string LabelOf(string? separator) =>
        separator switch
        {
            ";" => Words.Semicolon,
            "," => Words.Comma,
            "\t" => Words.Tab,
            "|" => Words.Bar,
            _ => $"« {separator} »",
        };
}

/// <summary>Units of durations, as people call them.</summary>
static class TimeUnitWords
{
    public static string LabelOf(string unit) =>
        TimeLog.TimeUnits.Parse(unit) switch
        {
            TimeUnit.Day => Words.UnitDays,
            TimeUnit.Hour => Words.UnitHours,
            TimeUnit.Minute => Words.UnitMinutes,
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };
}
