using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets on screens follow what others do to them.</summary>
static class TicketLive
{
    public const string Topic = "tickets";

    public static readonly LiveMark Mark = new(Topic, LastStepSql);

    // A step of a ticket is a row of its own, and every other change leaves its trace.
    const string LastStepSql = """
        SELECT (SELECT COALESCE(MAX(e.Id), 0) FROM TicketEvents e) + (SELECT COALESCE(MAX(a.Id), 0) FROM AuditEntries a)
        """;
}
