using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A task is planned for no day any more; it stays to be done. Refused when it was done already.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record UnplanTicketTask(long Number, long Task) : ICommand<TicketTask>;

sealed class UnplanTicketTaskHandler(TicketTasks tasks, ReferentialLookup codes, Db db, Audit audit)
    : IRequestHandler<UnplanTicketTask, TicketTask>
{
    public async Task<TicketTask> Handle(UnplanTicketTask request, CancellationToken ct)
    {
        var before = await tasks.ToDo(request.Number, request.Task, ct);
        if (await db.Execute(UnplanTaskSql, before, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var all = await codes.Referentials(ct);
        var task = TicketTask.Of(before with { PlannedOn = null, Version = before.Version + 1 }, all);
        await audit.Record("ticket-task", task.Id, "change", TicketTask.Of(before, all), task, ct);
        return task;
    }

    const string UnplanTaskSql = """
        UPDATE TicketTasks SET PlannedOn = NULL, Version = Version + 1 WHERE Id = @Id AND Version = @Version
        """;
}
