using MediatR;

namespace Siim94.ITSM.Features.Imports;

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
