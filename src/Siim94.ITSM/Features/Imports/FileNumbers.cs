using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a text is as a number.</summary>
/// <param name="Value">The number; null when it is none, or when it may be two.</param>
/// <param name="IsAmbiguous">It may be two: 1,234 is a little more than one, or more than a thousand.</param>
/// <param name="Decimal">The sign that certainly stands before decimals: <c>,</c> or <c>.</c></param>
/// <param name="Thousands">The sign that certainly stands between thousands.</param>
/// <param name="Open">The sign that may be either.</param>
readonly record struct NumberReading(
    decimal? Value,
    bool IsAmbiguous = false,
    char? Decimal = null,
    char? Thousands = null,
    char? Open = null
);

/// <summary>Numbers as people write them: the one reader of every number of every import.</summary>
/// <remarks>
/// Thousands stand in groups of three, apart by spaces of any width, apostrophes, points or commas. A sign that can be read in one way is
/// read
/// in that way, whatever other numbers of the file have; one that can be read in two ways follows the decimal sign that was chosen, or is
/// asked.
/// Signs of a number: -, − or + before it, - after it, or brackets around it (as accountants write what is below nothing).
/// </remarks>
static partial class FileNumbers
{
    /// <param name="text">The text.</param>
    /// <param name="decimals">The sign that stands before decimals; null while nobody has said.</param>
    public static NumberReading Read(string text, string? decimals)
    {
        if (Signed().Match(text.Trim()) is not { Success: true } signed)
            return default;
        var isNegative =
            signed.Groups["bracket"].Success || signed.Groups["sign"].Value is "-" or "\u2212" || signed.Groups["after"].Success;
        if (signed.Groups["sign"].Success && (signed.Groups["after"].Success || signed.Groups["bracket"].Success))
            return default;
        if (signed.Groups["bracket"].Success != signed.Groups["end"].Success)
            return default;
        var reading = Unsigned(OneSeparator().Replace(signed.Groups["digits"].Value, Plain), decimals);
        return isNegative ? reading with { Value = -reading.Value } : reading;
    }

    // Spaces of any width are alike, and so are the two apostrophes.
    static string Plain(Match separator) => separator.Value is "’" ? "'" : " ";

    static NumberReading Unsigned(string digits, string? decimals)
    {
        if (Grouped().Match(digits) is { Success: true } grouped)
        {
            var sign = grouped.Groups["decimal"] is { Success: true } stated ? stated.Value[0] : (char?)null;
            var separator = grouped.Groups["separator"].Value[0];
            return sign is { } both && both == separator
                ? default
                : new(
                    Value(grouped.Groups["whole"].Value, grouped.Groups["fraction"].Value),
                    Decimal: sign,
                    Thousands: separator is '.' or ',' ? separator : null
                );
        }
        if (Simple().Match(digits) is not { Success: true } simple)
            return default;
        if (simple.Groups["sign"] is not { Success: true, Value: [var only] })
            return new(Value(digits, ""));
        var (whole, fraction) = (simple.Groups["whole"].Value, simple.Groups["fraction"].Value);
        var mayBeThousands = whole is [not '0', ..] and { Length: <= 3 } && fraction.Length == 3;
        if (!mayBeThousands)
            return new(Value(whole, fraction), Decimal: only);
        if (decimals is null)
            return new(null, IsAmbiguous: true, Open: only);
        return new(decimals[0] == only ? Value(whole, fraction) : Value(whole + fraction, ""), Open: only);
    }

    static decimal? Value(string whole, string fraction) =>
        decimal.TryParse(
            $"{string.Concat(whole.Where(char.IsAsciiDigit))}.{fraction}",
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    /// <summary>
    /// What stands before decimals in the texts of columns of numbers; null when they do not say, or contradict one another.
    /// </summary>
    /// <param name="texts">What the columns hold, where it is a text.</param>
    /// <returns>The sign, and whether there are numbers that need it to be read and do not have it.</returns>
    public static (string? Decimals, bool IsAsked) Guess(IEnumerable<string> texts)
    {
        var readings = texts.Select(text => Read(Bare(text), null)).ToList();
        var open = readings.Select(reading => reading.Open).OfType<char>().Distinct().ToList();
        var guesses = (open.Count > 0 ? open : [',', '.']).Select(sign => Guess(readings, sign)).Distinct().ToList();
        if (open.Count > 0)
            return guesses is [{ } shown] ? (shown, false) : (null, true);
        return (guesses.OfType<string>().ToList() is [var one] ? one : null, false);
    }

    /// <summary>What a sign is, from the numbers in which it can be one thing only: the sign before decimals that follows.</summary>
    static string? Guess(List<NumberReading> readings, char sign)
    {
        var (isDecimal, isThousands) = (
            readings.Any(reading => reading.Decimal == sign),
            readings.Any(reading => reading.Thousands == sign)
        );
        return isDecimal == isThousands ? null
            : isDecimal ? $"{sign}"
            : sign is ',' ? "."
            : ",";
    }

    /// <summary>The only number of a text, without the words around it: the unit of a duration or of an amount.</summary>
    static string Bare(string text) => Surrounded().Match(text.Trim()) is { Success: true } match ? match.Groups["number"].Value : text;

    [GeneratedRegex(@"^(?:(?<bracket>\()|(?<sign>[-+\u2212]))?\s*(?<digits>[0-9.,][0-9.,\s'’]*?)\s*(?:(?<end>\))|(?<after>-))?$")]
    private static partial Regex Signed();

    [GeneratedRegex(@"[\s’]")]
    private static partial Regex OneSeparator();

    // One group of three after a point or a comma says nothing, unless decimals follow it.
    [GeneratedRegex(
        """
            ^(?<whole>[0-9]{1,3}(?:
                (?<separator>[\x20'])[0-9]{3}(?:\k<separator>[0-9]{3})*
              | (?<separator>[.,])[0-9]{3}(?:(?:\k<separator>[0-9]{3})+|(?=[.,][0-9]+$))
            ))(?:(?<decimal>[.,])(?<fraction>[0-9]+))?$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^(?<whole>[0-9]*)(?:(?<sign>[.,])(?<fraction>[0-9]+))?$")]
    private static partial Regex Simple();

    [GeneratedRegex(@"^[^0-9.,]*(?<number>[-+\u2212]?[0-9.,](?:[0-9.,\s'’]*[0-9])?)[^0-9]*$")]
    private static partial Regex Surrounded();
}
