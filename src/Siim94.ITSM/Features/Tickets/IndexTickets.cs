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
        if (numbers.Count > 0)
        {
            var range = new { First = numbers[0], Last = numbers[^1] };
            // Whoever else is at these tickets is waited for here, and has left none of them without words.
            await db.Execute(DeleteMarksSql, range, ct);
            await TicketWords.Add(db, await db.Query<TicketText>(WordlessSql, range, ct), ct);
        }
        return new(numbers.Count);
    }

    const string MarkedSql = "SELECT w.TicketId FROM TicketWords w WHERE w.Word = '' ORDER BY w.TicketId";
    const string DeleteMarksSql = "DELETE FROM TicketWords WHERE Word = '' AND TicketId BETWEEN @First AND @Last";
    const string WordlessSql = """
        SELECT t.Id, t.Title, t.Description, t.RequesterName
        FROM Tickets t
        WHERE t.Id BETWEEN @First AND @Last AND NOT EXISTS (SELECT w.TicketId FROM TicketWords w WHERE w.TicketId = t.Id)
        """;
}
