namespace Siim94.ITSM.Features.Tickets;

/// <summary>The jobs' door to tickets.</summary>
sealed class TicketJobs(Dispatcher dispatcher)
{
    /// <summary>Closes what is solved and was not contested in time.</summary>
    public async Task CloseSolved(CancellationToken ct)
    {
        while ((await dispatcher.Send(new CloseSolvedTickets(), UserIdentity.System, ct: ct)).Tickets > 0) { }
    }

    /// <summary>Opens recurrent tickets that are due; one that cannot be opened says why, and holds up nothing.</summary>
    public async Task OpenRecurrent(CancellationToken ct)
    {
        foreach (var id in await dispatcher.Send(new ListDueRecurrentTickets(), UserIdentity.System, ct: ct))
            try
            {
                await dispatcher.Send(new OpenRecurrentTicket(id), UserIdentity.System, ct: ct);
            }
            catch (Refusal refusal) when (refusal.RetryAfter is null)
            {
                await dispatcher.Send(new OpenRecurrentTicket(id, refusal.Message), UserIdentity.System, ct: ct);
            }
    }
}
