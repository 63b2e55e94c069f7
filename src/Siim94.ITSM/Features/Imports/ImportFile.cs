using System.Runtime.CompilerServices;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// The file of an import. It is kept in the database, in chunks, so that a job on any machine finds it, and read from a copy that
/// disappears when closed.
/// </summary>
sealed class ImportFile(Db db)
{
    /// <summary>Bytes of a chunk: a row that both engines write in some milliseconds.</summary>
    public const int ChunkBytes = 1024 * 1024;

    /// <param name="importId">The import.</param>
    /// <param name="mostChunks">Chunks wanted, from the beginning.</param>
    /// <param name="ct">Stops the copy.</param>
    public async Task<FileStream> Open(long importId, int mostChunks, CancellationToken ct)
    {
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.import"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            for (var number = 0; number < mostChunks && await Chunk(importId, number, ct) is { } content; number++)
                await copy.WriteAsync(content, ct);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public Task<byte[]?> Chunk(long importId, int number, CancellationToken ct) =>
        db.FirstOrDefault<byte[]>(ChunkSql, new { ImportId = importId, Number = number }, ct);

    const string ChunkSql = "SELECT c.Content FROM ImportChunks c WHERE c.ImportId = @ImportId AND c.Number = @Number";

    /// <summary>The rows of the table in the file, its headings first; blank ones are left out.</summary>
    /// <exception cref="Refusal">It is broken, and where.</exception>
    public static async IAsyncEnumerable<FileRow> Rows(
        FileStream file,
        ImportMapping mapping,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var rows =
            Begins(file, FileGuess.IsWorkbook) ? SheetRows(file, mapping.Sheet, ct)
            : Begins(file, FileGuess.IsCalendar) ? CalendarRows.Read(file).ToAsyncEnumerable()
            : CsvRows.Read(file, mapping.Encoding ?? TextEncodings.Utf8, mapping.Separator ?? ";", ct);
        await foreach (var row in rows)
            if (row.Number >= (mapping.FirstRow ?? 1) && !row.IsBlank)
                yield return row;
    }

    /// <summary>Sheets of a workbook, and the one that it shows first; none of a text.</summary>
    public static (IReadOnlyList<string> All, string? First) Sheets(FileStream file)
    {
        if (!Begins(file, FileGuess.IsWorkbook))
            return ([], null);
        using var workbook = XlsxFile.Open(file);
        return (workbook.Sheets, workbook.FirstSheet);
    }

    const int MarkBytes = 32;

    static bool Begins(FileStream file, Func<ReadOnlySpan<byte>, bool> isSo)
    {
        var head = new byte[MarkBytes];
        file.Position = 0;
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return isSo(head.AsSpan(0, read));
    }

    static async IAsyncEnumerable<FileRow> SheetRows(FileStream file, string? sheet, [EnumeratorCancellation] CancellationToken ct)
    {
        using var workbook = XlsxFile.Open(file);
        foreach (var row in workbook.Rows(sheet))
        {
            ct.ThrowIfCancellationRequested();
            yield return row;
        }
        await Task.CompletedTask;
    }
}
