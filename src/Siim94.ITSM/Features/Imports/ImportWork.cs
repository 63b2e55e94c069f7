namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// What a job does for an import, whatever its state asks for: check, write or undo. Begun twice, or again after a crash, it does no harm.
/// </summary>
static class ImportWork
{
    /// <summary>Rows checked and kept at a time: below lock escalation, and the writer is held for some tens of milliseconds.</summary>
    const int RowsAtATime = 1_000;

    public static async Task Run(Dispatcher dispatcher, long id, CancellationToken ct)
    {
        var import = await dispatcher.Send(new GetImportRow(id), UserIdentity.System, ct: ct);
        try
        {
            // As whoever asked for it, with the rights that they have now.
            switch (import.State)
            {
                case ImportState.Checking:
                    await Check(dispatcher, import, As(import.CreatedByUserId), ct);
                    return;
                case ImportState.Importing:
                    await dispatcher.Send(new WriteImport(id), As(import.CommittedByUserId), ct: ct);
                    break;
                case ImportState.Undoing:
                    await dispatcher.Send(new RemoveImported(id), As(import.UndoneByUserId), ct: ct);
                    break;
            }
        }
        catch (Refusal refusal) when (refusal.RetryAfter is null)
        {
            await dispatcher.Send(new StopImport(import, refusal.Message), UserIdentity.System, ct: ct);
        }
        // Where the database cannot serve now, the state stays as it is: the next minute tries again.
        catch (Exception error) when (error is not (OperationCanceledException or Refusal))
        {
            // It would fail again and again: people see that it has, the dashboard of jobs why.
            await dispatcher.Send(new StopImport(import, Words.UnexpectedFailure), UserIdentity.System, ct: CancellationToken.None);
            throw;
        }
        await Clear(dispatcher, id, ct);
    }

    static UserIdentity As(long? userId) => userId is { } id ? new(id) : UserIdentity.System;

    static async Task Check(Dispatcher dispatcher, ImportRow import, UserIdentity importer, CancellationToken ct)
    {
        // What an earlier check has kept.
        while (await dispatcher.Send(new ClearImport(import.Id, IsForCheck: true), UserIdentity.System, ct: ct)) { }
        var start = await dispatcher.Send(new BeginCheck(import), importer, ct: ct);
        await using var file = start.File;
        var rows = new List<FileRow>(RowsAtATime);
        var (headings, read, isFirst) = ((IReadOnlyList<string>)[], 0, true);
        await foreach (var row in ImportFile.Rows(file, import.Mapping, ct))
        {
            if (isFirst && import.Mapping.HasHeadings)
                headings = [.. row.Cells.Select(cell => cell.Text)];
            else
                rows.Add(row);
            isFirst = false;
            if (rows.Count == RowsAtATime && !await Keep())
                return;
        }
        if (await Keep())
            await dispatcher.Send(new FinishCheck(start.Run, headings, start.Revision), importer, ct: ct);

        async Task<bool> Keep()
        {
            read += rows.Count;
            var result = await dispatcher.Send(new CheckRows(start.Run, rows), importer, ct: ct);
            rows.Clear();
            return await dispatcher.Send(new StageRows(import, result, read, (int)(99 * file.Position / file.Length)), importer, ct: ct);
        }
    }

    /// <summary>Forgets what is not needed any more: the file and its staged rows.</summary>
    public static async Task Clear(Dispatcher dispatcher, long id, CancellationToken ct)
    {
        while (await dispatcher.Send(new ClearImport(id, IsForCheck: false), UserIdentity.System, ct: ct)) { }
    }
}
