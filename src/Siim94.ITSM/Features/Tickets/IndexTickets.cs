using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Writes the words of tickets that an earlier version has left without, a thousand of them: whoever starts to serve a database sends it
/// until there are none. At the same time elsewhere it is harmless.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record IndexTickets : ICommand<TicketsIndexed>;

/// <param name="Tickets">How many have their words now; zero when none was without.</param>
public sealed record TicketsIndexed(int Tickets);

sealed class IndexTicketsHandler(Db db) : IRequestHandler<IndexTickets, TicketsIndexed>
{
    const int BatchSize = 1_000;

    public async Task<TicketsIndexed> Handle(IndexTickets request, CancellationToken ct)
    {
        var numbers = await db.Query<long>(MarkedSql + db.Dialect.FirstRows, new { Take = BatchSize }, ct);
        await TicketWords.Rewrite(db, numbers, ct);
        return new(numbers.Count);
    }

    const string MarkedSql = "SELECT w.TicketId FROM TicketWords w WHERE w.Word = '' ORDER BY w.TicketId";
}
