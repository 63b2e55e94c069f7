using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Deletes some of what an import no longer needs; answers whether there is more.</summary>
/// <param name="Id">The import.</param>
/// <param name="IsForCheck">Staged rows and problems of an earlier check; else the file and staged rows of an import that is over.</param>
[Requires(Permission.ManageJobs)]
sealed record ClearImport(long Id, bool IsForCheck) : ICommand<bool>;

sealed class ClearImportHandler(Db db, ImportReader reader, ImportTargets targets) : IRequestHandler<ClearImport, bool>
{
    const int RowsAtATime = 4_000,
        ChunksAtATime = 16;

    public async Task<bool> Handle(ClearImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        var isOver = import.State is ImportState.Imported or ImportState.Undone or ImportState.Cancelled;
        if (request.IsForCheck ? import.State != ImportState.Checking : !isOver)
            return false;

        var target = targets.Of(import.Kind);
        var hadRows =
            !target.NeedsStagedRows(import.State) && await DeleteRows(import.Id, target.StagedRangeSql, target.DeleteStagedSql, ct);
        if (request.IsForCheck)
            return await DeleteRows(import.Id, ProblemsRangeSql, DeleteProblemsSql, ct) || hadRows;
        var chunk = await db.FirstOrDefault<int?>(FirstChunkSql, new { ImportId = import.Id }, ct);
        if (chunk is not null)
            await db.Execute(DeleteChunksSql, new { ImportId = import.Id, Before = chunk + ChunksAtATime }, ct);
        return hadRows || chunk is not null;
    }

    async Task<bool> DeleteRows(long importId, string rangeSql, string deleteSql, CancellationToken ct)
    {
        if ((await db.FirstOrDefault<ImportTarget.RowRange>(rangeSql, new { ImportId = importId }, ct))?.FirstRow is not { } first)
            return false;
        await db.Execute(
            deleteSql,
            new
            {
                ImportId = importId,
                FromRow = first,
                ToRow = first + RowsAtATime - 1,
            },
            ct
        );
        return true;
    }

    const string ProblemsRangeSql =
        "SELECT MIN(p.RowNumber) AS FirstRow, MAX(p.RowNumber) AS LastRow FROM ImportProblems p WHERE p.ImportId = @ImportId";
    const string DeleteProblemsSql = "DELETE FROM ImportProblems WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";
    const string FirstChunkSql = "SELECT MIN(c.Number) FROM ImportChunks c WHERE c.ImportId = @ImportId";
    const string DeleteChunksSql = "DELETE FROM ImportChunks WHERE ImportId = @ImportId AND Number < @Before";
}
