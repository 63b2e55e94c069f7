using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Deletes a saved table; editions that print it keep it.</summary>
[Requires(Permission.ReadReports)]
public sealed record DeleteTable(string Id, long Version) : ICommand<Unit>;

sealed class DeleteTableHandler(SavedTableStore store, Db db, Audit audit) : IRequestHandler<DeleteTable, Unit>
{
    public async Task<Unit> Handle(DeleteTable request, CancellationToken ct)
    {
        var row = await store.OwnRow(request.Id, ct);
        if (await db.Execute(DeleteSql, new { row.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("table", row.Id, "delete", row, null, ct);
        return Unit.Value;
    }

    const string DeleteSql = "DELETE FROM ReportTables WHERE Id = @Id AND Version = @Version";
}
