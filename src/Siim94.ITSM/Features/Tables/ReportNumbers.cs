using System.Globalization;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Exact amounts as they are printed.</summary>
static class ReportNumbers
{
    const string NarrowNoBreakSpace = "\u202f";
    const long HundredPercentMicros = 100 * WorkDay.MicrosPerUnit;

    static readonly NumberFormatInfo French = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = NarrowNoBreakSpace,
        NegativeSign = "-",
    };

    public static decimal ToUnits(long micros) => micros / (decimal)WorkDay.MicrosPerUnit;

    /// <summary>Rounded once, halves away from zero.</summary>
    public static decimal Round(long micros, int decimals) => Math.Round(ToUnits(micros), decimals, MidpointRounding.AwayFromZero);

    /// <summary>As printed in French, <c>1 607,5</c>; nothing for a blank.</summary>
    public static string Text(long? micros, int decimals) =>
        micros is { } amount ? Round(amount, decimals).ToString($"N{decimals}", French) : "";

    /// <summary>A part of a total in millionths of a per cent.</summary>
    public static long ShareMicros(long part, long total) =>
        (long)Math.Round(part * (decimal)HundredPercentMicros / total, MidpointRounding.AwayFromZero);
}
