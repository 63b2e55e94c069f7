using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Notes something to be done on a ticket, by an agent or by nobody yet; for staff only.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record AddTicketTask : TicketTaskFields, ICommand<TicketTask>
{
    [JsonIgnore]
    public long Number { get; set; }
}

sealed class AddTicketTaskValidator : AbstractValidator<AddTicketTask>
{
    public AddTicketTaskValidator() => Include(new TicketTaskFieldsValidator());
}

sealed class AddTicketTaskHandler(TicketReader reader, TicketTasks tasks, TicketAssignment assignment, TimeProvider clock)
    : IRequestHandler<AddTicketTask, TicketTask>
{
    public async Task<TicketTask> Handle(AddTicketTask request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        var to = await assignment.Find("Agent", request.Agent, null, clock.GetUtcNow().UtcDateTime, ct);
        return await tasks.Add(ticket.Id, request.Text!.Trim(), to.Agent?.Id, request.PlannedOn, request.EstimatedMinutes, ct);
    }
}
