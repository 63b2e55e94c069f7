using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Keeps the next part of a file.</summary>
[Requires(Permission.ImportFiles)]
sealed record AddImportChunk(long Id, int Number, byte[] Content) : ICommand<Unit>;

sealed class AddImportChunkHandler(Db db, TimeProvider clock) : IRequestHandler<AddImportChunk, Unit>
{
    public async Task<Unit> Handle(AddImportChunk request, CancellationToken ct)
    {
        if (await db.Execute(TouchImportSql, new { request.Id, ActiveAt = clock.GetUtcNow().UtcDateTime }, ct) == 0)
            throw RequestErrors.NotFound();
        // Of an upload that broke off and is sent again.
        await db.Execute(DeleteChunkSql, new { ImportId = request.Id, request.Number }, ct);
        await db.Execute(
            InsertChunkSql,
            new
            {
                ImportId = request.Id,
                request.Number,
                request.Content,
            },
            ct
        );
        return Unit.Value;
    }

    const string TouchImportSql = "UPDATE Imports SET ActiveAt = @ActiveAt WHERE Id = @Id AND State = 'uploading'";
    const string DeleteChunkSql = "DELETE FROM ImportChunks WHERE ImportId = @ImportId AND Number = @Number";
    const string InsertChunkSql = "INSERT INTO ImportChunks (ImportId, Number, Content) VALUES (@ImportId, @Number, @Content)";
}
