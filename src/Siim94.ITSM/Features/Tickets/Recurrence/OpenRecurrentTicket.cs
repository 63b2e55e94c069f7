using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Opens the ticket of a recurrent one that is due, and says when the next is, in one transaction: run twice, or by two instances, it
/// opens one. With a problem, which an attempt met, it opens none and says so.
/// </summary>
/// <returns>Number of the ticket; null when none was opened.</returns>
[Requires(Permission.ManageJobs)]
public sealed record OpenRecurrentTicket(long Id, string? Problem = null) : ICommand<long?>;

sealed class OpenRecurrentTicketHandler(RecurrentTicketShelf shelf, IMediator mediator, TimeProvider clock)
    : IRequestHandler<OpenRecurrentTicket, long?>
{
    public async Task<long?> Handle(OpenRecurrentTicket request, CancellationToken ct)
    {
        var recurrent = await shelf.Get(request.Id, ct);
        if (recurrent.NextOn is not { } due || due > Paris.Today(clock) || !await shelf.Advance(recurrent, request.Problem, ct))
            return null;
        if (request.Problem is not null)
            return null;
        var ticket = recurrent.Ticket;
        ticket.Channel ??= TicketChannel.Other;
        var opened = await mediator.Send(ticket, ct);
        await shelf.Opened(recurrent.Id, opened.Number, ct);
        return opened.Number;
    }
}
