using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>A mail as it came in, for whoever sees it; null once it is forgotten.</summary>
[Requires(Permission.WorkOnTickets)]
sealed record GetRawMail(long Id) : IQuery<byte[]?>;

sealed class GetRawMailHandler(AttachmentStore files) : IRequestHandler<GetRawMail, byte[]?>
{
    public async Task<byte[]?> Handle(GetRawMail request, CancellationToken ct)
    {
        if ((await files.FilesOf(ReceivedMailFiles.KindName, [request.Id], ct)).FirstOrDefault() is not { } listed)
            return null;
        var file = (await files.Find(listed.Id, ct))!;
        using var content = new MemoryStream((int)file.SizeBytes);
        for (var part = 0; await files.Chunk(file, part, ct) is { } bytes; part++)
            content.Write(bytes);
        return content.ToArray();
    }
}
