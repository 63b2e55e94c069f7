using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Something to be done on a ticket.</summary>
public sealed record TicketTask
{
    public long Id { get; init; }

    /// <summary>Number of the ticket.</summary>
    public long Ticket { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Code of the agent who does it; null for nobody yet.</summary>
    public string? Agent { get; init; }

    public string? AgentName { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public int? EstimatedMinutes { get; init; }
    public DateTime? DoneAt { get; init; }

    /// <summary>Minutes that it has taken, as far as they were said when it was done.</summary>
    public long? SpentMinutes { get; init; }

    public long Version { get; init; }

    internal static TicketTask Of(TicketTaskRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Ticket = row.TicketId,
            Text = row.Text,
            Agent = all.Agents.CodeOf(row.AgentId),
            AgentName = all.Agents.NameOf(row.AgentId),
            PlannedOn = row.PlannedOn,
            EstimatedMinutes = row.EstimatedMinutes,
            DoneAt = row.DoneAt,
            SpentMinutes = row.SpentMinutes,
            Version = row.Version,
        };
}

/// <summary>A row of TicketTasks.</summary>
sealed record TicketTaskRow
{
    public long Id { get; init; }
    public long TicketId { get; init; }
    public string Text { get; init; } = "";
    public long? AgentId { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public int? EstimatedMinutes { get; init; }
    public DateTime? DoneAt { get; init; }
    public long? DoneByUserId { get; init; }
    public long? SpentMinutes { get; init; }
    public long? CreatedByUserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public long Version { get; init; }

    const string SelectTasksSql = """
        SELECT k.Id, k.TicketId, k.Text, k.AgentId, k.PlannedOn, k.EstimatedMinutes, k.DoneAt, k.DoneByUserId, k.SpentMinutes,
               k.CreatedByUserId, k.CreatedAt, k.Version
        FROM TicketTasks k
        """;

    public const string TasksByIdSql = $"{SelectTasksSql} WHERE k.Id IN @Ids";

    // What is left to do first, in the order of its days.
    public const string TasksOfTicketsSql = $"""
        {SelectTasksSql}
        WHERE k.TicketId IN @TicketIds
        ORDER BY CASE WHEN k.DoneAt IS NULL THEN 0 ELSE 1 END, CASE WHEN k.PlannedOn IS NULL THEN 1 ELSE 0 END, k.PlannedOn, k.Id
        """;
}
