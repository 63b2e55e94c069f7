using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>One part of a file, of a megabyte; null behind its end. Refused as the file itself.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ReadAttachment(long Id, int Part) : IQuery<byte[]?>;

sealed class ReadAttachmentHandler(AttachmentStore store) : IRequestHandler<ReadAttachment, byte[]?>
{
    public async Task<byte[]?> Handle(ReadAttachment request, CancellationToken ct) =>
        await store.Chunk(await store.Find(request.Id, ct) ?? throw RequestErrors.NotFound(), request.Part, ct);
}
