using System.Globalization;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A day or an instant as filters write it: fixed, <c>2026-11-30</c>, or moving along with today, <c>yesterday</c>.</summary>
sealed partial class Moment
{
    DateOnly? day;
    DateTime? instant;
    int? daysAgo,
        hoursAgo;

    const string IsoDay = "yyyy-MM-dd";

    // Whoever asks for another century has mistyped it.
    const int FirstYear = 1900,
        LastYear = 2200;

    /// <summary>Null when it is none.</summary>
    public static Moment? Parse(string text)
    {
        text = text.Trim().ToLowerInvariant();
        if (text is "today" or "yesterday")
            return new() { daysAgo = text is "today" ? 0 : 1 };
        if (Ago().Match(text) is { Success: true } ago)
        {
            var count = int.Parse(ago.Groups["count"].Value, CultureInfo.InvariantCulture);
            return ago.Groups["unit"].Value == "d" ? new() { daysAgo = count } : new() { hoursAgo = count };
        }
        if (DateOnly.TryParseExact(text, IsoDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.Year is >= FirstYear and <= LastYear ? new() { day = day } : null;
        return
            DateTime.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            && Instant().IsMatch(text)
            && at.Year is >= FirstYear and <= LastYear
            ? new() { instant = at.Kind == DateTimeKind.Unspecified ? Paris.ToUtc(at) : at.ToUniversalTime() }
            : null;
    }

    /// <summary>
    /// What somebody has typed, as filters write it: programs and addresses say it in one way only. A page takes <c>30/11/2026</c>,
    /// <c>hier</c> and <c>-7j</c> too; what it does not know stays as it is.
    /// </summary>
    public static string? Entered(string? text)
    {
        var typed = text?.Trim().ToLowerInvariant().Replace('’', '\'');
        return typed switch
        {
            "aujourd'hui" => "today",
            "hier" => "yesterday",
            _ when FrenchAgo().Match(typed ?? "") is { Success: true } ago => $"-{ago.Groups["count"].Value}d",
            _ when DateOnly.TryParseExact(typed, "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                day.ToString(IsoDay, CultureInfo.InvariantCulture),
            _ => text?.Trim(),
        };
    }

    /// <summary>How it reads in a field of a page: in French as people write it.</summary>
    public static string? Shown(string? text) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "fr" ? text
        : text is "today" ? "aujourd'hui"
        : text is "yesterday" ? "hier"
        : Ago().Match(text ?? "") is { Success: true } ago && ago.Groups["unit"].Value == "d" ? $"-{ago.Groups["count"].Value}j"
        : DateOnly.TryParseExact(text, IsoDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
        : text;

    /// <summary>The instant at which it begins: a day at midnight in Paris.</summary>
    public DateTime Begin(DateTime now) => instant ?? (hoursAgo is { } hours ? now.AddHours(-hours) : Midnight(DayAt(now)));

    /// <summary>The instant before which it ends: a day at the next midnight.</summary>
    public DateTime End(DateTime now) =>
        instant is null && hoursAgo is null ? Midnight(DayAt(now).AddDays(1)) : Begin(now).AddMilliseconds(1);

    DateOnly DayAt(DateTime now) => day ?? Paris.DayOf(now).AddDays(-daysAgo!.Value);

    static DateTime Midnight(DateOnly day) => Paris.ToUtc(day.ToDateTime(TimeOnly.MinValue));

    [GeneratedRegex(@"^-(?<count>[0-9]{1,4})(?<unit>[dh])\z")]
    private static partial Regex Ago();

    [GeneratedRegex(@"^-(?<count>[0-9]{1,4})j\z")]
    private static partial Regex FrenchAgo();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}")]
    private static partial Regex Instant();
}
