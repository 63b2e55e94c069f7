using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>One table with its definition, to open in the pivot.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetTable(string Id) : IQuery<TableDetails>;

sealed class GetTableHandler(TableCatalog catalog, SavedTableStore store) : IRequestHandler<GetTable, TableDetails>
{
    public async Task<TableDetails> Handle(GetTable request, CancellationToken ct) =>
        BuiltInTables.Find(request.Id) is { } builtIn ? SavedTableStore.Details(builtIn) : store.Details(await catalog.Row(request.Id, ct));
}
