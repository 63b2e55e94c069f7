using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What the link to say how content one is, is about; it changes nothing. Refused when the link is none of ours.</summary>
[ForAnyone]
public sealed record GetMailRating(string? Token) : IQuery<MailRating>;

/// <param name="Ticket">Its number.</param>
/// <param name="Title">What was asked for.</param>
/// <param name="IsSolved">It may be rated.</param>
/// <param name="Score">What was said already; null for nothing.</param>
public sealed record MailRating(long Ticket, string Title, bool IsSolved, int? Score);

sealed class GetMailRatingHandler(MailRatingLinks links, Db db) : IRequestHandler<GetMailRating, MailRating>
{
    public async Task<MailRating> Handle(GetMailRating request, CancellationToken ct)
    {
        var reader = links.Open(request.Token) ?? throw NoticeErrors.LinkUnknown();
        var row = await db.FirstOrDefault<RatedRow>(RatedSql, reader, ct) ?? throw NoticeErrors.LinkUnknown();
        return new(reader.Ticket, row.Title, row.Status is TicketStatus.Resolved or TicketStatus.Closed, row.Score);
    }

    const string RatedSql = """
        SELECT t.Title, t.Status, s.Score
        FROM Tickets t
        LEFT JOIN TicketSatisfactions s ON s.TicketId = t.Id
        WHERE t.Id = @Ticket
        """;

    sealed record RatedRow
    {
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public int? Score { get; init; }
    }
}
