using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Takes a file off a ticket: one that was attached by mistake, or holds what it should not.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record DetachFromTicket(long Number, long Attachment) : ICommand<Unit>;

sealed class DetachFromTicketHandler(AttachmentStore files, TicketReader reader, Audit audit, Db db)
    : IRequestHandler<DetachFromTicket, Unit>
{
    public async Task<Unit> Handle(DetachFromTicket request, CancellationToken ct)
    {
        var row = await reader.Row(request.Number, ct);
        var file = await files.Find(request.Attachment, ct);
        if (file is null || !await files.Detach(request.Attachment, TicketAttachments.KindName, row.Id, ct))
            throw RequestErrors.NotFound();
        await TicketWords.Rewrite(db, row.Id, ct);
        await audit.Record("ticket", row.Id, "detach", new { file.Name }, null, ct);
        return Unit.Value;
    }
}
