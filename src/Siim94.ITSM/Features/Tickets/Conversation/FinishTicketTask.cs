using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// A task is done; whoever did it may say how long it took, which is logged on the ticket. Refused when it was done already.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record FinishTicketTask : TimeSpent, ICommand<TicketTask>
{
    [JsonIgnore]
    public long Number { get; set; }

    [JsonIgnore]
    public long Task { get; set; }

    /// <summary>Day on which it was done; today when left blank.</summary>
    public DateOnly? Day { get; set; }
}

sealed class FinishTicketTaskValidator : AbstractValidator<FinishTicketTask>
{
    public FinishTicketTaskValidator() => Include(new TimeSpentValidator());
}

sealed class FinishTicketTaskHandler(
    TicketTasks tasks,
    TicketTime time,
    ReferentialLookup codes,
    Db db,
    Audit audit,
    CurrentUser user,
    TimeProvider clock
) : IRequestHandler<FinishTicketTask, TicketTask>
{
    public async Task<TicketTask> Handle(FinishTicketTask request, CancellationToken ct)
    {
        var before = await tasks.ToDo(request.Number, request.Task, ct);
        var line = await time.Log(before.TicketId, request, ct, day: request.Day);
        var after = before with
        {
            DoneAt = clock.GetUtcNow().UtcDateTime,
            DoneByUserId = user.AuthorId,
            SpentMinutes = line is null ? null : await db.FirstOrDefault<long>(MinutesSql, new { Id = line }, ct),
        };
        if (await db.Execute(FinishTaskSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var all = await codes.Referentials(ct);
        var task = TicketTask.Of(await tasks.Get(request.Number, request.Task, ct), all);
        await audit.Record("ticket-task", task.Id, "change", TicketTask.Of(before, all), task, ct);
        return task;
    }

    const string MinutesSql = "SELECT e.Minutes FROM TimeEntries e WHERE e.Id = @Id";

    const string FinishTaskSql = """
        UPDATE TicketTasks
        SET DoneAt = @DoneAt, DoneByUserId = @DoneByUserId, SpentMinutes = @SpentMinutes, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
