using System.Globalization;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The timeline of tickets.</summary>
static class TicketEvents
{
    public const string InsertEventSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        VALUES (@TicketId, @At, @UserId, @Kind, @FromStatus, @ToStatus, @Text, @IsPrivate)
        """;

    /// <summary>What the timeline says of a plan: the day, and under it what is planned.</summary>
    public static string TextOfPlan(DateOnly day, string? note)
    {
        var planned = day.ToString("d", CultureInfo.GetCultureInfo("fr-FR"));
        return note is null ? planned : $"{planned}\n{note}";
    }
}
