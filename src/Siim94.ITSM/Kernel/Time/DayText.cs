using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>A day in words.</summary>
public static class DayText
{
    /// <summary>Its name in the reader's language: French says « 1er » for the first of a month, which formats do not know.</summary>
    public static string InWords(this DateOnly day, string format = "D")
    {
        var words = day.ToString(format, CultureInfo.CurrentCulture);
        return day.Day == 1 && CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr" ? Regex.Replace(words, @"\b1\b", "1er") : words;
    }
}
