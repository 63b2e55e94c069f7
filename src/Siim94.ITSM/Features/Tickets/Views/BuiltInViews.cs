namespace Siim94.ITSM.Features.Tickets;

/// <summary>The views that the product brings.</summary>
static class BuiltInViews
{
    /// <param name="Code">Its name in addresses.</param>
    /// <param name="IsForStaff">It says nothing to those who do not work on tickets.</param>
    /// <param name="IsPinned">In the menu of those who work on tickets, until they take it out.</param>
    public sealed record BuiltInView(string Code, Func<string> Name, ViewContent Content, bool IsForStaff, bool IsPinned);

    const string MostUrgent = "-priority,openedAt";

    public static readonly IReadOnlyList<BuiltInView> All =
    [
        Of("mine", () => Words.ViewMine, new() { Status = TicketFilter.Open, Assignee = TicketFilter.Me }, MostUrgent, isPinned: true),
        Of("my-groups", () => Words.ViewMyGroups, new() { Status = TicketFilter.Open, Group = TicketFilter.Mine }, MostUrgent),
        Of(
            "unassigned",
            () => Words.ViewUnassigned,
            new() { Status = TicketFilter.Open, Assignee = TicketFilter.None },
            MostUrgent,
            isPinned: true
        ),
        Of("waiting-for-us", () => Words.ViewWaitingForUs, new() { Status = "new,assigned" }, MostUrgent, isPinned: true),
        Of("waiting-for-requester", () => Words.ViewWaitingForRequester, new() { Status = TicketStatus.Pending }, "openedAt"),
        Of("planned", () => Words.ViewPlanned, new() { Status = TicketStatus.Planned }, "plannedOn", isForStaff: false),
        Of("new-since-yesterday", () => Words.ViewNew, new() { OpenedFrom = "yesterday" }, "-openedAt", isForStaff: false),
        Of("by-member", () => Words.ViewByMember, new() { Status = TicketFilter.Open }, "-priority,openedAt", groupBy: "member"),
    ];

    static BuiltInView Of(
        string code,
        Func<string> name,
        TicketFilter filter,
        string sort,
        bool isForStaff = true,
        bool isPinned = false,
        string? groupBy = null
    ) => new(code, name, new(filter, sort, [], groupBy), isForStaff, isPinned);
}
