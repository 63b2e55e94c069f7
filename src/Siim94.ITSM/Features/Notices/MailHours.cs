using System.Globalization;

namespace Siim94.ITSM.Features.Notices;

/// <summary>When somebody's mail about tickets may come, in Paris.</summary>
/// <param name="QuietFromMinutes">Minute of the day from which none comes; null for none.</param>
/// <param name="QuietUntilMinutes">Minute of the day from which it comes again: on the next day when it is earlier.</param>
/// <param name="DigestAtMinutes">Minute of the day at which one mail tells all; null for a mail each time.</param>
sealed record MailHours(int? QuietFromMinutes, int? QuietUntilMinutes, int? DigestAtMinutes)
{
    public static readonly MailHours Any = new(null, null, null);

    public bool IsDigest => DigestAtMinutes is not null;

    /// <summary>When a mail that could leave at an instant does.</summary>
    public DateTime LeavesAt(DateTime instant)
    {
        if (DigestAtMinutes is { } digestAt)
            return Next(instant, digestAt);
        return IsQuietAt(MinuteOf(instant)) ? Next(instant, QuietUntilMinutes!.Value) : instant;
    }

    bool IsQuietAt(int minute) =>
        QuietFromMinutes is { } from
        && QuietUntilMinutes is { } until
        && (from <= until ? minute >= from && minute < until : minute >= from || minute < until);

    static int MinuteOf(DateTime instant) => (int)Paris.ToLocal(instant).TimeOfDay.TotalMinutes;

    static DateTime Next(DateTime instant, int minuteOfDay)
    {
        var day = Paris.DayOf(instant);
        var time = TimeOnly.MinValue.AddMinutes(minuteOfDay);
        var today = Paris.ToUtc(day.ToDateTime(time));
        return today > instant ? today : Paris.ToUtc(day.AddDays(1).ToDateTime(time));
    }

    /// <summary>Minute of the day of <c>20:00</c>; null when it is no time.</summary>
    public static int? Parse(string? time) =>
        TimeOnly.TryParseExact(time?.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? (parsed.Hour * 60) + parsed.Minute
            : null;

    public static string? TextOf(int? minuteOfDay) =>
        minuteOfDay is { } minute ? TimeOnly.MinValue.AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture) : null;
}

/// <summary>The hours of mail that people have chosen.</summary>
sealed class MailHoursStore(Db db)
{
    public async Task<MailHours> Of(long userId, CancellationToken ct) =>
        await db.FirstOrDefault<HoursRow>(HoursSql, new { UserId = userId }, ct) is { } row
            ? new(row.QuietFromMinutes, row.QuietUntilMinutes, row.DigestAtMinutes)
            : MailHours.Any;

    const string HoursSql = "SELECT h.QuietFromMinutes, h.QuietUntilMinutes, h.DigestAtMinutes FROM NoticeHours h WHERE h.UserId = @UserId";

    public async Task Set(long userId, MailHours hours, CancellationToken ct)
    {
        var row = new
        {
            UserId = userId,
            hours.QuietFromMinutes,
            hours.QuietUntilMinutes,
            hours.DigestAtMinutes,
        };
        if (await db.Execute(UpdateHoursSql, row, ct) == 0)
            await db.Execute(InsertHoursSql, row, ct);
    }

    const string UpdateHoursSql = """
        UPDATE NoticeHours
        SET QuietFromMinutes = @QuietFromMinutes, QuietUntilMinutes = @QuietUntilMinutes, DigestAtMinutes = @DigestAtMinutes
        WHERE UserId = @UserId
        """;

    const string InsertHoursSql = """
        INSERT INTO NoticeHours (UserId, QuietFromMinutes, QuietUntilMinutes, DigestAtMinutes)
        VALUES (@UserId, @QuietFromMinutes, @QuietUntilMinutes, @DigestAtMinutes)
        """;

    sealed record HoursRow
    {
        public int? QuietFromMinutes { get; init; }
        public int? QuietUntilMinutes { get; init; }
        public int? DigestAtMinutes { get; init; }
    }
}
