using MediatR;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What somebody of the directory has asked for, open tickets first, then the newest: fifty at most.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTicketsOfPerson(long PersonId, int Limit = Page<TicketLine>.DefaultLimit) : IQuery<IReadOnlyList<TicketLine>>;

sealed class ListTicketsOfPersonHandler(TicketReader reader, PersonStore people, Db db)
    : IRequestHandler<ListTicketsOfPerson, IReadOnlyList<TicketLine>>
{
    public async Task<IReadOnlyList<TicketLine>> Handle(ListTicketsOfPerson request, CancellationToken ct)
    {
        var person = await people.Row(request.PersonId, ct);
        var numbers = await db.Query<long>(
            TicketsOfPersonSql + db.Dialect.FirstRows,
            new { PersonId = person.Id, Take = Math.Min(request.Limit, Page<TicketLine>.DefaultLimit) },
            ct
        );
        return await reader.Lines(numbers, ct);
    }

    const string TicketsOfPersonSql = """
        SELECT t.Id
        FROM Tickets t
        WHERE t.RequesterPersonId = @PersonId
        ORDER BY CASE WHEN t.Status IN ('new', 'assigned', 'planned', 'pending') THEN 0 ELSE 1 END, t.Id DESC
        """;
}
