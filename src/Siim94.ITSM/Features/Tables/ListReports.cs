using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>The tables there are, and the years that have anything in them.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReports : IQuery<ReportList>;

public sealed record ReportList(IReadOnlyList<ReportEntry> Items, IReadOnlyList<int> Years);

/// <param name="IsByYear">Its columns are years; others show one year at a time.</param>
public sealed record ReportEntry(string Id, string Title, string Section, string Unit, bool IsByYear);

sealed class ListReportsHandler(TableCatalog tables, ReportEngine engine) : IRequestHandler<ListReports, ReportList>
{
    public async Task<ReportList> Handle(ListReports request, CancellationToken ct) =>
        new(
            [
                .. (await tables.OfReport(ct)).Select(table => new ReportEntry(
                    table.Id,
                    table.Title.ToString(),
                    table.Section,
                    table.Unit,
                    table.ColumnAxis is Axis.Year
                )),
            ],
            await engine.Years(ct)
        );
}
