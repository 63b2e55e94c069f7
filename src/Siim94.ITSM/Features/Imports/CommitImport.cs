using System.Text.Json.Serialization;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Has the lines that the check has accepted written, all in one transaction, by a job. Refused while lines are wrong, unless they are to
/// be left out.
/// </summary>
[Requires(Permission.ImportFiles)]
public sealed record CommitImport : ICommand<ImportDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    /// <summary>Lines that the check has refused are left out.</summary>
    public bool SkipRefused { get; set; }

    /// <summary>The same file was imported before, and is to be once more.</summary>
    public bool ConfirmSameFile { get; set; }
}

sealed class CommitImportHandler(
    Db db,
    CurrentUser user,
    ImportReader reader,
    ImportStates states,
    ImportNudge nudge,
    AfterCommit afterCommit
) : IRequestHandler<CommitImport, ImportDetails>
{
    public async Task<ImportDetails> Handle(CommitImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State != ImportState.Checked)
            throw ImportErrors.NotInState(import.State);
        if (import.RowsAccepted == 0)
            throw ImportErrors.NothingToImport();
        if (import.RowsRefused > 0 && !request.SkipRefused)
            throw ImportErrors.LinesRefused(import.RowsRefused);
        if (!request.ConfirmSameFile && (await reader.Get(import.Id, ct)).SameAs is { } same)
            throw ImportErrors.SameFile(same);
        if (import.CheckedRevision != await ReferentialCache.Revision(db, ct))
            throw ImportErrors.ReferentialsChanged();

        await states.Move(import, ImportState.Importing, ct);
        await db.Execute(SetCommitterSql, new { import.Id, CommittedByUserId = user.AuthorId }, ct);
        afterCommit.Once($"import-{import.Id}", () => nudge.Nudge(import.Id));
        return await reader.Get(import.Id, ct);
    }

    const string SetCommitterSql = "UPDATE Imports SET CommittedByUserId = @CommittedByUserId WHERE Id = @Id";
}
