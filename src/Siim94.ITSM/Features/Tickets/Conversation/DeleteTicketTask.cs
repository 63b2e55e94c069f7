using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Deletes a task that is not to be done any more; what is done stays.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DeleteTicketTask(long Number, long Task, long Version) : ICommand<Unit>;

sealed class DeleteTicketTaskHandler(TicketTasks tasks, ReferentialLookup codes, Db db, Audit audit)
    : IRequestHandler<DeleteTicketTask, Unit>
{
    public async Task<Unit> Handle(DeleteTicketTask request, CancellationToken ct)
    {
        var task = await tasks.ToDo(request.Number, request.Task, ct);
        if (await db.Execute(DeleteTaskSql, new { task.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await TicketWords.Rewrite(db, task.TicketId, ct);
        await audit.Record("ticket-task", task.Id, "delete", TicketTask.Of(task, await codes.Referentials(ct)), null, ct);
        return Unit.Value;
    }

    const string DeleteTaskSql = "DELETE FROM TicketTasks WHERE Id = @Id AND Version = @Version";
}
