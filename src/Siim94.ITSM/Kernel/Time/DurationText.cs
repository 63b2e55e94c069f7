using System.Globalization;

namespace Siim94.ITSM.Kernel.Time;

/// <summary>A time spent as it is read, in the reader's language; it stays on one line.</summary>
public static class DurationText
{
    /// <summary>Minutes below an hour, then <see cref="Hours"/>.</summary>
    public static string Of(long minutes) => minutes < 60 ? $"{minutes}\u00A0min" : Hours(minutes);

    /// <summary><c>3 h</c>; <c>3 h 05</c>, which English reads <c>3 h 5 min</c>.</summary>
    public static string Hours(long minutes)
    {
        var (hours, rest) = (string.Create(CultureInfo.CurrentCulture, $"{minutes / 60:N0}\u00A0h"), Math.Abs(minutes % 60));
        return rest == 0 ? hours
            : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? $"{hours}\u00A0{rest:00}"
            : $"{hours}\u00A0{rest}\u00A0min";
    }
}
