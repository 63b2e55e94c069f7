using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Attachments;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Attaches a file to a ticket, for all who see the ticket or for staff only.</summary>
[Requires(Permission.OpenTickets)]
public sealed record AttachToTicket : ICommand<TicketFiles>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>The file, as <c>POST /attachments</c> has answered.</summary>
    public long? Attachment { get; set; }

    public bool IsInternal { get; set; }
}

/// <summary>Files of a ticket, the oldest first.</summary>
public sealed record TicketFiles(IReadOnlyList<AttachedFile> Items);

sealed class AttachToTicketValidator : AbstractValidator<AttachToTicket>
{
    public AttachToTicketValidator() => RuleFor(a => a.Attachment).NotNull().WithMessage(_ => CommonWords.FieldMissing);
}

sealed class AttachToTicketHandler(AttachmentStore files, TicketReader reader, CurrentUser user, Audit audit, Db db)
    : IRequestHandler<AttachToTicket, TicketFiles>
{
    public async Task<TicketFiles> Handle(AttachToTicket request, CancellationToken ct)
    {
        var row = await reader.RowToChange(request.Number, ct);
        if (request.IsInternal && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.StaffOnly();
        var id = request.Attachment!.Value;
        var file = await files.Find(id, ct) ?? throw TicketErrors.AttachmentNotYours();
        await files.Attach([id], TicketAttachments.KindName, row.Id, null, request.IsInternal, ct);
        await TicketWords.Rewrite(db, row.Id, ct);
        await audit.Record("ticket", row.Id, "attach", null, new { file.Name, request.IsInternal }, ct);
        return new(await files.FilesOf(TicketAttachments.KindName, [row.Id], ct));
    }
}
