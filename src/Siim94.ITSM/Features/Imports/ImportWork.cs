using Hangfire;
using MediatR;
using Siim94.ITSM.Features.Referentials;

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

/// <summary>An import as its job needs it.</summary>
[Requires(Permission.ManageJobs)]
sealed record GetImportRow(long Id) : IQuery<ImportRow>;

sealed class GetImportRowHandler(ImportReader reader) : IRequestHandler<GetImportRow, ImportRow>
{
    public Task<ImportRow> Handle(GetImportRow request, CancellationToken ct) => reader.Row(request.Id, ct);
}

/// <summary>What a check starts from.</summary>
[Requires(Permission.ImportFiles)]
sealed record BeginCheck(ImportRow Import) : IQuery<CheckStart>;

/// <param name="Run">What the check remembers.</param>
/// <param name="Revision">The referentials that rows are checked against; when they change meanwhile, nothing is written.</param>
/// <param name="File">The file, for its reader to close.</param>
sealed record CheckStart(CheckRun Run, long Revision, FileStream File);

sealed class BeginCheckHandler(Db db, ImportFile files, ImportSpellings spellings) : IRequestHandler<BeginCheck, CheckStart>
{
    public async Task<CheckStart> Handle(BeginCheck request, CancellationToken ct) =>
        new(
            new(request.Import, await spellings.Chosen(request.Import.Id, ct)),
            await ReferentialCache.Revision(db, ct),
            await files.Open(request.Import.Id, int.MaxValue, ct)
        );
}

/// <summary>Says why the work on an import has stopped: it goes back to where people can do something about it.</summary>
[Requires(Permission.ManageJobs)]
sealed record StopImport(ImportRow Import, string Message) : ICommand<Unit>;

sealed class StopImportHandler(ImportStates states) : IRequestHandler<StopImport, Unit>
{
    const int LongestMessage = 2_000;

    public async Task<Unit> Handle(StopImport request, CancellationToken ct)
    {
        var back = request.Import.State switch
        {
            ImportState.Importing => ImportState.Checked,
            ImportState.Undoing => ImportState.Imported,
            _ => ImportState.Uploaded,
        };
        await states.TryMove(
            request.Import,
            back,
            request.Message.Length <= LongestMessage ? request.Message : request.Message[..LongestMessage],
            ct
        );
        return Unit.Value;
    }
}

/// <summary>Deletes some of what an import no longer needs; answers whether there is more.</summary>
/// <param name="Id">The import.</param>
/// <param name="IsForCheck">Staged rows and problems of an earlier check; else the file and staged rows of an import that is over.</param>
[Requires(Permission.ManageJobs)]
sealed record ClearImport(long Id, bool IsForCheck) : ICommand<bool>;

sealed class ClearImportHandler(Db db, ImportReader reader, ImportTargets targets) : IRequestHandler<ClearImport, bool>
{
    const int RowsAtATime = 4_000,
        ChunksAtATime = 16;

    public async Task<bool> Handle(ClearImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        var isOver = import.State is ImportState.Imported or ImportState.Undone or ImportState.Cancelled;
        if (request.IsForCheck ? import.State != ImportState.Checking : !isOver)
            return false;

        var target = targets.Of(import.Kind);
        var hadRows =
            !target.NeedsStagedRows(import.State) && await DeleteRows(import.Id, target.StagedRangeSql, target.DeleteStagedSql, ct);
        if (request.IsForCheck)
            return await DeleteRows(import.Id, ProblemsRangeSql, DeleteProblemsSql, ct) || hadRows;
        var chunk = await db.FirstOrDefault<int?>(FirstChunkSql, new { ImportId = import.Id }, ct);
        if (chunk is not null)
            await db.Execute(DeleteChunksSql, new { ImportId = import.Id, Before = chunk + ChunksAtATime }, ct);
        return hadRows || chunk is not null;
    }

    async Task<bool> DeleteRows(long importId, string rangeSql, string deleteSql, CancellationToken ct)
    {
        if ((await db.FirstOrDefault<ImportTarget.RowRange>(rangeSql, new { ImportId = importId }, ct))?.FirstRow is not { } first)
            return false;
        await db.Execute(
            deleteSql,
            new
            {
                ImportId = importId,
                FromRow = first,
                ToRow = first + RowsAtATime - 1,
            },
            ct
        );
        return true;
    }

