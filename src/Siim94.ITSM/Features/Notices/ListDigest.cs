using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What a digest tells its reader, as it happened: each ticket, from which step on, and why they are told.</summary>
[Requires(Permission.ReadTickets)]
sealed record ListDigest(long FromEventId, DateTime Until) : IQuery<IReadOnlyList<DigestTicket>>;

sealed record DigestTicket
{
    public long TicketId { get; init; }
    public long FromEventId { get; init; }
    public string Role { get; init; } = "";
}

sealed class ListDigestHandler(Db db, CurrentUser user) : IRequestHandler<ListDigest, IReadOnlyList<DigestTicket>>
{
    public async Task<IReadOnlyList<DigestTicket>> Handle(ListDigest request, CancellationToken ct)
    {
        var steps = await db.Query<DigestTicket>(
            StepsSql,
            new
            {
                user.UserId,
                request.FromEventId,
                request.Until,
            },
            ct
        );
        return [.. steps.DistinctBy(step => step.TicketId)];
    }

    const string StepsSql = """
        SELECT s.TicketId, s.EventId AS FromEventId, s.Role
        FROM DigestSteps s
        WHERE s.UserId = @UserId AND s.EventId >= @FromEventId AND s.At <= @Until
        ORDER BY s.EventId
        """;
}
