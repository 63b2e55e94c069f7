using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Says what a ticket has to do with another one; both show it. Refused when it is said already, one way or the other, makes a circle, or
/// gives a ticket a second parent.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record LinkTicket : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>
    /// This ticket <c>relates</c> to the other one, <c>blocks</c> or <c>duplicates</c> it, is <c>blocked-by</c> or <c>duplicated-by</c> it;
    /// or the other one is its <c>parent</c> or <c>child</c>.
    /// </summary>
    public string? Kind { get; set; }

    /// <summary>Number of the other ticket.</summary>
    public long? Ticket { get; set; }
}

sealed class LinkTicketValidator : AbstractValidator<LinkTicket>
{
    public LinkTicketValidator()
    {
        RuleFor(l => l.Kind).Must(kind => kind is not null && TicketLinkKind.All.Contains(kind)).WithMessage(_ => Words.LinkKindUnknown);
        RuleFor(l => l.Ticket).NotNull().WithMessage(_ => CommonWords.FieldMissing);
    }
}

sealed class LinkTicketHandler(TicketReader reader, TicketLinks links, Db db, CurrentUser user, TimeProvider clock)
    : IRequestHandler<LinkTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(LinkTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        var other = await reader.Find(request.Ticket!.Value, ct) ?? throw TicketErrors.UnknownTicket("Ticket", request.Ticket.Value);
        if (other.Id == ticket.Id)
            throw TicketErrors.LinkedWithItself();
        var row = TicketLinkKind.Row(ticket.Id, request.Kind!, other.Id);
        if (await db.FirstOrDefault<long?>(LinkSql, row, ct) is not null)
            throw TicketErrors.AlreadyLinked(other.Id);
        if (row.Kind == TicketLinkKind.Parent)
            await CheckParent(row, ct);
        var at = clock.GetUtcNow().UtcDateTime;
        await db.Execute(
            InsertLinkSql,
            new
            {
                row.FromTicketId,
                row.ToTicketId,
                row.Kind,
                CreatedByUserId = user.AuthorId,
                CreatedAt = at,
            },
            ct
        );
        foreach (
            var (one, kind, another) in new[] { (ticket, request.Kind!, other), (other, TicketLinkKind.Reversed(request.Kind!), ticket) }
        )
            await TicketEvents.Add(
                db,
                new()
                {
                    TicketId = one.Id,
                    At = at,
                    UserId = user.AuthorId,
                    Kind = TicketEventKind.Link,
                    Text = kind,
                    IsPrivate = true, // the other one may be of another member
                    OtherTicketId = another.Id,
                },
                ct
            );
        return await reader.Get(ticket.Id, ct);
    }

    // Two tickets do not block each other; a parent that is a child is told apart.
    const string LinkSql = """
        SELECT l.FromTicketId
        FROM TicketLinks l
        WHERE l.Kind = @Kind
          AND ((l.FromTicketId = @FromTicketId AND l.ToTicketId = @ToTicketId)
            OR (l.FromTicketId = @ToTicketId AND l.ToTicketId = @FromTicketId AND l.Kind <> 'parent'))
        """;

    async Task CheckParent(TicketLinkRow row, CancellationToken ct)
    {
        // Whoever links one of them meanwhile waits here, and then sees this link.
        await db.Execute(HoldSql, new { TicketIds = new[] { row.FromTicketId, row.ToTicketId } }, ct);
        if (await links.ParentOf(row.ToTicketId, ct) is { } parent)
            throw TicketErrors.HasParent(row.ToTicketId, parent);
        if ((await links.Ancestors(row.FromTicketId, ct)).Contains(row.ToTicketId))
            throw TicketErrors.OwnAncestor();
    }

    const string HoldSql = "UPDATE Tickets SET Version = Version WHERE Id IN @TicketIds";

    const string InsertLinkSql = """
        INSERT INTO TicketLinks (FromTicketId, ToTicketId, Kind, CreatedByUserId, CreatedAt)
        VALUES (@FromTicketId, @ToTicketId, @Kind, @CreatedByUserId, @CreatedAt)
        """;
}
