namespace Siim94.ITSM.Features.Tickets;

/// <summary>What a ticket has to do with another one, read from this one: it blocks the other one, the other one is its parent.</summary>
static class TicketLinkKind
{
    public const string Relates = "relates",
        Blocks = "blocks",
        BlockedBy = "blocked-by",
        Duplicates = "duplicates",
        DuplicatedBy = "duplicated-by",
        Parent = "parent",
        Child = "child";

    public static readonly IReadOnlyList<string> All = [Relates, Blocks, BlockedBy, Duplicates, DuplicatedBy, Parent, Child];

    public static string NameOf(string kind) =>
        kind switch
        {
            Relates => Words.LinkRelates,
            Blocks => Words.LinkBlocks,
            BlockedBy => Words.LinkBlockedBy,
            Duplicates => Words.LinkDuplicates,
            DuplicatedBy => Words.LinkDuplicatedBy,
            Parent => Words.LinkParent,
            Child => Words.LinkChild,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of link."),
        };

    /// <summary>The same, read from the other ticket.</summary>
    public static string Reversed(string kind) =>
        kind switch
        {
            Relates => Relates,
            Blocks => BlockedBy,
            BlockedBy => Blocks,
            Duplicates => DuplicatedBy,
            DuplicatedBy => Duplicates,
            Parent => Child,
            Child => Parent,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of link."),
        };

    /// <summary>One row holds both readings: from the ticket that blocks, duplicates or is the parent, or has the lower number.</summary>
    public static TicketLinkRow Row(long ticket, string kind, long other) =>
        kind switch
        {
            Relates => new(Math.Min(ticket, other), Math.Max(ticket, other), Relates),
            Blocks or Duplicates => new(ticket, other, kind),
            BlockedBy or DuplicatedBy => new(other, ticket, Reversed(kind)),
            Parent => new(other, ticket, Parent),
            Child => new(ticket, other, Parent),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of link."),
        };

    /// <summary>How a row reads from the ticket that it begins with.</summary>
    public static string FromFirst(string stored) => stored == Parent ? Child : stored;
}

/// <summary>A key of TicketLinks.</summary>
sealed record TicketLinkRow(long FromTicketId, long ToTicketId, string Kind);

/// <param name="Kind">
/// <c>relates</c>, <c>blocks</c>, <c>blocked-by</c>, <c>duplicates</c>, <c>duplicated-by</c>, <c>parent</c> (the other one is) or
/// <c>child</c>.
/// </param>
/// <param name="Ticket">Number of the other ticket.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">Its state.</param>
public sealed record TicketLink(string Kind, long Ticket, string Title, string Status);

/// <summary>Reads what tickets have to do with one another.</summary>
sealed class TicketLinks(Db db, CurrentUser user)
{
    /// <summary>Links of a ticket to those within the reader's reach.</summary>
    public async Task<IReadOnlyList<TicketLink>> Of(TicketRow ticket, CancellationToken ct) =>
        [
            .. (await db.Query<LinkedRow>(user.SeesOwnTicketsOnly ? OwnLinksSql : LinksSql, new { TicketId = ticket.Id, user.UserId }, ct))
                .Where(link => user.Sees(link.MemberId))
                .OrderBy(link => link.Kind, StringComparer.Ordinal)
                .ThenBy(link => link.Id)
                .Select(link => new TicketLink(
                    link.IsFirst == 1 ? TicketLinkKind.FromFirst(link.Kind) : TicketLinkKind.Reversed(TicketLinkKind.FromFirst(link.Kind)),
                    link.Id,
                    link.Title,
                    link.Status
                )),
        ];

    const string LinksSql = """
        SELECT l.Kind, l.IsFirst, t.Id, t.Title, t.Status, t.MemberId
        FROM (
            SELECT k.Kind, 1 AS IsFirst, k.ToTicketId AS OtherId FROM TicketLinks k WHERE k.FromTicketId = @TicketId
            UNION ALL
            SELECT k.Kind, 0 AS IsFirst, k.FromTicketId AS OtherId FROM TicketLinks k WHERE k.ToTicketId = @TicketId
        ) l
        JOIN Tickets t ON t.Id = l.OtherId
        """;

    const string OwnLinksSql = $"{LinksSql} WHERE {TicketReach.OwnWhereSql}";

    /// <summary>Tickets that say the same as one, directly or by way of others, without itself.</summary>
    public Task<IReadOnlyList<long>> SameAs(long ticket, CancellationToken ct) => Reached(ticket, SameSql, ct);

    const string SameSql = """
        SELECT l.ToTicketId AS Id FROM TicketLinks l WHERE l.Kind = 'duplicates' AND l.FromTicketId IN @TicketIds
        UNION
        SELECT l.FromTicketId AS Id FROM TicketLinks l WHERE l.Kind = 'duplicates' AND l.ToTicketId IN @TicketIds
        """;

    /// <summary>Null when it has none.</summary>
    public Task<long?> ParentOf(long ticket, CancellationToken ct) =>
        db.FirstOrDefault<long?>(ParentsSql, new { TicketIds = new[] { ticket } }, ct);

    /// <summary>Its parent, that one's, and so on.</summary>
    public Task<IReadOnlyList<long>> Ancestors(long ticket, CancellationToken ct) => Reached(ticket, ParentsSql, ct);

    const string ParentsSql = "SELECT l.FromTicketId AS Id FROM TicketLinks l WHERE l.Kind = 'parent' AND l.ToTicketId IN @TicketIds";

    async Task<IReadOnlyList<long>> Reached(long ticket, string nextSql, CancellationToken ct)
    {
        var reached = new List<long> { ticket };
        for (IReadOnlyList<long> newest = reached; newest.Count > 0; )
        {
            newest = [.. (await db.Query<long>(nextSql, new { TicketIds = newest }, ct)).Except(reached)];
            reached.AddRange(newest);
        }
        return reached[1..];
    }

    sealed record LinkedRow
    {
        public string Kind { get; init; } = "";
        public int IsFirst { get; init; }
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public long MemberId { get; init; }
    }
}
