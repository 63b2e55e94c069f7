using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Files of a ticket, of its messages and of tickets merged into it, the oldest first; those of internal notes for staff only.
/// </summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTicketFiles(long Number) : IQuery<TicketFiles>;

sealed class ListTicketFilesHandler(AttachmentStore files, TicketReader reader, TimelineReader timelines)
    : IRequestHandler<ListTicketFiles, TicketFiles>
{
    public async Task<TicketFiles> Handle(ListTicketFiles request, CancellationToken ct)
    {
        var row = await reader.Row(request.Number, ct);
        return new(await files.FilesOf(TicketAttachments.KindName, await timelines.LedBy(row, ct), ct));
    }
}
