using Hangfire;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM;

/// <summary>The jobs' door: each method sends one request as the system user.</summary>
sealed class Jobs(Dispatcher dispatcher, ReportDelivery reports)
{
    /// <summary>Rolls up until no mark is left.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task RollUp(CancellationToken ct)
    {
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
    }

    /// <summary>Rebuilds every roll-up and reports what differed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task VerifyRollups(CancellationToken ct) => RollupVerification.Run(dispatcher, ct);

    /// <summary>Sends the reports that are due; see <see cref="ReportDelivery"/>.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public Task SendReports(CancellationToken ct) => reports.Run(ct);

    /// <summary>Forgets answers that nobody will ask for again.</summary>
    public Task ForgetAnswers(CancellationToken ct) => dispatcher.Send(new ForgetAnswers(), UserIdentity.System, ct: ct);

    /// <summary>Proposes how last month's shared time is spread; a manager accepts.</summary>
    public Task ProposeAllocations(CancellationToken ct) => dispatcher.Send(new ProposeLastMonth(), UserIdentity.System, ct: ct);

    /// <summary>Checks, writes or undoes an import.</summary>
    [AutomaticRetry(Attempts = 0)] // what a crash leaves behind is resumed from our own tables
    public Task WorkOnImport(long importId, CancellationToken ct) => ImportWork.Run(dispatcher, importId, ct);

    /// <summary>Takes over imports whose job has died, and forgets the files of those that are over.</summary>
    [AutomaticRetry(Attempts = 0)] // the next minute tries again
    public async Task ResumeImports(CancellationToken ct)
    {
        foreach (var id in await dispatcher.Send(new ResumeImports(), UserIdentity.System, ct: ct))
            await ImportWork.Run(dispatcher, id, ct);
    }
}
