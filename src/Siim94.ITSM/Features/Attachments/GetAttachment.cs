using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>What is known of a file. Refused when it is not within reach: attached to nothing, it is its sender's alone.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetAttachment(long Id) : IQuery<AttachmentDetails>;

sealed class GetAttachmentHandler(AttachmentStore store) : IRequestHandler<GetAttachment, AttachmentDetails>
{
    public async Task<AttachmentDetails> Handle(GetAttachment request, CancellationToken ct)
    {
        var file = await store.Find(request.Id, ct) ?? throw RequestErrors.NotFound();
        return new()
        {
            Id = file.Id,
            Name = file.Name,
            Size = file.SizeBytes,
            Type = file.MediaType,
            Sha256 = file.Sha256,
        };
    }
}
