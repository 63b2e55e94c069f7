using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Puts a task back that the sender has deleted, as a new one. Refused when it is back already.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record RestoreTicketTask(long Number, long Task) : ICommand<TicketTask>;

sealed class RestoreTicketTaskHandler(
    TicketReader reader,
    TicketTasks tasks,
    Deletions deletions,
    ReferentialLookup codes,
    Db db,
    Audit audit
) : IRequestHandler<RestoreTicketTask, TicketTask>
{
    public async Task<TicketTask> Handle(RestoreTicketTask request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        await db.Execute(LockTicketSql, new { ticket.Id }, ct);
        var deleted = await deletions.Find<TicketTask>("ticket-task", request.Task, ct);
        if (deleted.Ticket != ticket.Id)
            throw RequestErrors.NotFound();
        var agent = (await codes.Referentials(ct)).Agents.Find(deleted.Agent ?? "").FirstOrDefault();
        var restored = await tasks.Add(ticket.Id, deleted.Text, agent?.Id, deleted.PlannedOn, deleted.EstimatedMinutes, ct);
        await audit.Record("ticket-task", request.Task, "restore", null, restored, ct);
        return restored;
    }

    // Who puts back the same task waits.
    const string LockTicketSql = "UPDATE Tickets SET Version = Version WHERE Id = @Id";
}
