using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>All tables: those of the product, the reader's own, and those shared.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListTables : IQuery<Page<TableDetails>>;

sealed class ListTablesHandler(TableCatalog catalog, SavedTableStore store) : IRequestHandler<ListTables, Page<TableDetails>>
{
    public async Task<Page<TableDetails>> Handle(ListTables request, CancellationToken ct) =>
        new([.. catalog.BuiltIn.Select(SavedTableStore.Details), .. (await catalog.Saved(ct)).Select(store.Details)], null);
}
