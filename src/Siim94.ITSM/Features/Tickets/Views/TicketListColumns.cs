using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The columns of the list of tickets: their names in addresses, and what the list is sorted by.</summary>
static class TicketListColumns
{
    /// <param name="Sort">What <see cref="ListTickets.Sort"/> and views call it.</param>
    /// <param name="Name">What addresses of pages call it.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="Text">What it says of a ticket; null for nothing.</param>
    /// <param name="IsUsual">Shown where nothing else is chosen.</param>
    /// <param name="IsShort">Fits on one line.</param>
    /// <param name="MayGroup">Few enough values for a heading each.</param>
    public sealed record Column(
        string Sort,
        string Name,
        Func<string> Title,
        Func<TicketLine, TicketNames, string?> Text,
        bool IsUsual = false,
        bool IsShort = false,
        bool MayGroup = false
    )
    {
        /// <summary>The heading that a ticket stands under.</summary>
        public string GroupOf(TicketLine ticket, TicketNames names) =>
            Text(ticket, names) ?? (Sort == "assignee" ? Words.Nobody : Words.None);
    }

    public static readonly IReadOnlyList<Column> All =
    [
        new("number", "numero", () => Words.Number, (ticket, _) => $"{ticket.Number}", IsUsual: true),
        new("title", "titre", () => CommonWords.Title, (ticket, _) => ticket.Title, IsUsual: true),
        new(
            "status",
            "statut",
            () => Words.Status,
            (ticket, _) => TicketStatus.NameOf(ticket.Status),
            IsUsual: true,
            IsShort: true,
            MayGroup: true
        ),
        new(
            "priority",
            "priorite",
            () => Words.Priority,
            (ticket, _) => TicketPriority.NameOf(ticket.Priority),
            IsUsual: true,
            IsShort: true,
            MayGroup: true
        ),
        new("member", "adherent", () => CommonWords.Member, (ticket, names) => names.MemberOf(ticket), IsUsual: true, MayGroup: true),
        new("requester", "demandeur", () => CommonWords.Requester, (ticket, _) => ticket.Requester),
        new("assignee", "agent", () => Words.AssignedTo, (ticket, _) => ticket.AssignedAgentName, IsUsual: true, MayGroup: true),
        new("group", "groupe", () => Words.Group, (ticket, _) => ticket.GroupName, MayGroup: true),
        new("category", "categorie", () => Words.Category, (ticket, _) => ticket.CategoryName, MayGroup: true),
        new("site", "site", () => CommonWords.Site, (ticket, _) => ticket.SiteName),
        new("application", "application", () => CommonWords.Application, (ticket, names) => names.ApplicationOf(ticket), MayGroup: true),
        new("type", "type", () => Words.Type, (ticket, _) => TicketType.NameOf(ticket.Type), IsShort: true, MayGroup: true),
        new("channel", "canal", () => CommonWords.Channel, (ticket, _) => TicketChannel.NameOf(ticket.Channel), IsShort: true),
        new(
            "openedAt",
            "ouvert",
            () => Words.OpenedOn,
            (ticket, _) => Paris.ToLocal(ticket.OpenedAt).ToString("g"),
            IsUsual: true,
            IsShort: true
        ),
        new("updatedAt", "modifie", () => Words.UpdatedOn, (ticket, _) => Paris.ToLocal(ticket.UpdatedAt).ToString("g"), IsShort: true),
        new(
            "minutes",
            "temps",
            () => Words.LoggedTime,
            (ticket, _) => ticket.LoggedMinutes == 0 ? null : DurationText.Of(ticket.LoggedMinutes),
            IsShort: true
        ),
        new("plannedOn", "prevu", () => Words.PlannedFor, (ticket, _) => ticket.PlannedOn?.ToString("d"), IsShort: true),
    ];

    public static IEnumerable<Column> Groups => All.Where(column => column.MayGroup);

    /// <summary>The columns that a view chooses, in its order behind number and title; the usual ones when it chooses none.</summary>
    public static IReadOnlyList<Column> Of(IReadOnlyList<string> chosen) =>
        chosen.Count == 0
            ? [.. All.Where(column => column.IsUsual)]
            :
            [
                .. All.Take(2),
                .. chosen.Select(name => All.FirstOrDefault(column => column.Sort == name)).OfType<Column>().Except(All.Take(2)),
            ];

    /// <summary>The order that an address asks for: <c>-priorite</c> → <c>-priority</c>; null for none.</summary>
    public static string? SortOf(string name) =>
        All.FirstOrDefault(column => column.Name == name.TrimStart('-')) is { } column
            ? (name.StartsWith('-') ? "-" : "") + column.Sort
            : null;

    /// <summary>What the list's headings call an order: <c>-priority</c> → <c>-priorite</c>; null for none of theirs.</summary>
    public static string? HeadingOf(string? sort) =>
        sort is null ? null
        : sort.TrimStart('-') == "age" ? (sort.StartsWith('-') ? "ouvert" : "-ouvert")
        : All.FirstOrDefault(column => column.Sort == sort.TrimStart('-')) is { } column ? (sort.StartsWith('-') ? "-" : "") + column.Name
        : null;
}

/// <summary>Names of what tickets know by code.</summary>
sealed record TicketNames(IReadOnlyList<Choice> Members, IReadOnlyList<Choice> Applications)
{
    public string MemberOf(TicketLine ticket) => TicketChoices.LabelOf(Members, ticket.Member);

    public string? ApplicationOf(TicketLine ticket) => ticket.Application is { } code ? TicketChoices.LabelOf(Applications, code) : null;
}
