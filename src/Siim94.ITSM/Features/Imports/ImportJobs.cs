using Hangfire;

namespace Siim94.ITSM.Features.Imports;

/// <summary>The jobs' door to imports.</summary>
sealed class ImportJobs(Dispatcher dispatcher)
{
    /// <summary>Checks, writes or undoes an import.</summary>
    [AutomaticRetry(Attempts = 0)] // what a crash leaves behind is resumed from our own tables
    public Task WorkOn(long importId, CancellationToken ct) => ImportWork.Run(dispatcher, importId, ct);

    /// <summary>Takes over imports whose job has died, and forgets the files of those that are over.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task Resume(CancellationToken ct)
    {
        foreach (var id in await dispatcher.Send(new ResumeImports(), UserIdentity.System, ct: ct))
            await ImportWork.Run(dispatcher, id, ct);
    }
}
