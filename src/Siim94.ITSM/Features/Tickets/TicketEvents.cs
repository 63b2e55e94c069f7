namespace Siim94.ITSM.Features.Tickets;

/// <summary>The timeline of tickets.</summary>
static class TicketEvents
{
    public const string InsertEventSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        VALUES (@TicketId, @At, @UserId, @Kind, @FromStatus, @ToStatus, @Text, @IsPrivate)
        """;
}
