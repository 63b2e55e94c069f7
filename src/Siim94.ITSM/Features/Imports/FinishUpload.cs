using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>The file is there, whole.</summary>
[Requires(Permission.ImportFiles)]
sealed record FinishUpload(long Id, int ChunkCount, long FileBytes, string FileDigest, bool IsUtf8) : ICommand<ImportDetails>;

sealed class FinishUploadHandler(Db db, ImportReader reader, Audit audit) : IRequestHandler<FinishUpload, ImportDetails>
{
    public async Task<ImportDetails> Handle(FinishUpload request, CancellationToken ct)
    {
        await db.Execute(DeleteLaterChunksSql, new { ImportId = request.Id, request.ChunkCount }, ct);
        if (
            await db.Execute(
                FinishUploadSql,
                new
                {
                    request.Id,
                    request.FileBytes,
                    request.FileDigest,
                    request.IsUtf8,
                    State = ImportState.Uploaded,
                },
                ct
            ) == 0
        )
            throw RequestErrors.NotFound();
        var details = await reader.Get(request.Id, ct);
        await audit.Record(
            "import",
            request.Id,
            "add",
            null,
            new
            {
                details.Kind,
                details.FileName,
                request.FileBytes,
                request.FileDigest,
            },
            ct
        );
        return details;
    }

    const string DeleteLaterChunksSql = "DELETE FROM ImportChunks WHERE ImportId = @ImportId AND Number >= @ChunkCount";
    const string FinishUploadSql = """
        UPDATE Imports
        SET FileBytes = @FileBytes, FileDigest = @FileDigest, IsUtf8 = @IsUtf8, State = @State
        WHERE Id = @Id AND State = 'uploading'
        """;
}
