using Siim94.ITSM.Features.Referentials;
using Column = Siim94.ITSM.Kernel.Requests.SortColumn<(
    Siim94.ITSM.Features.Tickets.TicketRow Ticket,
    Siim94.ITSM.Features.Referentials.ReferentialData All
)>;
using Order = Siim94.ITSM.Kernel.Requests.ListOrder<(
    Siim94.ITSM.Features.Tickets.TicketRow Ticket,
    Siim94.ITSM.Features.Referentials.ReferentialData All
)>;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What tickets are sorted by. Nothing comes before everything, and no day after every day.</summary>
static class TicketSort
{
    const string RankOfStatus = """
        CASE t.Status WHEN 'new' THEN 1 WHEN 'assigned' THEN 2 WHEN 'planned' THEN 3 WHEN 'pending' THEN 4 WHEN 'resolved' THEN 5 ELSE 6 END
        """;

    const string Number = "number",
        Updated = "updatedAt";

    static readonly Dictionary<string, Column> Columns = new()
    {
        ["openedAt"] = new("t.OpenedAt", typeof(DateTime), row => row.Ticket.OpenedAt),
        ["age"] = new("t.OpenedAt", typeof(DateTime), row => row.Ticket.OpenedAt, IsReversed: true),
        [Updated] = new("t.UpdatedAt", typeof(DateTime), row => row.Ticket.UpdatedAt),
        ["minutes"] = new("t.LoggedMinutes", typeof(long), row => row.Ticket.LoggedMinutes),
        ["priority"] = new("t.Priority", typeof(int), row => row.Ticket.Priority),
        ["status"] = new(RankOfStatus, typeof(int), row =>
            TicketStatus.All.Index().First(known => known.Item == row.Ticket.Status).Index + 1
        ),
        ["title"] = new("t.TitleKey", typeof(string), row => Alphabet.KeyOf(row.Ticket.Title)),
        ["requester"] = new("t.RequesterKey", typeof(string), row => Alphabet.KeyOf(row.Ticket.RequesterName ?? "")),
        ["type"] = new("t.Type", typeof(string), row => row.Ticket.Type),
        ["channel"] = new("t.Channel", typeof(string), row => row.Ticket.Channel),
        ["plannedOn"] = new("COALESCE(t.PlannedOn, '9999-12-31')", typeof(DateOnly), row => row.Ticket.PlannedOn ?? DateOnly.MaxValue),
        ["member"] = Named("Members", "MemberId", (ticket, all) => all.Members.NameOf(ticket.MemberId)),
        ["application"] = Named("Applications", "ApplicationId", (ticket, all) => all.Applications.NameOf(ticket.ApplicationId)),
        ["domain"] = Named("Domains", "DomainId", (ticket, all) => all.Domains.NameOf(ticket.DomainId)),
        ["group"] = Named("AssignmentGroups", "AssignedGroupId", (ticket, all) => all.Groups.NameOf(ticket.AssignedGroupId)),
        ["category"] = Named("Categories", "CategoryId", (ticket, all) => all.Categories.NameOf(ticket.CategoryId)),
        ["site"] = Named("Sites", "SiteId", (ticket, all) => all.Sites.NameOf(ticket.SiteId)),
        ["assignee"] = Named("Agents", "AssignedAgentId", (ticket, all) => all.Agents.NameOf(ticket.AssignedAgentId)),
    };

    // That a note among staff was written is told to nobody else.
    static readonly Dictionary<string, Column> ColumnsInSight = new(Columns)
    {
        [Updated] = new("t.UpdatedInSightAt", typeof(DateTime), row => row.Ticket.UpdatedInSightAt),
    };

    static Column Named(string table, string column, Func<TicketRow, ReferentialData, string?> nameOf) =>
        new($"COALESCE((SELECT n.NameKey FROM {table} n WHERE n.Id = t.{column}), '')", typeof(string), row =>
            Alphabet.KeyOf(nameOf(row.Ticket, row.All) ?? "")
        );

    /// <summary>What tickets may be sorted by.</summary>
    public static readonly IReadOnlyList<string> Names = [Number, .. Columns.Keys];

    /// <summary>The newest first.</summary>
    public static readonly Order Newest = Parse($"-{Number}")!;

    /// <summary>An order of tickets, with their number last; the newest first for nothing.</summary>
    /// <param name="text">The order.</param>
    /// <param name="seesPrivate">Notes among staff are changes to the reader.</param>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static Order? Parse(string? text, bool seesPrivate = true) =>
        Order.Parse(
            string.IsNullOrWhiteSpace(text) ? $"-{Number}" : text,
            seesPrivate ? Columns : ColumnsInSight,
            idSql: "t.Id",
            idName: Number
        );

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<Order> Every =>
        [
            .. Names.SelectMany(name => new[] { name, $"-{name}" }).Select(name => Parse(name)).OfType<Order>(),
            Parse($"-{Updated}", seesPrivate: false)!,
            Parse("member,-priority,age")!,
        ];
}
