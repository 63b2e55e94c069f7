namespace Siim94.ITSM.Features.Imports;

/// <summary>A file whose rows become requests, one by one: each has its own entry in the history.</summary>
/// <typeparam name="TRow">A staged row: its request, and what became of it, which is needed to take it out again.</typeparam>
abstract class RequestImport<TRow>(Db db, Audit audit) : ImportTarget(db)
{
    // Some hundred a second.
    public override int MostRows => 20_000;

    public override bool NeedsStagedRows(string state) => state is ImportState.Imported;

    public override Task Write(ImportRow import, CancellationToken ct) => ForEachRow(import, row => WriteRow(import.Id, row, ct), ct);

    /// <summary>Sends the request of a row, and keeps what became of it.</summary>
    protected abstract Task WriteRow(long importId, TRow row, CancellationToken ct);

    public override async Task Remove(ImportRow import, CancellationToken ct)
    {
        await RefuseRemoval(import, ct);
        await ForEachRow(import, row => RemoveRow(row, ct), ct);
    }

    /// <summary>Takes out what became of a row, or puts back what was there before.</summary>
    protected abstract Task RemoveRow(TRow row, CancellationToken ct);

    Task ForEachRow(ImportRow import, Func<TRow, Task> work, CancellationToken ct) =>
        audit.Together(
            async () =>
            {
                foreach (var row in await Staged(import, ct))
                    await work(row);
            },
            ct
        );

    protected Task<IReadOnlyList<TRow>> Staged(ImportRow import, CancellationToken ct) =>
        Db.Query<TRow>(StagedSql, new { ImportId = import.Id }, ct);

    /// <summary>Reads the staged rows of an import, in their order.</summary>
    protected abstract string StagedSql { get; }
}
