using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Addresses of the list of tickets, of what stands beside it, and of its files.</summary>
static class TicketListAddress
{
    /// <summary>The list; what its view says itself is not said again.</summary>
    /// <param name="view">The view; null for all that is open.</param>
    /// <param name="filter">Which tickets.</param>
    /// <param name="groupBy">The column whose values are headings; null for one list.</param>
    /// <param name="heading">The order that a heading asked for (<c>-priorite</c>); null for that of the view.</param>
    public static string Of(ViewDetails? view, TicketFilter filter, string? groupBy, string? heading)
    {
        var usual = UsualFilter(view);
        return QueryHelpers.AddQueryString(
            "/tickets",
            new Dictionary<string, string?>
            {
                ["vue"] = view?.Id,
                ["statut"] = Unless(filter.Status, usual.Status),
                ["adherent"] = Unless(filter.Member, usual.Member),
                ["q"] = Unless(filter.Q, usual.Q),
                ["attribue"] = Unless(filter.Assignee, usual.Assignee),
                ["equipe"] = Unless(filter.Group, usual.Group),
                ["categorie"] = Unless(filter.Category, usual.Category),
                ["application"] = Unless(filter.Application, usual.Application),
                ["domaine"] = Unless(filter.Domain, usual.Domain),
                ["site"] = Unless(filter.Site, usual.Site),
                ["demandeur"] = Unless(filter.Requester, usual.Requester),
                ["priorite"] = Unless(filter.Priority, usual.Priority),
                ["type"] = Unless(filter.Type, usual.Type),
                ["canal"] = Unless(filter.Channel, usual.Channel),
                ["depuis"] = Unless(filter.OpenedFrom, usual.OpenedFrom),
                ["jusqua"] = Unless(filter.OpenedTo, usual.OpenedTo),
                ["modifie"] = Unless(filter.UpdatedSince, usual.UpdatedSince),
                ["minutes-min"] = Unless($"{filter.MinutesFrom}", $"{usual.MinutesFrom}"),
                ["minutes-max"] = Unless($"{filter.MinutesTo}", $"{usual.MinutesTo}"),
                ["groupe"] = Unless(groupBy, view?.GroupBy),
                ["tri"] = heading,
            }
        );
    }

    /// <summary>Which tickets are shown where the address says nothing.</summary>
    public static TicketFilter UsualFilter(ViewDetails? view) => view?.Filter ?? new() { Status = TicketFilter.Open };

    static string? Unless(string? value, string? usual) => (value ?? "") == (usual ?? "") ? null : value ?? "";

    /// <summary>A number of minutes as an address says it; a blank says none, and so does what is no number.</summary>
    public static long? Minutes(string? said, long? usual) =>
        said is null ? usual
        : long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes
        : null;

    /// <summary>The list with a ticket beside it.</summary>
    public static string Preview(string list, long number) => QueryHelpers.AddQueryString(list, "apercu", $"{number}");

    /// <summary>The list with a panel beside it.</summary>
    public static string Panel(string list, string panel) => QueryHelpers.AddQueryString(list, "panneau", panel);

    /// <summary>The whole list as a file.</summary>
    /// <param name="extension">Kind of file, <c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="filter">Which tickets.</param>
    /// <param name="order">In which order; null for the usual one.</param>
    public static string File(string extension, TicketFilter filter, string? order) =>
        QueryHelpers.AddQueryString(
            $"/api/v1/tickets.{extension}",
            new Dictionary<string, string?>
            {
                ["status"] = Given(filter.Status),
                ["member"] = Given(filter.Member),
                ["q"] = Given(filter.Q),
                ["assignee"] = Given(filter.Assignee),
                ["group"] = Given(filter.Group),
                ["category"] = Given(filter.Category),
                ["requester"] = Given(filter.Requester),
                ["site"] = Given(filter.Site),
                ["application"] = Given(filter.Application),
                ["domain"] = Given(filter.Domain),
                ["priority"] = Given(filter.Priority),
                ["type"] = Given(filter.Type),
                ["channel"] = Given(filter.Channel),
                ["openedFrom"] = Given(filter.OpenedFrom),
                ["openedTo"] = Given(filter.OpenedTo),
                ["updatedSince"] = Given(filter.UpdatedSince),
                ["minutesFrom"] = Given($"{filter.MinutesFrom}"),
                ["minutesTo"] = Given($"{filter.MinutesTo}"),
                ["sort"] = Given(order),
            }
        );

    static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
