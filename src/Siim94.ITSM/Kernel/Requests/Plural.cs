using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Sentences that count: « {0} ticket(s) » reads « 1 ticket » or « 12 tickets ».</summary>
static partial class Plural
{
    /// <summary>
    /// The sentence with its values. An ending in parentheses is kept where the value before it is more than one: in French from two on, in
    /// English for all but one.
    /// </summary>
    public static string Format(string sentence, params object?[] values)
    {
        var isMany = false;
        var ended = EndingOrPlace()
            .Replace(sentence, match =>
            {
                if (match.Groups["ending"] is { Success: true } ending)
                    return isMany ? ending.Value : "";
                isMany = IsMany(values[int.Parse(match.Groups["place"].Value, CultureInfo.InvariantCulture)]);
                return match.Value;
            });
        return string.Format(ended, values);
    }

    /// <summary>Words beside a value that stands elsewhere.</summary>
    public static string Beside(object value, string words) => Format($"{{0}}{words}", value)[$"{value}".Length..];

    // Numbers may come written, as lists write theirs.
    static bool IsMany(object? value) =>
        !decimal.TryParse($"{value}", NumberStyles.Number, CultureInfo.CurrentCulture, out var number)
        || (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? Math.Abs(number) >= 2 : number != 1);

    [GeneratedRegex(@"\{(?<place>\d)[^}]*\}|(?<=\p{L})\((?<ending>s|es|x|ent|nt)\)")]
    private static partial Regex EndingOrPlace();
}
