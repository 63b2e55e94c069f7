using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets on screens follow what others do to them.</summary>
static class TicketLive
{
    public const string Topic = "tickets";

    /// <summary>Who looks at tickets now.</summary>
    public const string PresenceTopic = "presence";

    public static readonly LiveMark Mark = new(Topic, LastStepSql);

    // A step of a ticket is a row of its own, and every other change leaves its trace.
    const string LastStepSql = """
        SELECT (SELECT COALESCE(MAX(e.Id), 0) FROM TicketEvents e) + (SELECT COALESCE(MAX(a.Id), 0) FROM AuditEntries a)
        """;

    public static readonly LiveMark PresenceMark = new(PresenceTopic, PresenceSql);

    // As many rows as there are pages of tickets open: whoever comes, begins to type or goes changes the sum.
    const string PresenceSql = "SELECT COALESCE(SUM(p.ChangedAtMs), 0) FROM TicketPresences p";
}
