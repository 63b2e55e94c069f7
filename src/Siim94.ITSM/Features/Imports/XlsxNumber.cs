using System.Globalization;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a number format shows a number as.</summary>
enum CellStyle
{
    Plain,
    Instant,
    Span,
    Percent,
}

/// <summary>Numbers of a workbook: its format says whether one is a number, a day or a length of time.</summary>
static class XlsxNumber
{
    const double DaysTo1904 = 1_462,
        LastDay = 2_958_466;

    // A number that may be a day whose cell has lost its format is one of 1990 to 2099.
    const double FirstUnformattedDay = 32_874,
        LastUnformattedDay = 73_051;

    /// <summary>Of a format that every spreadsheet knows by its number (ECMA-376, §18.8.30).</summary>
    public static CellStyle StyleOf(int id) =>
        id switch
        {
            9 or 10 => CellStyle.Percent,
            46 => CellStyle.Span,
            (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58) => CellStyle.Instant,
            _ => CellStyle.Plain,
        };

    /// <summary>
    /// Whether a number format shows an instant or a length of time: what is quoted or in brackets says nothing, but for <c>[h]</c>.
    /// </summary>
    public static CellStyle StyleOf(string format)
    {
        for (var index = 0; index < format.Length; index++)
            switch (char.ToLowerInvariant(format[index]))
            {
                case '"':
                    if ((index = format.IndexOf('"', index + 1)) < 0)
                        return CellStyle.Plain;
                    break;
                case '\\' or '_' or '*':
                    index++;
                    break;
                case '[':
                    var end = format.IndexOf(']', index);
                    if (end < 0)
                        return CellStyle.Plain;
                    if (format[(index + 1)..end].ToLowerInvariant() is "h" or "hh" or "m" or "mm" or "s" or "ss")
                        return CellStyle.Span;
                    index = end;
                    break;
                case '%':
                    return CellStyle.Percent;
                case 'y' or 'm' or 'd' or 'h' or 's':
                    return CellStyle.Instant;
                case 'g': // General
                    return CellStyle.Plain;
            }
        return CellStyle.Plain;
    }

    static string Written(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>The cell as the spreadsheet shows it.</summary>
    public static FileCell CellOf(string text, CellStyle style, bool isFrom1904)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 1e20)
            return new(text);
        if (style is CellStyle.Span || (style is CellStyle.Instant && number is >= 0 and < 1))
        {
            if (number is < 0 or > LastDay)
                return new(text);
            var span = TimeSpan.FromSeconds(Math.Round(number * 86_400));
            return new($"{(int)span.TotalHours}:{span.Minutes:00}", Span: span);
        }
        if (style is CellStyle.Instant && number + (isFrom1904 ? DaysTo1904 : 0) is >= 1 and < LastDay and var days)
            return CellOf(InstantOf(days));
        var value = (decimal)number; // 15 digits, as the spreadsheet shows: 0.1 + 0.2 is 0.3
        if (style is CellStyle.Percent)
            return new($"{Written(value * 100)} %", value * 100) { IsPercent = true };
        return new(Written(value), value)
        {
            Unformatted = number + (isFrom1904 ? DaysTo1904 : 0) is >= FirstUnformattedDay and < LastUnformattedDay and var day
                ? InstantOf(day)
                : null,
        };
    }

    /// <summary>To the second: a spreadsheet counts in fractions of a day.</summary>
    static DateTime InstantOf(double days)
    {
        var instant = DateTime.FromOADate(days);
        return new((instant.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
    }

    public static FileCell CellOf(DateTime second) =>
        new(
            second.ToString(second.TimeOfDay == TimeSpan.Zero ? "dd/MM/yyyy" : "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
            Instant: second
        );
}
