using System.Globalization;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>What a list of visits, shifts or sessions is narrowed to; null for all.</summary>
public sealed record LoggedFilter
{
    /// <summary>States of what is logged by the day: after today it is planned.</summary>
    public const string Planned = "prevu",
        Done = "fait";

    public string? Agent { get; init; }
    public string? Member { get; init; }
    public string? Site { get; init; }

    /// <summary>Kind of visit, or category of session.</summary>
    public string? Kind { get; init; }

    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? State { get; init; }

    public bool IsEmpty => this == new LoggedFilter();

    /// <summary>The days that period and state leave.</summary>
    public (DateOnly? From, DateOnly? To) DaysOn(DateOnly today) =>
        State switch
        {
            Planned => (From > today ? From : today.AddDays(1), To),
            Done => (From, To < today ? To : today),
            _ => (From, To),
        };

    /// <summary>A day as addresses write it; null for what is none.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>First and last day of a year.</summary>
    public static (DateOnly? From, DateOnly? To) DaysOf(int? year) =>
        year is >= 2000 and <= 2100 ? (new DateOnly(year.Value, 1, 1), new DateOnly(year.Value, 12, 31)) : (null, null);
}
