namespace Siim94.ITSM.Kernel.Requests;

/// <summary>The jobs' door to answers kept for idempotency keys.</summary>
sealed class AnswerJobs(Dispatcher dispatcher)
{
    /// <summary>Forgets answers that nobody will ask for again.</summary>
    public Task Forget(CancellationToken ct) => dispatcher.Send(new ForgetAnswers(), UserIdentity.System, ct: ct);
}
