using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>
/// Durations as people type them: <c>0,5 j</c>, <c>1/2 j</c>, <c>2h30</c>, <c>2:30:00</c>, <c>150 min</c>, <c>2.5 h</c>; a bare number
/// takes the unit beside the field.
/// </summary>
/// <remarks>Days together with hours (1 j 2 h) are none: what they are worth depends on the length of somebody's day.</remarks>
public static partial class DurationParser
{
    const int LongestText = 40;

    /// <summary>The quantity in its unit, or null when the text is no duration. Never throws.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="bareUnit">Unit of a number without one.</param>
    public static (decimal Quantity, TimeUnit Unit)? Parse(string? text, TimeUnit bareUnit) =>
        Parse(text, bareUnit, Typed) is ({ } quantity, { } unit) ? (quantity, unit) : null;

    /// <summary>Like <see cref="Parse(string?, TimeUnit)"/>, with numbers as a reader of one's own understands them.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="bareUnit">Unit of a number without one; null when nobody has said.</param>
    /// <param name="number">Reads the number.</param>
    /// <returns>The quantity, and its unit where there is one: both null when the text is no duration.</returns>
    public static (decimal? Quantity, TimeUnit? Unit) Parse(string? text, TimeUnit? bareUnit, Func<string, decimal?> number)
    {
        var written = (text ?? "").Trim().ToLowerInvariant().Replace("½", "1/2");
        if (written.Length is 0 or > LongestText)
            return default;
        if (Clock().Match(written) is { Success: true } clock)
            return (Whole(clock, "hours") * 60 + Whole(clock, "minutes") + Math.Round(Whole(clock, "seconds") / 60, 6), TimeUnit.Minute);
        if (Half().IsMatch(written))
            return (0.5m, TimeUnit.Day);
        if (Amount().Match(written) is not { Success: true } amount)
            return default;

        var unit = UnitOf(amount.Groups["unit"].Value) ?? bareUnit;
        if (!amount.Groups["divisor"].Success)
            return number(amount.Groups["number"].Value) is { } quantity ? (quantity, unit) : default;
        return Whole(amount, "divisor") is > 0 and var divisor ? (Math.Round(Whole(amount, "dividend") / divisor, 6), unit) : default;
    }

    /// <summary>The unit that a word names; null when it names none.</summary>
    public static TimeUnit? UnitOf(string word) =>
        word.Trim().ToLowerInvariant().TrimEnd('.') switch
        {
            "j" or "d" or "jr" or "jrs" or "jour" or "jours" or "journée" or "journées" or "journee" or "journees" or "day" or "days" =>
                TimeUnit.Day,
            "h" or "hr" or "hrs" or "heure" or "heures" or "hour" or "hours" => TimeUnit.Hour,
            "min" or "mn" or "mins" or "minute" or "minutes" => TimeUnit.Minute,
            _ => null,
        };

    // On a screen one types one number at a time: point and comma both stand before decimals.
    static decimal? Typed(string text) =>
        TypedNumber().IsMatch(text)
        && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    static decimal Whole(Match match, string group) =>
        match.Groups[group] is { Success: true } found
            ? decimal.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        """
            ^(?<hours>[0-9]{1,3})\s*(?:
                (?:h|hr|hrs|heures?|hours?)\s*(?:et\s+)?(?<minutes>[0-5][0-9]|[0-9](?=\s*m))\s*(?:m|min|mn|mins|minutes?)?
              | :\s*(?<minutes>[0-5][0-9])(?::(?<seconds>[0-5][0-9]))?
            )$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?:une\s+|1\s+)?(?:demi|demie|half)[\s-]*(?:an?\s+)?(?:j|jour|journée|journee|day)$")]
    private static partial Regex Half();

    [GeneratedRegex(
        """
            ^(?:(?<dividend>[0-9]{1,9})\s*/\s*(?<divisor>[0-9]{1,3})|(?<number>[^\p{L}/:]*?[0-9][^\p{L}/:]*?))\s*
            (?<unit>j|d|jrs?|jours?|journ[ée]es?|days?|h|hrs?|heures?|hours?|min|mn|mins|minutes?)?\.?$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Amount();

    [GeneratedRegex(@"^(?:[0-9]{1,9}(?:[.,][0-9]{1,6})?|[.,][0-9]{1,6})$")]
    private static partial Regex TypedNumber();
}
