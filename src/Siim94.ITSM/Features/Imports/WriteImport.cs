using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Writes the lines of an import: the one transaction. Harmless when it was done already.</summary>
[Requires(Permission.ImportFiles)]
sealed record WriteImport(long Id) : ICommand<Unit>;

sealed class WriteImportHandler(Db db, ImportReader reader, ImportStates states, ImportTargets targets, Audit audit, TimeProvider clock)
    : IRequestHandler<WriteImport, Unit>
{
    public async Task<Unit> Handle(WriteImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State != ImportState.Importing || !await states.TryMove(import, ImportState.Imported, null, ct))
            return Unit.Value;
        if (import.CheckedRevision != await ReferentialCache.Revision(db, ct))
            throw ImportErrors.ReferentialsChanged();
        await db.Execute(SetCommittedSql, new { import.Id, CommittedAt = clock.GetUtcNow().UtcDateTime }, ct);
        await targets.Of(import.Kind).Write(import, ct);
        await audit.Record(
            "import",
            import.Id,
            "import",
            null,
            new
            {
                import.Kind,
                import.FileName,
                import.FileDigest,
                import.RowsAccepted,
                import.RowsRefused,
            },
            ct
        );
        return Unit.Value;
    }

    const string SetCommittedSql = "UPDATE Imports SET CommittedAt = @CommittedAt, PercentDone = 100 WHERE Id = @Id";
}
