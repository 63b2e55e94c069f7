using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Begins an upload; the file follows chunk by chunk, each in a transaction of its own, so that others write meanwhile.</summary>
[Requires(Permission.ImportFiles)]
public sealed record StartImport : ICommand<long>
{
    public string? Kind { get; set; }
    public string? FileName { get; set; }
}

sealed class StartImportValidator : AbstractValidator<StartImport>
{
    public StartImportValidator()
    {
        RuleFor(s => s.Kind).Must(kind => kind is not null && ImportKind.All.Contains(kind)).WithMessage(_ => Words.KindUnknown);
        RuleFor(s => s.FileName).NotEmpty().WithMessage(_ => Words.FileNameMissing).Line(260);
    }
}

sealed class StartImportHandler(Db db, CurrentUser user, TimeProvider clock) : IRequestHandler<StartImport, long>
{
    public Task<long> Handle(StartImport request, CancellationToken ct)
    {
        if (!user.Can(ImportKind.RightTo(request.Kind!)))
            throw RequestErrors.NotAllowed();
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Insert(
            InsertImportSql,
            new
            {
                request.Kind,
                request.FileName,
                State = ImportState.Uploading,
                Now = now,
                CreatedByUserId = user.AuthorId,
            },
            ct
        );
    }

    const string InsertImportSql = """
        INSERT INTO Imports (Kind, FileName, FileBytes, FileDigest, IsUtf8, State, Run, RowsRead, RowsAccepted, RowsRefused, PercentDone,
            ActiveAt, CreatedAt, CreatedByUserId)
        VALUES (@Kind, @FileName, 0, '', 0, @State, 0, 0, 0, 0, 0, @Now, @Now, @CreatedByUserId)
        """;
}

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

/// <summary>Takes a file in as it arrives: no more than a chunk of it is in memory.</summary>
static class ImportUpload
{
    public const long MostBytes = 512L * 1024 * 1024;

    /// <param name="dispatcher">Sends the requests.</param>
    /// <param name="sender">Who imports.</param>
    /// <param name="start">What is imported.</param>
    /// <param name="file">The file.</param>
    /// <param name="idempotencyKey">An upload sent again with its key is the same import; with another file it is refused.</param>
    /// <param name="ct">Breaks the upload off.</param>
    /// <exception cref="Refusal">Not allowed, too large, empty, or another file than before.</exception>
    public static async Task<ImportDetails> Run(
        Dispatcher dispatcher,
        UserIdentity sender,
        StartImport start,
        Stream file,
        string? idempotencyKey,
        CancellationToken ct
    )
    {
        var id = await dispatcher.Send(start, sender, idempotencyKey, ct);
        var before = await dispatcher.Send(new GetImport(id), sender, ct: ct);
        var isNew = before.State == ImportState.Uploading;

        try
        {
            return await Receive(dispatcher, sender, before, isNew, file, ct);
        }
        catch when (isNew)
        {
            await dispatcher.Send(new CancelImport(id), sender, ct: CancellationToken.None);
            throw;
        }
    }

    static async Task<ImportDetails> Receive(
        Dispatcher dispatcher,
        UserIdentity sender,
        ImportDetails before,
        bool isNew,
        Stream file,
        CancellationToken ct
    )
    {
        var id = before.Id;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var utf8 = new Utf8Check();
        var (bytes, chunks, buffer) = (0L, 0, new byte[ImportFile.ChunkBytes]);
        while (await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is > 0 and var length)
        {
            if ((bytes += length) > MostBytes)
                throw ImportErrors.TooLarge();
            digest.AppendData(buffer, 0, length);
            utf8.Add(buffer.AsSpan(0, length));
            if (isNew)
                await dispatcher.Send(new AddImportChunk(id, chunks, buffer[..length]), sender, ct: ct);
            chunks++;
        }
        if (bytes == 0)
            throw ImportErrors.EmptyFile();
        var fileDigest = Convert.ToHexStringLower(digest.GetHashAndReset());
        if (isNew)
            return await dispatcher.Send(new FinishUpload(id, chunks, bytes, fileDigest, utf8.IsValid), sender, ct: ct);
        return before.FileDigest == fileDigest ? before : throw ImportErrors.AnotherFile();
    }

    /// <summary>Whether bytes that come in parts are UTF-8.</summary>
    sealed class Utf8Check
    {
        readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        readonly char[] characters = new char[ImportFile.ChunkBytes + 1];

        public bool IsValid { get; private set; } = true;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (!IsValid)
                return;
            try
            {
                decoder.GetChars(bytes, characters, flush: false);
            }
            catch (DecoderFallbackException)
            {
                IsValid = false;
            }
        }
    }
}
