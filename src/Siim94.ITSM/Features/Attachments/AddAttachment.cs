using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>
/// Keeps a file, for its sender to attach to something; what nobody attaches is swept after a day. Refused when the sender has too much
/// waiting.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record AddAttachment(NewFile File) : ICommand<AttachmentDetails>;

sealed class AddAttachmentHandler(AttachmentStore store, TimeProvider clock) : IRequestHandler<AddAttachment, AttachmentDetails>
{
    // Twenty of the largest files: more than anybody attaches in a day, and no disk full.
    const long MostWaitingBytes = 20L * NewFile.MostBytes;

    public async Task<AttachmentDetails> Handle(AddAttachment request, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - SweepAttachments.Kept;
        if (await store.WaitingBytes(since, ct) + request.File.Content.Length > MostWaitingBytes)
            throw AttachmentErrors.TooManyWaiting();
        return await store.Add(request.File, ct);
    }
}
