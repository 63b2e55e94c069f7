using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.People;

/// <summary>Phone numbers as people spell them: <c>+33 (0)1 45 12 34 56</c>, <c>01.45.12.34.56</c>, <c>0033145123456</c> are one.</summary>
static partial class PhoneNumber
{
    const int French = 9; // digits behind the 0

    /// <summary>The one spelling of a number: ten digits for a French one, 00 and its country for another; null for what is none.</summary>
    public static string? KeyOf(string text)
    {
        if (!Whole().IsMatch(text))
            return null;
        var digits = DigitsOf(text);
        // A spreadsheet takes the 0 away.
        return digits.Length == French && digits[0] != '0' ? "0" + digits : digits;
    }

    /// <summary>What a number is found by that may be a part of one; null for a text that is not the beginning of any.</summary>
    public static string? PartOf(string text) => Part().IsMatch(text) ? DigitsOf(text) : null;

    static string DigitsOf(string text)
    {
        var plain = text.Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(plain.TakeWhile(character => !char.IsLetter(character)).Where(char.IsAsciiDigit));
        var country =
            plain.TrimStart().StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : digits.Length == French + 2 && digits.StartsWith("33", StringComparison.Ordinal) ? digits
            : null;
        return country is null ? digits
            : country.StartsWith("33", StringComparison.Ordinal) ? "0" + country[2..]
            : "00" + country;
    }

    // « poste 12 » behind a number is no part of it.
    [GeneratedRegex(@"^\s*\+?[\d\s().\-/]*\d[\d\s().\-/]*\d[\s).]*(\p{L}[\p{L}. ]*\d+)?\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\s*\+?[\d\s().\-/]*\d[\d\s().\-/]*\d[\d\s().\-/]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
