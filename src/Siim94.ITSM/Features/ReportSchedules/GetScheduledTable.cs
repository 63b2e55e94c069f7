using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>A table, built-in or saved, over some months, with the figures of the sender's own rights.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetScheduledTable(string Id, Month From, Month To) : IQuery<Report>;

sealed class GetScheduledTableHandler(TableCatalog tables, ReportPrinter printer) : IRequestHandler<GetScheduledTable, Report>
{
    public async Task<Report> Handle(GetScheduledTable request, CancellationToken ct) =>
        await printer.Print(await tables.Get(request.Id, ct), request.From, request.To, ct);
}
