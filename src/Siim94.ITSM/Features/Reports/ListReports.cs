using MediatR;

namespace Siim94.ITSM.Features.Reports;

/// <summary>The tables there are, and the years that have anything in them.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReports : IQuery<ReportList>;

public sealed record ReportList(IReadOnlyList<ReportEntry> Items, IReadOnlyList<int> Years);

public sealed record ReportEntry(string Id, string Title, string Section, string Unit);

sealed class ListReportsHandler(ReportEngine engine) : IRequestHandler<ListReports, ReportList>
{
    public async Task<ReportList> Handle(ListReports request, CancellationToken ct) =>
        new([.. BuiltInTables.All.Select(table => new ReportEntry(table.Id, table.Title.ToString(), table.Section, table.Unit))], await engine.Years(ct));
}