    const string ProblemsRangeSql =
        "SELECT MIN(p.RowNumber) AS FirstRow, MAX(p.RowNumber) AS LastRow FROM ImportProblems p WHERE p.ImportId = @ImportId";
    const string DeleteProblemsSql = "DELETE FROM ImportProblems WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";
    const string FirstChunkSql = "SELECT MIN(c.Number) FROM ImportChunks c WHERE c.ImportId = @ImportId";
    const string DeleteChunksSql = "DELETE FROM ImportChunks WHERE ImportId = @ImportId AND Number < @Before";
}

/// <summary>
/// Finds imports whose job has died with its process, for another one to take over, and uploads that nobody came back to.
/// </summary>
/// <returns>Imports that a job must look after.</returns>
[Requires(Permission.ManageJobs)]
public sealed record ResumeImports : ICommand<IReadOnlyList<long>>;

sealed class ResumeImportsHandler(Db db, TimeProvider clock) : IRequestHandler<ResumeImports, IReadOnlyList<long>>
{
    // A check gives a sign of life every second. A write is silent, and holds its import: whoever looks for dead ones passes it by.
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1),
        Upload = TimeSpan.FromDays(1),
        Forgotten = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<long>> Handle(ResumeImports request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var givenUp = new { UploadBefore = now - Upload, OtherBefore = now - Forgotten };
        foreach (var id in await db.Query<long>(GivenUpSql(db.Dialect), givenUp, ct))
            await db.Execute(GiveUpSql, new { Id = id, ActiveAt = now }, ct);
        var silent = await db.Query<long>(SilentSql(db.Dialect), new { Before = now - Silence }, ct);
        // A new run: what the old job may still send is refused.
        foreach (var id in silent)
            await db.Execute(TakeOverSql, new { Id = id, ActiveAt = now }, ct);
        return [.. silent, .. await db.Query<long>(ToClearSql, null, ct)];
    }

    static string GivenUpSql(SqlDialect dialect) =>
        $"""
            SELECT i.Id FROM Imports i{dialect.Unheld}
            WHERE (i.State = 'uploading' AND i.ActiveAt < @UploadBefore)
               OR (i.State IN ('uploaded', 'checked') AND i.ActiveAt < @OtherBefore)
            """;

    const string GiveUpSql = "UPDATE Imports SET State = 'cancelled', ActiveAt = @ActiveAt WHERE Id = @Id";

    static string SilentSql(SqlDialect dialect) =>
        $"""
            SELECT i.Id FROM Imports i{dialect.Unheld}
            WHERE i.State IN ('checking', 'importing', 'undoing') AND i.ActiveAt < @Before
            """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [GivenUpSql(dialect), SilentSql(dialect)];

    const string TakeOverSql = """
        UPDATE Imports
        SET Run = Run + 1, ActiveAt = @ActiveAt, RowsRead = CASE WHEN State = 'checking' THEN 0 ELSE RowsRead END,
            RowsAccepted = CASE WHEN State = 'checking' THEN 0 ELSE RowsAccepted END,
            RowsRefused = CASE WHEN State = 'checking' THEN 0 ELSE RowsRefused END
        WHERE Id = @Id
        """;
    const string ToClearSql =
        "SELECT DISTINCT i.Id FROM Imports i JOIN ImportChunks c ON c.ImportId = i.Id WHERE i.State IN ('imported', 'undone', 'cancelled')";
}

/// <summary>Asks a job to look after an import, once its new state is committed.</summary>
sealed class ImportNudge(IServiceProvider services, ILogger<ImportNudge> log)
{
    public void Nudge(long importId)
    {
        if (services.GetService<IBackgroundJobClient>() is not { } jobs)
            return;
        try
        {
            jobs.Enqueue<ImportJobs>(job => job.WorkOn(importId, CancellationToken.None));
        }
        catch (BackgroundJobClientException error)
        {
            // Its state is committed: the recurring job finds it in some minutes.
            log.LogWarning(error, "Work on import {Import} could not be asked for", importId);
        }
    }
}
