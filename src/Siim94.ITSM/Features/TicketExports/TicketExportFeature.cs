using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.TicketExports;

/// <summary>Tickets as files: above both, the tickets and what writes files.</summary>
static class TicketExportFeature
{
    public static void MapTicketExports(this RouteGroupBuilder api)
    {
        foreach (var format in ListFormat.All)
            api.MapGet(
                    $"/tickets.{format.Extension}",
                    async (Api api, [AsParameters] TicketFilter filter, string? sort, string? dialect, CancellationToken ct) =>
                        await (await TicketFiles.Of(api, ListOf(filter, sort))).As(format, api, dialect, ct)
                )
                .Sends<ListTickets>()
                .WithTags("Tickets")
                .WithSummary($"All tickets that a filter lets through, {format.Name}")
                .WithDescription(format.Description);
    }

    static ListTickets ListOf(TicketFilter filter, string? sort) => new(filter) { Sort = sort, Limit = Page<TicketLine>.MaximumLimit };
}
