using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Has all that an import has written taken out again, in one transaction, by a job. Refused when some of it was changed since, or is in a
/// closed period.
/// </summary>
[Requires(Permission.ImportFiles)]
public sealed record UndoImport(long Id) : ICommand<ImportDetails>;

sealed class UndoImportHandler(
    Db db,
    CurrentUser user,
    ImportReader reader,
    ImportStates states,
    ImportTargets targets,
    ImportNudge nudge,
    AfterCommit afterCommit
) : IRequestHandler<UndoImport, ImportDetails>
{
    public async Task<ImportDetails> Handle(UndoImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State != ImportState.Imported)
            throw ImportErrors.NotInState(import.State);
        await targets.Of(import.Kind).RefuseRemoval(import, ct);
        await states.Move(import, ImportState.Undoing, ct);
        await db.Execute(SetUndoerSql, new { import.Id, UndoneByUserId = user.AuthorId }, ct);
        afterCommit.Once($"import-{import.Id}", () => nudge.Nudge(import.Id));
        return await reader.Get(import.Id, ct);
    }

    const string SetUndoerSql = "UPDATE Imports SET UndoneByUserId = @UndoneByUserId WHERE Id = @Id";
}

/// <summary>Takes the lines of an import out: one transaction. Harmless when it was done already.</summary>
[Requires(Permission.ImportFiles)]
sealed record RemoveImported(long Id) : ICommand<Unit>;

sealed class RemoveImportedHandler(Db db, ImportReader reader, ImportStates states, ImportTargets targets, Audit audit, TimeProvider clock)
    : IRequestHandler<RemoveImported, Unit>
{
    public async Task<Unit> Handle(RemoveImported request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State != ImportState.Undoing || !await states.TryMove(import, ImportState.Undone, null, ct))
            return Unit.Value;
        await db.Execute(SetUndoneSql, new { import.Id, UndoneAt = clock.GetUtcNow().UtcDateTime }, ct);
        await targets.Of(import.Kind).Remove(import, ct);
        await audit.Record(
            "import",
            import.Id,
            "undo",
            new
            {
                import.Kind,
                import.FileName,
                import.RowsAccepted,
            },
            null,
            ct
        );
        return Unit.Value;
    }

    const string SetUndoneSql = "UPDATE Imports SET UndoneAt = @UndoneAt, PercentDone = 100 WHERE Id = @Id";
}

/// <summary>Gives an import up before it is written; its file is forgotten.</summary>
[Requires(Permission.ImportFiles)]
public sealed record CancelImport(long Id) : ICommand<Unit>;

sealed class CancelImportHandler(ImportReader reader, ImportStates states, ImportNudge nudge, AfterCommit afterCommit, Audit audit)
    : IRequestHandler<CancelImport, Unit>
{
    public async Task<Unit> Handle(CancelImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State is not (ImportState.Uploading or ImportState.Uploaded or ImportState.Checking or ImportState.Checked))
            throw ImportErrors.NotInState(import.State);
        await states.Move(import, ImportState.Cancelled, ct);
        await audit.Record("import", import.Id, "cancel", new { import.Kind, import.FileName }, null, ct);
        afterCommit.Once($"import-{import.Id}", () => nudge.Nudge(import.Id));
        return Unit.Value;
    }
}
