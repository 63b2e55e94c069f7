using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Takes a merged ticket apart again: each has what it had, and it is in the state that it was in. Refused when it is not merged.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record UnmergeTicket(long Number) : ICommand<TicketDetails>;

sealed class UnmergeTicketHandler(TicketReader reader, TicketMerges merges, CurrentUser user, TimeProvider clock, Db db)
    : IRequestHandler<UnmergeTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(UnmergeTicket request, CancellationToken ct)
    {
        var merged = await reader.Row(request.Number, ct);
        if (merged.MergedIntoId is not { } into)
            throw TicketErrors.NotMerged();
        await merges.Write(merged, await merges.Restore(merged, ct), await reader.Row(into, ct), ct);
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = into,
                At = clock.GetUtcNow().UtcDateTime,
                UserId = user.AuthorId,
                Kind = TicketEventKind.Unmerge,
                OtherTicketId = merged.Id,
            },
            ct
        );
        await TicketWords.Rewrite(db, merged.Id, ct);
        await TicketWords.Rewrite(db, into, ct);
        return await reader.Get(merged.Id, ct);
    }
}
