namespace Siim94.ITSM.Features.Attachments;

/// <summary>The jobs' door to files.</summary>
sealed class AttachmentJobs(Dispatcher dispatcher)
{
    /// <summary>Deletes what nobody attached.</summary>
    public Task Sweep(CancellationToken ct) => dispatcher.Send(new SweepAttachments(), UserIdentity.System, ct: ct);
}
