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

    /// <summary>Rounded once, halves away from zero; in millionths still.</summary>
    public static long Round(long micros, int decimals)
    {
        var step = WorkDay.MicrosPerUnit;
        for (var place = 0; place < decimals; place++)
            step /= 10;
        return (micros + Math.Sign(micros) * (step / 2)) / step * step;
    }

    /// <summary>As printed in the reader's language, <c>1 607,5</c> or <c>1,607.5</c>; nothing for a blank.</summary>
    public static string Text(long? micros, int decimals) =>
        micros is { } amount ? ToUnits(Round(amount, decimals)).ToString($"N{decimals}", Format) : "";

    static NumberFormatInfo Format =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? NumberFormatInfo.InvariantInfo : French;

    /// <summary>A part of a total in millionths of a per cent.</summary>
    public static long ShareMicros(long part, long total) =>
        (long)Math.Round(part * (decimal)HundredPercentMicros / total, MidpointRounding.AwayFromZero);
}
