using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Colleagues who look at a ticket now, by name.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ListPresent(long Number) : IQuery<IReadOnlyList<PresentColleague>>;

/// <summary>Somebody who looks at a ticket.</summary>
public sealed record PresentColleague
{
    public string Name { get; init; } = "";

    /// <summary>They are typing something on it.</summary>
    public bool IsAnswering { get; init; }
}

sealed class ListPresentHandler(Db db, TicketReader reader, CurrentUser user, TimeProvider clock)
    : IRequestHandler<ListPresent, IReadOnlyList<PresentColleague>>
{
    public async Task<IReadOnlyList<PresentColleague>> Handle(ListPresent request, CancellationToken ct)
    {
        var ticket = await reader.Row(request.Number, ct);
        var since = (clock.GetUtcNow() - ShowPresence.Lasts).UtcDateTime;
        return await db.Query<PresentColleague>(
            PresentSql,
            new
            {
                TicketId = ticket.Id,
                user.UserId,
                Since = since,
            },
            ct
        );
    }

    // Once, in however many windows.
    const string PresentSql = """
        SELECT u.DisplayName AS Name, MAX(CASE WHEN p.IsAnswering = 1 THEN 1 ELSE 0 END) AS IsAnswering
        FROM TicketPresences p
        JOIN Users u ON u.Id = p.UserId
        WHERE p.TicketId = @TicketId AND p.UserId <> @UserId AND p.SeenAt >= @Since
        GROUP BY u.Id, u.DisplayName
        ORDER BY u.DisplayName, u.Id
        """;
}
