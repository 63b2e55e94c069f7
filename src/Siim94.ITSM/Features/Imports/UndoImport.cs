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
