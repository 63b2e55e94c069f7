using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What is to be done on a ticket, and then what was, in the order of its days; for staff only.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListTicketTasks(long Number) : IQuery<Page<TicketTask>>;

sealed class ListTicketTasksHandler(TicketReader reader, TimelineReader timelines, ReferentialLookup codes, Db db)
    : IRequestHandler<ListTicketTasks, Page<TicketTask>>
{
    public async Task<Page<TicketTask>> Handle(ListTicketTasks request, CancellationToken ct)
    {
        var led = await timelines.LedBy(await reader.Row(request.Number, ct), ct);
        var all = await codes.Referentials(ct);
        var rows = await db.Query<TicketTaskRow>(TicketTaskRow.TasksOfTicketsSql, new { TicketIds = led }, ct);
        return new([.. rows.Select(row => TicketTask.Of(row, all))], null);
    }
}
