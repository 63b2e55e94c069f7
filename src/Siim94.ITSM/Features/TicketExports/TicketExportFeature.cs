using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.TicketExports;

/// <summary>Tickets as files: above both, the tickets and what writes files.</summary>
static class TicketExportFeature
{
    public static void MapTicketExports(this RouteGroupBuilder api)
    {
        api.MapGet("/tickets.csv", async (Api api, [AsParameters] TicketFilter filter, string? sort, string? dialect) =>
                await (await TicketFiles.Of(api, ListOf(filter, sort))).Csv(api, dialect)
            )
            .Sends<ListTickets>()
            .WithTags("Tickets")
            .WithSummary("All tickets that a filter lets through, as CSV")
            .WithDescription(ReportCsv.Dialects);
        api.MapGet("/tickets.xlsx", async (Api api, [AsParameters] TicketFilter filter, string? sort, CancellationToken ct) =>
                await (await TicketFiles.Of(api, ListOf(filter, sort))).Xlsx(api, ct)
            )
            .Sends<ListTickets>()
            .WithTags("Tickets")
            .WithSummary("All tickets that a filter lets through, as a workbook");
    }

    static ListTickets ListOf(TicketFilter filter, string? sort) => new(filter) { Sort = sort, Limit = Page<TicketLine>.MaximumLimit };
}
