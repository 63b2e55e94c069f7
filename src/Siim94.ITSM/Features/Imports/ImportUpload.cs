using System.Security.Cryptography;
using System.Text;

namespace Siim94.ITSM.Features.Imports;

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
