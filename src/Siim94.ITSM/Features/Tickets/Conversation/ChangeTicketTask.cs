using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes a task that is still to be done; what is done stays as it was.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeTicketTask : TicketTaskFields, ICommand<TicketTask>
{
    [JsonIgnore]
    public long Number { get; set; }

    [JsonIgnore]
    public long Task { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTicketTaskValidator : AbstractValidator<ChangeTicketTask>
{
    public ChangeTicketTaskValidator() => Include(new TicketTaskFieldsValidator());
}

sealed class ChangeTicketTaskHandler(
    TicketTasks tasks,
    TicketAssignment assignment,
    ReferentialLookup codes,
    Db db,
    Audit audit,
    TimeProvider clock
) : IRequestHandler<ChangeTicketTask, TicketTask>
{
    public async Task<TicketTask> Handle(ChangeTicketTask request, CancellationToken ct)
    {
        var before = await tasks.ToDo(request.Number, request.Task, ct);
        var all = await codes.Referentials(ct);
        var to = await assignment.Find("Agent", request.Agent, null, clock.GetUtcNow().UtcDateTime, ct);
        var after = before with
        {
            Text = request.Text!.Trim(),
            AgentId = to.Agent?.Id,
            PlannedOn = request.PlannedOn,
            EstimatedMinutes = request.EstimatedMinutes,
            Version = request.Version,
        };
        if (await db.Execute(UpdateTaskSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var task = TicketTask.Of(await tasks.Get(request.Number, request.Task, ct), all);
        if (after.Text != before.Text)
            await TicketWords.Rewrite(db, before.TicketId, ct);
        await audit.Record("ticket-task", task.Id, "change", TicketTask.Of(before, all), task, ct);
        return task;
    }

    const string UpdateTaskSql = """
        UPDATE TicketTasks
        SET Text = @Text, AgentId = @AgentId, PlannedOn = @PlannedOn, EstimatedMinutes = @EstimatedMinutes, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
