using System.Globalization;
using MediatR;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What happened to a ticket, for a mail. Refused when the reader does not see the ticket.</summary>
[Requires(Permission.ReadTickets)]
sealed record GetTicketNews(long Number, long FromEventId, DateTime Until) : IQuery<TicketNews>
{
    /// <summary>For somebody without an account: what is public only.</summary>
    public bool IsPublicOnly { get; init; }

    /// <summary>For somebody of another member whom the same incident has hit: that it is solved, and no more.</summary>
    public bool IsEndOnly { get; init; }
}

sealed record TicketNews(string Title, IReadOnlyList<TicketNewsItem> Items, string? ReplyTo)
{
    public string? Requester { get; init; }

    /// <summary>It tells of a solution, and whoever asked has not said yet how content they are.</summary>
    public bool MayBeRated { get; init; }

    /// <summary>Name of the member.</summary>
    public string Member { get; init; } = "";

    /// <summary>What stands around it in a mail to whoever asks, as its member has chosen.</summary>
    public MailText Text { get; init; } = MailText.Ours;
}

sealed record TicketNewsItem
{
    public long Id { get; init; }
    public DateTime At { get; init; }
    public string Kind { get; init; } = "";
    public string? ByName { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }

    /// <summary>Files that came with it, as far as the reader may have them.</summary>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];
}

sealed class GetTicketNewsHandler(
    Db db,
    TicketReader reader,
    TicketSatisfactions satisfactions,
    ReferentialLookup codes,
    MailTextStore texts,
    AttachmentStore attachments,
    CurrentUser user
) : IRequestHandler<GetTicketNews, TicketNews>
{
    public async Task<TicketNews> Handle(GetTicketNews request, CancellationToken ct)
    {
        var ticket = await reader.Row(request.Number, ct);
        var sought = new
        {
            TicketId = request.Number,
            request.FromEventId,
            request.Until,
            SeesPrivate = user.SeesAllMembers && !request.IsPublicOnly ? 1 : 0,
            ReaderId = user.UserId,
        };
        var told = await db.Query<TicketNewsItem>(NewsSql, sought, ct);
        if (request.IsEndOnly)
            return new(
                Words.MailIncidentSolved,
                [.. told.Where(item => item.Kind == TicketEventKind.Resolve).Take(1).Select(item => item with { Text = null })],
                null
            );
        var files = (await attachments.FilesOf(TicketAttachments.KindName, [request.Number], ct)).ToLookup(file => file.Message);
        List<TicketNewsItem> items =
        [
            .. told.Select(item => item with { Files = [.. files[item.Id].Where(file => sought.SeesPrivate == 1 || !file.IsInternal)] }),
        ];
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return new(ticket.Title, items, await db.FirstOrDefault<string>(ReplyToSql, sought, ct))
        {
            Requester = ticket.RequesterName,
            MayBeRated =
                items.Any(item => item.Kind is TicketEventKind.Resolve or TicketEventKind.Close)
                && ticket.Status is (TicketStatus.Resolved or TicketStatus.Closed)
                && await satisfactions.Of(ticket.Id, ct) is null,
            Member = (await codes.Referentials(ct)).Members[ticket.MemberId].Name,
            Text = await texts.For(ticket.MemberId, MailTextKind.Of(items.Select(item => item.Kind)), language, ct),
        };
    }

    const string NewsSql = """
        SELECT e.Id, e.At, e.Kind, COALESCE(u.DisplayName, e.AuthorName) AS ByName, e.Text, e.IsPrivate
        FROM TicketEvents e
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.TicketId = @TicketId AND e.Id >= @FromEventId AND e.At <= @Until AND (@SeesPrivate = 1 OR e.IsPrivate = 0)
          AND (e.Kind <> 'follow-up' OR e.UserId IS NULL OR e.UserId <> @ReaderId)
          AND e.Kind IN ('open', 'follow-up', 'take-charge', 'assign', 'escalate', 'release', 'resolve', 'close', 'reopen')
        ORDER BY e.Id
        """;

    // Where the ticket came in; any of ours otherwise.
    const string ReplyToSql = """
        SELECT b.Address
        FROM Mailboxes b
        LEFT JOIN ReceivedMails m ON m.MailboxId = b.Id AND m.TicketId = @TicketId
        WHERE b.IsPaused = 0
        ORDER BY CASE WHEN m.Id IS NULL THEN 1 ELSE 0 END, b.Id
        """;
}
