using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What the link to get no more mail of a ticket is about; it changes nothing. Refused when the link is none of ours.</summary>
[ForAnyone]
public sealed record GetMailLeave(string? Token) : IQuery<MailLeave>;

/// <param name="Ticket">Its number.</param>
/// <param name="IsDone">Mail of it goes to its reader no more.</param>
/// <param name="WhyNot">Why the reader cannot leave it; null when they can.</param>
public sealed record MailLeave(long Ticket, bool IsDone, string? WhyNot);

sealed class GetMailLeaveHandler(TicketMailLeaves leaves, Db db) : IRequestHandler<GetMailLeave, MailLeave>
{
    public async Task<MailLeave> Handle(GetMailLeave request, CancellationToken ct)
    {
        var reader = await leaves.ReaderOf(request.Token, ct);
        var hasIt = await db.FirstOrDefault<int>(InChargeSql, reader, ct) > 0;
        return new(reader.Ticket, await leaves.Has(reader, ct), hasIt ? string.Format(Words.LeaveInCharge, reader.Ticket) : null);
    }

    const string InChargeSql = """
        SELECT COUNT(*)
        FROM Tickets t
        JOIN Users u ON u.AgentId = t.AssignedAgentId
        WHERE t.Id = @Ticket AND u.Id = @UserId
        """;
}
