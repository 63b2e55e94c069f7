using MediatR;

namespace Siim94.ITSM.Features.Imports;

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
