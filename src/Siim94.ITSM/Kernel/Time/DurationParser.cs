using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>
/// Durations as people type them: <c>0,5 j</c>, <c>1/2 j</c>, <c>2h30</c>, <c>2:30</c>, <c>150 min</c>, <c>2.5 h</c>; a bare number takes
/// the unit beside the field.
/// </summary>
public static partial class DurationParser
{
    /// <summary>The quantity in its unit, or null when the text is no duration. Never throws.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="bareUnit">Unit of a number without one.</param>
    public static (decimal Quantity, TimeUnit Unit)? Parse(string? text, TimeUnit bareUnit)
    {
        var typed = (text ?? "").Trim().ToLowerInvariant().Replace("½", "1/2").Replace(',', '.');
        if (typed.Length is 0 or > 30)
            return null;
        if (HoursAndMinutes().Match(typed) is { Success: true } clock)
            return (Number(clock.Groups[1]) * 60 + Number(clock.Groups[2]), TimeUnit.Minute);
        if (Amount().Match(typed) is not { Success: true } amount)
            return null;

        var quantity = Number(amount.Groups[1]);
        if (amount.Groups[2].Success)
        {
            var divisor = Number(amount.Groups[2]);
            if (divisor == 0)
                return null;
            quantity = Math.Round(quantity / divisor, 6);
        }
        return (
            quantity,
            amount.Groups[3].Value switch
            {
                "j" or "d" or "jour" or "jours" or "day" or "days" => TimeUnit.Day,
                "h" or "heure" or "heures" or "hour" or "hours" => TimeUnit.Hour,
                "min" or "mn" or "minute" or "minutes" => TimeUnit.Minute,
                _ => bareUnit,
            }
        );
    }

    static decimal Number(Group group) => decimal.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,3})\s*(?:h|:)\s*([0-5][0-9])(?:\s*(?:min|mn))?$")]
    private static partial Regex HoursAndMinutes();

    [GeneratedRegex(
        @"^([0-9]{1,9}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})(?:\s*/\s*([0-9]{1,3}))?\s*(j|d|jours?|days?|h|heures?|hours?|min|mn|minutes?)?$"
    )]
    private static partial Regex Amount();
}
