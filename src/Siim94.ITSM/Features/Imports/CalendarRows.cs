using System.Runtime.Serialization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// The events of a calendar (ICS) as rows of a file: whose, of which kind, from when to when. A time before one in the afternoon is of the
/// morning.
/// </summary>
static class CalendarRows
{
    /// <summary>Who is away, where a calendar says it by a code of theirs: as our own calendars do.</summary>
    public const string AgentProperty = "X-SIIM-AGENT";

    // A calendar is read whole: some hundred thousand events.
    const int MostBytes = 32 * 1024 * 1024;

    const int Noon = 12,
        EndOfMorning = 13;

    static readonly string[] Headings =
    [
        "Agent",
        "Nature",
        "Du",
        "Au",
        "Demi-journée de début",
        "Demi-journée de fin",
        "Commentaire",
        "Objet",
        "Participant",
    ];

    /// <exception cref="Refusal">It is no calendar, or an event in it comes again and again.</exception>
    public static IEnumerable<FileRow> Read(Stream file)
    {
        if (file.Length > MostBytes)
            throw ImportErrors.Broken(string.Format(Words.CalendarTooLarge, MostBytes / 1024 / 1024));
        var calendars = Guard(() => CalendarCollection.Load(new StreamReader(file)));
        yield return new(1, [.. Headings.Select(heading => new FileCell(heading))]);
        foreach (var (index, absence) in calendars.SelectMany(calendar => calendar.Events).Where(IsHeld).Index())
        {
            FileLimits.CheckRow(index + 2);
            yield return Guard(() => RowOf(index + 2, absence));
        }
    }

    // A time zone that nobody knows, or a day that is none, shows only when an event is looked at.
    static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error)
            when (error is FormatException or ArgumentException or OverflowException or InvalidOperationException or SerializationException)
        {
            throw ImportErrors.Broken(Words.CalendarBroken);
        }
    }

    static bool IsHeld(CalendarEvent absence) => absence.Status != "CANCELLED";

    static FileRow RowOf(int number, CalendarEvent absence)
    {
        if (absence.RecurrenceRule is not null)
            throw ImportErrors.Broken(string.Format(Words.EventRepeats, absence.Summary));
        var end = absence.End ?? (absence.Duration is { } length ? absence.Start?.Add(length) : absence.Start);
        var (from, to) = (At(absence.Start), At(end));
        // A calendar names the instant after the end: the next day, or its midnight.
        var isDay = to is { TimeOfDay: { Ticks: 0 } } && to > from;
        return new(
            number,
            [
                new(absence.Properties[AgentProperty]?.Value as string ?? ""),
                new(absence.Categories?.FirstOrDefault() ?? ""),
                Day(from),
                Day(isDay ? to!.Value.AddDays(-1) : to),
                new(from?.Hour >= Noon ? "après-midi" : ""),
                new(!isDay && to?.TimeOfDay.TotalHours is > 0 and <= EndOfMorning ? "matin" : ""),
                new(absence.Description ?? ""),
                new(absence.Summary ?? ""),
                new(ParticipantOf(absence)),
            ]
        );
    }

    static FileCell Day(DateTime? at) => at is { } day ? new($"{day:yyyy-MM-dd}", Instant: day.Date) : new("");

    static DateTime? At(CalDateTime? time) =>
        time is null ? null
        : time.IsFloating ? time.Value
        : Paris.ToLocal(time.AsUtc);

    /// <summary>Name and address of the one who takes part; of who keeps the calendar where nobody does, or several do.</summary>
    static string ParticipantOf(CalendarEvent absence) =>
        absence.Attendees is [var only] ? $"{only.CommonName} {only.Value?.OriginalString}".Trim()
        : absence.Organizer is { } organizer ? $"{organizer.CommonName} {organizer.Value?.OriginalString}".Trim()
        : "";
}
