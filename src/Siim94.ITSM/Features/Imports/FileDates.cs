using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Days and instants as people write them in files: ISO, or the day before the month, in digits or in French and English words.
/// </summary>
/// <remarks>
/// A time without an offset is one of Europe/Paris (see <see cref="Paris.ToUtc"/>). Years of two digits are those of 1950 to 2049.
/// The month before the day (03/25/2018) and the twelve-hour clock are refused: half of such dates could be read the other way round.
/// </remarks>
static partial class FileDates
{
    /// <summary>A plain date; null when it is none.</summary>
    public static DateOnly? Day(FileCell cell) => Instant(cell) is { } instant ? DateOnly.FromDateTime(instant) : null;

    /// <summary>A local date and time; midnight when the file says none.</summary>
    public static DateTime? Instant(FileCell cell)
    {
        if ((cell.Instant ?? cell.Unformatted) is { } instant)
            return instant;
        var text = cell.Text.Trim();
        return Written(text) ?? Zoned(text);
    }

    static DateTime? Written(string text)
    {
        var match = new[] { Iso(), Digits(), Compact(), Words(), EnglishWords() }
            .Select(pattern => pattern.Match(text))
            .FirstOrDefault(match => match.Success);
        if (match is null)
            return null;
        var (year, month, day) = (Year(match.Groups["year"].Value), Month(match.Groups["month"].Value), Number(match.Groups["day"]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var (hour, minute, second) = (Number(match.Groups["hour"]), Number(match.Groups["minute"]), Number(match.Groups["second"]));
        return hour > 23 || minute > 59 || second > 59 ? null : new DateTime(year, month, day, hour, minute, second);
    }

    static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    static int Year(string text)
    {
        var year = int.Parse(text, CultureInfo.InvariantCulture);
        return text.Length == 4 ? year
            : year < 50 ? 2000 + year
            : 1900 + year;
    }

    static int Month(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Months.TryGetValue(Folding.Fold(text), out var month) ? month
        : 0;

    // As both languages write them and as spreadsheets cut them short.
    static readonly Dictionary<string, int> Months = (
        (string[])
            [
                "janvier janv jan january",
                "fevrier fevr fev february febr feb",
                "mars mar march",
                "avril avr april apr",
                "mai may",
                "juin june jun",
                "juillet juil jul july",
                "aout aou august aug",
                "septembre sept sep september",
                "octobre oct october",
                "novembre nov november",
                "decembre dec december",
            ]
    )
        .Index()
        .SelectMany(month => month.Item.Split(' ').Select(name => (name, Number: month.Index + 1)))
        .ToDictionary(month => month.name, month => month.Number);

    /// <summary>A month as a period: <c>03/2017</c>, <c>mars 2017</c>; its first day.</summary>
    public static DateOnly? MonthOf(string text) =>
        MonthAndYear().Match(text.Trim()) is { Success: true } match
        && Month(match.Groups["month"].Value) is >= 1 and <= 12 and var month
        && Year(match.Groups["year"].Value) is > 0 and var year
            ? new DateOnly(year, month, 1)
            : null;

    static DateTime? Zoned(string text) =>
        text.Length > 16
        && DateTimeOffset.TryParseExact(text, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var zoned)
            ? Paris.ToLocal(zoned.UtcDateTime)
            : null;

    static readonly string[] ZonedFormats =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss K",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    const string Time =
        @"(?:(?:\s*[Tà,]\s*|\s+)(?<hour>[0-9]{1,2})\s*(?::|h)\s*(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,][0-9]+)?)?)?$";

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?<s>[-/.])(?<month>[0-9]{1,2})\k<s>(?<day>[0-9]{1,2})" + Time)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})(?<s>[-/.])(?<month>[0-9]{1,2})\k<s>(?<year>[0-9]{4}|[0-9]{2})" + Time)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?<year>[12][0-9]{3})(?<month>[0-9]{2})(?<day>[0-9]{2})" + Time)]
    private static partial Regex Compact();

    [GeneratedRegex(
        @"^(?:\p{L}+\.?,?\s+(?:le\s+)?)?(?<day>[0-9]{1,2})(?:er)?[\s\-./]*(?<month>\p{L}{3,9})\.?[\s\-./,]*"
            + @"(?<year>[0-9]{4}|[0-9]{2})"
            + Time
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?:\p{L}+,?\s+)?(?<month>\p{L}{3,9})\.?\s+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<year>[0-9]{4})" + Time)]
    private static partial Regex EnglishWords();

    [GeneratedRegex(@"^(?<month>[0-9]{1,2}|\p{L}{3,9})\.?[\s\-./]+(?<year>[0-9]{4})$")]
    private static partial Regex MonthAndYear();
}
