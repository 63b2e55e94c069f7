using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.TicketExports;

/// <summary>Tickets to take away: all that a filter lets through, as their list shows them, page after page.</summary>
static class TicketFiles
{
    public static async Task<ListFile<TicketLine>> Of(Api api, ListTickets list)
    {
        var names = await NamesFor(api);
        return new("tickets", Tickets.Words.Tickets, areCodes => Columns(names, areCodes), after => api.Send(list with { After = after }))
        {
            Frozen = 2,
            Filters = TextOf(list),
        };
    }

    static IReadOnlyList<ListColumn<TicketLine>> Columns(NamesOfCodes names, bool areCodes)
    {
        return
        [
            new(Tickets.Words.Number, "number", ticket => SheetCell.Of(ticket.Number, 0)),
            new(CommonWords.Title, "title", ticket => SheetCell.Of(ticket.Title)),
            new(Tickets.Words.Status, "status", ticket => SheetCell.Of(Named(ticket.Status, TicketStatus.NameOf(ticket.Status)))),
            new(Tickets.Words.Priority, "priority", ticket => SheetCell.Of(Named(ticket.Priority, TicketPriority.NameOf(ticket.Priority)))),
            new(Tickets.Words.Type, "type", ticket => SheetCell.Of(Named(ticket.Type, TicketType.NameOf(ticket.Type)))),
            new(CommonWords.Channel, "channel", ticket => SheetCell.Of(Named(ticket.Channel, TicketChannel.NameOf(ticket.Channel)))),
            new(CommonWords.Member, "member", ticket => SheetCell.Of(Named(ticket.Member, names.Member(ticket.Member)))),
            new(CommonWords.Requester, "requester", ticket => SheetCell.Of(ticket.Requester)),
            new(CommonWords.Application, "application", ticket =>
                SheetCell.Of(ticket.Application is { } code ? Named(code, names.Application(code)) : null)
            ),
            new(CommonWords.Domain, "domain", ticket => SheetCell.Of(ticket.Domain is { } code ? Named(code, names.Domain(code)) : null)),
            new(Tickets.Words.AssignedTo, "assignee", ticket =>
                SheetCell.Of(ticket.AssignedAgent is { } code ? Named(code, ticket.AssignedAgentName!) : null)
            ),
            new(Tickets.Words.Group, "group", ticket => SheetCell.Of(ticket.Group is { } code ? Named(code, ticket.GroupName!) : null)),
            new(Tickets.Words.Category, "category", ticket =>
                SheetCell.Of(ticket.Category is { } code ? Named(code, ticket.CategoryName!) : null)
            ),
            new(CommonWords.Site, "site", ticket => SheetCell.Of(ticket.Site is { } code ? Named(code, ticket.SiteName!) : null)),
            new(Tickets.Words.OpenedOn, "openedAt", ticket => At(ticket.OpenedAt)),
            new(Words.TakenInChargeAt, "takenInChargeAt", ticket => At(ticket.TakenInChargeAt)),
            new(Tickets.Words.PlannedOn, "plannedOn", ticket => ticket.PlannedOn is { } day ? SheetCell.Of(day) : default),
            new(Words.ResolvedAt, "resolvedAt", ticket => At(ticket.ResolvedAt)),
            new(Words.ClosedAt, "closedAt", ticket => At(ticket.ClosedAt)),
            new(Tickets.Words.UpdatedOn, "updatedAt", ticket => At(ticket.UpdatedAt)),
            new(Words.LoggedMinutes, "loggedMinutes", ticket => SheetCell.Of(ticket.LoggedMinutes, 0)),
        ];

        string Named(string code, string name) => areCodes ? code : name;
    }

    static SheetCell At(DateTime? utc) => utc is { } instant ? SheetCell.OfInstant(Paris.ToLocal(instant)) : default;

    sealed record NamesOfCodes(Func<string, string> Member, Func<string, string> Application, Func<string, string> Domain);

    static async Task<NamesOfCodes> NamesFor(Api api)
    {
        return new(await Of("member"), await Of("application"), await Of("domain"));

        async Task<Func<string, string>> Of(string referential)
        {
            var rows = await api.Send(new ListReferential { Referential = referential, IncludeClosed = true });
            var names = rows.Items.ToDictionary(row => row.Code, row => row.Name);
            return code => names.GetValueOrDefault(code, code);
        }
    }

    /// <summary>The filter as its address says it.</summary>
    static string TextOf(TicketFilter filter) =>
        string.Join(
            " ; ",
            typeof(TicketFilter)
                .GetProperties()
                .Where(field => field.GetValue(filter) is not null)
                .Select(field => $"{field.Name} = {field.GetValue(filter)}")
        );
}
