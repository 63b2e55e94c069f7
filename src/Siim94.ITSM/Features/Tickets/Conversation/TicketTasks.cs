using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Finds the tasks of tickets that the sender may change, and adds to them.</summary>
sealed class TicketTasks(TicketReader reader, ReferentialLookup codes, Db db, Audit audit, CurrentUser user, TimeProvider clock)
{
    /// <exception cref="Refusal">The ticket is out of reach or merged, or the task is none of its own.</exception>
    public async Task<TicketTaskRow> Get(long number, long task, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(number, ct);
        var rows = await db.Query<TicketTaskRow>(TicketTaskRow.TasksByIdSql, new { Ids = new[] { task } }, ct);
        return rows.SingleOrDefault(row => row.TicketId == ticket.Id) ?? throw RequestErrors.NotFound();
    }

    /// <inheritdoc cref="Get"/>
    /// <exception cref="Refusal">It is done.</exception>
    public async Task<TicketTaskRow> ToDo(long number, long task, CancellationToken ct) =>
        await Get(number, task, ct) is { DoneAt: null } row ? row : throw TicketErrors.TaskDone();

    /// <summary>Adds a task to a ticket that the sender may change.</summary>
    public async Task<TicketTask> Add(
        long ticketId,
        string text,
        long? agentId,
        DateOnly? plannedOn,
        int? estimatedMinutes,
        CancellationToken ct
    )
    {
        var row = new TicketTaskRow
        {
            TicketId = ticketId,
            Text = text,
            AgentId = agentId,
            PlannedOn = plannedOn,
            EstimatedMinutes = estimatedMinutes,
            CreatedByUserId = user.AuthorId,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            Version = 1,
        };
        var task = TicketTask.Of(row with { Id = await db.Insert(InsertTaskSql, row, ct) }, await codes.Referentials(ct));
        await TicketWords.AddSaid(db, ticketId, text, true, ct);
        await audit.Record("ticket-task", task.Id, "add", null, task, ct);
        return task;
    }

    const string InsertTaskSql = """
        INSERT INTO TicketTasks (TicketId, Text, AgentId, PlannedOn, EstimatedMinutes, CreatedByUserId, CreatedAt, Version)
        VALUES (@TicketId, @Text, @AgentId, @PlannedOn, @EstimatedMinutes, @CreatedByUserId, @CreatedAt, 1)
        """;
}
